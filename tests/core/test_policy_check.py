"""A policy that contradicts itself is refused with every reason."""

from typing import Any

import pytest

from tenure.core.policy_check import ContradictoryPolicy, checked_policy
from tenure.core.profiles import NAMES, profile_document


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_holds_together(name: str) -> None:
    assert checked_policy(profile_document(name)).origin == name


def reasons(document: dict[str, Any]) -> list[str]:
    with pytest.raises(ContradictoryPolicy) as refused:
        checked_policy(document)
    return [reason.text for reason in refused.value.reasons]


def test_every_contradiction_is_named_at_once() -> None:
    document: dict[str, Any] = profile_document("practice")
    document["verbs"]["deactivate"]["steps"] = ["survey", "review", "owner"]
    document["verbs"]["delete"]["steps"] = ["meaning"]
    document["verbs"]["delete"]["users"] = "any"
    document["verbs"]["disconnect"]["steps"] = ["meaning", "survey"]
    del document["survey_reasons"]
    assert len(reasons(document)) == 6


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verbs", "deactivate", "wait_months"), 61),
        (("verbs", "deactivate", "wait_months"), -1),
        (("verbs", "deactivate", "wait_months"), "four"),
        (("verbs", "deactivate", "wait_months"), 0),
        (("verbs", "deactivate", "steps"), ["survey", "survey"]),
        (("verbs", "deactivate", "steps"), "survey"),
        (("verbs", "deactivate", "on"), []),
        (("verbs", "deactivate", "on"), ["planet"]),
        (("verbs", "reactivate", "wait_months"), 3),
        (("verbs", "reactivate", "on"), ["client"]),
        (("verbs", "reactivate", "restore"), []),
        (("verbs", "disconnect", "users"), "any"),
        (("verbs", "disconnect", "client_notice"), "asked"),
        (("verbs", "disconnect", "firm_notice"), "asked"),
        (("verbs",), {"explode": {"on": ["client"]}}),
        (("roles",), []),
        (("party",), "tenant"),
        (("products",), [{"code": "a", "name": "A"}, {"code": "a", "name": "B"}]),
    ],
)
def test_a_contradiction_is_refused(path: tuple[str, ...], value: object) -> None:
    document: dict[str, Any] = profile_document("practice")
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert reasons(document)


@pytest.mark.parametrize("verb", ["deactivate", "reactivate"])
def test_there_is_always_a_way_back_and_something_to_come_back_from(verb: str) -> None:
    document: dict[str, Any] = profile_document("practice")
    del document["verbs"][verb]
    assert reasons(document)
