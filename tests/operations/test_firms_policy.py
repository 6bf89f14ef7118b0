"""A firm changes the policy it lives by: checked as a whole, counted, logged."""

import copy
from typing import Any

import pytest

from tenure.core.policy_check import ContradictoryPolicy
from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.policies import change_policy, start_again_from
from tenure.records.models import LogEntry
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def document(world: World) -> dict[str, Any]:
    return copy.deepcopy(world.firm.policy)


def test_an_administrator_shortens_the_wait(world: World, document: dict[str, Any]) -> None:
    document["verbs"]["deactivate"]["wait_months"] = 2
    change_policy(document, actor=world.actor(world.olive), version=1)
    firm = fresh(world.firm)
    assert firm.policy["verbs"]["deactivate"]["wait_months"] == 2
    assert firm.policy_version == 2
    assert LogEntry.objects.get(chain=firm.id).event == "policy_changed"


def test_a_contradictory_policy_is_refused_with_every_reason(world: World, document: dict[str, Any]) -> None:
    document["verbs"]["deactivate"]["wait_months"] = 0
    document["verbs"]["delete"]["steps"] = ["meaning"]
    del document["verbs"]["reactivate"]
    with pytest.raises(ContradictoryPolicy) as refused:
        change_policy(document, actor=world.actor(world.olive))
    assert len(refused.value.reasons) == 3
    assert fresh(world.firm).policy_version == 1


def test_nobody_else_changes_it_and_no_version_is_overwritten(world: World, document: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        change_policy(document, actor=world.actor(world.fay))
    change_policy(document, actor=world.actor(world.olive), version=1)
    with pytest.raises(Invalid, match="Somebody else"):
        change_policy(document, actor=world.actor(world.olive), version=1)


def test_starting_again_from_a_profile(world: World) -> None:
    start_again_from("cabinet", actor=world.actor(world.olive))
    assert fresh(world.firm).policy["origin"] == "cabinet"
    with pytest.raises(Invalid):
        start_again_from("bakery", actor=world.actor(world.olive))


@pytest.mark.parametrize(
    "nonsense", [{"origin": object()}, {"title": "\ud800"}, {"title": "x" * 200_000}, {"wait": float("nan")}]
)
def test_what_cannot_be_stored_is_refused(world: World, nonsense: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        change_policy({**world.firm.policy, **nonsense}, actor=world.actor(world.olive))


def test_an_empty_document_or_a_wrong_shape_is_refused(world: World, document: dict[str, Any]) -> None:
    for wrong in ({}, {**document, "verbs": []}, {**document, "roles": "all"}):
        with pytest.raises(ContradictoryPolicy):
            change_policy(wrong, actor=world.actor(world.olive))
