"""Before a wait is over: one asks with a reason, a second administrator approves, and the log knows (R22)."""

from datetime import UTC, date, datetime

import pytest

from tenure.core.actions import Answers, Verb
from tenure.core.refusals import RefusalCode
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.log import verify
from tenure.operations.waits import (
    approve_early_return,
    ask_early_return,
    decline_early_return,
    new_calendar,
)
from tenure.records.models import LogEntry, OutboxMail, Stop, Wait
from tenure.records.pending_waits import asked_early, pending_waits
from tests.operations.acting import do, look, product_of
from tests.worlds import World, fresh, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db

HALLOWEEN = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


@pytest.fixture
def wait(world: World) -> Wait:
    """Birch's Bookkeeping, deactivated on 31 October: it waits until the last day of February."""
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers, at=HALLOWEEN)
    return Wait.objects.get()


def refusals(world: World) -> list[RefusalCode]:
    product = product_of(world.birch, "bookkeeping")
    return [r.code for r in look(world, world.mina, Verb.REACTIVATE, product, at=HALLOWEEN).refusals]


def test_a_second_administrator_ends_the_wait_for_whoever_asked_r22(world: World, wait: Wait) -> None:
    assert refusals(world) == [RefusalCode.WAIT_NOT_OVER]
    assert fresh(world.birch).locked_until == date(2027, 2, 28)
    ask_early_return(wait.id, reason="  They won a contract. ", actor=world.actor(world.mina), at=HALLOWEEN)
    assert refusals(world) == [RefusalCode.WAIT_NOT_OVER], "asking changes nothing"
    assert [one.reason for one in asked_early(world.actor(world.olive), at=HALLOWEEN)] == [
        "They won a contract."
    ]
    approve_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    assert refusals(world) == []
    assert Stop.objects.get().locked_until is None
    assert fresh(world.birch).locked_until is None
    wait.refresh_from_db()
    assert (wait.approved_by_id, wait.approved_at) == (world.olive.id, HALLOWEEN)
    events = list(LogEntry.objects.filter(chain=world.birch.id).values_list("event", flat=True))
    assert events[-2:] == ["early_return_asked", "early_return_approved"]
    assert list(verify()) == []


def test_those_concerned_are_told_by_e_mail_r22(world: World, wait: Wait) -> None:
    ask_early_return(wait.id, reason="A contract.", actor=world.actor(world.mina), at=HALLOWEEN)
    asked = OutboxMail.objects.get(kind="early_return_asked")
    assert (asked.to_address, asked.context["product_name"]) == (world.olive.email, "Bookkeeping")
    approve_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    assert OutboxMail.objects.get(kind="early_return_approved").to_address == world.mina.email


def test_who_asked_cannot_approve_and_staff_can_do_neither(world: World, wait: Wait) -> None:
    second = new_person("Sam Second")
    new_member(world.firm, second, "administrator")
    ask_early_return(wait.id, reason="Mine.", actor=world.actor(world.olive), at=HALLOWEEN)
    with pytest.raises(Invalid):
        approve_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    for person in (world.mina, world.fay):
        with pytest.raises(NotAllowed):
            approve_early_return(wait.id, actor=world.actor(person), at=HALLOWEEN)
    with pytest.raises(NotAllowed):
        ask_early_return(wait.id, reason="Please.", actor=world.actor(world.fay), at=HALLOWEEN)
    assert refusals(world) == [RefusalCode.WAIT_NOT_OVER]
    refused = LogEntry.objects.filter(event="refused", chain=world.firm.id)
    assert [entry.content["right"] for entry in refused] == ["team", "team", "reactivate"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1_001])
def test_a_reason_is_asked_for(world: World, wait: Wait, reason: str) -> None:
    with pytest.raises(Invalid):
        ask_early_return(wait.id, reason=reason, actor=world.actor(world.mina), at=HALLOWEEN)
    assert not OutboxMail.objects.filter(kind="early_return_asked").exists()


def test_without_a_second_administrator_nobody_can_be_asked(world: World, wait: Wait) -> None:
    with pytest.raises(Invalid, match="no second administrator"):
        ask_early_return(wait.id, reason="Alone.", actor=world.actor(world.olive), at=HALLOWEEN)


def test_nothing_is_approved_that_nobody_asks_for(world: World, wait: Wait) -> None:
    with pytest.raises(Invalid):
        approve_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    ask_early_return(wait.id, reason="Soon.", actor=world.actor(world.mina), at=HALLOWEEN)
    decline_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    with pytest.raises(Invalid):
        approve_early_return(wait.id, actor=world.actor(world.olive), at=HALLOWEEN)
    assert len(pending_waits(world.actor(world.olive), at=HALLOWEEN).waits) == 1


def test_another_firms_wait_looks_like_none(world: World, wait: Wait) -> None:
    with pytest.raises(Missing):
        ask_early_return(wait.id, reason="Mine?", actor=world.actor(world.stan), at=HALLOWEEN)
    assert pending_waits(world.actor(world.stan), at=HALLOWEEN).waits == ()


def test_a_client_who_left_is_not_listed_and_its_wait_runs_on(world: World, wait: Wait) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id), at=HALLOWEEN)
    assert pending_waits(world.actor(world.olive), at=HALLOWEEN).waits == ()
    with pytest.raises(Missing):
        ask_early_return(wait.id, reason="Still.", actor=world.actor(world.mina), at=HALLOWEEN)
    assert Wait.objects.get().approved_at is None


def test_a_new_calendar_address_is_an_administrators_and_kept_as_its_hash(world: World) -> None:
    with pytest.raises(NotAllowed):
        new_calendar(actor=world.actor(world.mina))
    first, second = (new_calendar(actor=world.actor(world.olive)) for _time in range(2))
    assert first != second
    assert second not in str(fresh(world.firm).calendar_token_hash)
