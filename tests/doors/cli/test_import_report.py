"""What scripts rely on in the document of `tenure import --json` (interfaces.md, R57)."""

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Tenure
from tests.operations.importing import BIRCH, ELM, NAMELESS, book
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def test_the_report_has_a_row_for_each_line_with_client_reason_and_changes(
    world: World, tenure: Tenure, tmp_path: Path
) -> None:
    file = tmp_path / "clients.csv"
    file.write_bytes(book(ELM, BIRCH, NAMELESS, headers=("Name", "Email", "Phone", "Shoe size")))
    who = ("--firm", world.firm.slug, "--as", world.olive.email, "--json")
    report = tenure("import", str(file), *who).json
    assert report["performed"] is True
    assert report["import"].startswith("imp_")
    assert report["mapping"] == {"Name": "name", "Email": "email", "Phone": "phone", "Shoe size": None}
    assert report["ignored"] == ["Shoe size"]
    elm, birch, nameless = report["rows"]
    assert (elm["line"], elm["result"], elm["name"], elm["reason"]) == (2, "created", ELM[0], "")
    assert elm["client"].startswith("cli_")
    assert (birch["client"], birch["result"]) == (world.birch.id, "updated")
    assert birch["changes"] == [{"field": "phone", "old": "", "new": BIRCH[2]}]
    assert (nameless["client"], nameless["reason"]) == (None, "The row has no client name.")
    undone = tenure("import", "--undo", report["import"], *who).json
    assert (undone["performed"], undone["rows"]) == (True, [])
