"""The five profiles, each a policy document. A firm starts from one and may change its own copy."""

import tomllib
from functools import cache
from importlib.resources import files

from tenure.core.policy import Policy
from tenure.core.policy_check import checked_policy

NAMES = ("practice", "practice-classic", "solo", "cabinet", "hauler")


def profile_document(name: str) -> dict[str, object]:
    """A fresh copy of the document of one profile; KeyError for a name that is none."""
    if name not in NAMES:
        raise KeyError(name)
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def profile(name: str) -> Policy:
    """The policy of one profile, checked; KeyError for a name that is none."""
    return checked_policy(profile_document(name))
