"""docs/profiles.md says what the policies say."""

from scripts.profile_tables import MEANINGS, TARGET, page
from tenure.core.refusals import RefusalCode


def test_the_page_is_made_from_the_policies() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run: python scripts/profile_tables.py"


def test_every_refusal_code_is_explained() -> None:
    assert MEANINGS.keys() == set(RefusalCode)
