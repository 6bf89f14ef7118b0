"""Visits of services on request: billed once, never of a stopped day, each refusal with a way out (R36, R42, R46)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Answers, Verb
from tenure.core.billing import Days
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invoices import discard_draft, draft_invoice, issue_invoice
from tenure.operations.service_lines import service_lines
from tenure.operations.visits import Done, new_visit_stamp, record_visit, remove_visit
from tenure.records.models import Invoice, Visit
from tenure.records.people import actor_at_firm
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import fresh, new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
TENTH = date(2026, 6, 10)
MONTH = Days(first=date(2026, 6, 1), end=date(2026, 7, 1))


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def visited(world: HaulerWorld, on: date = TENTH, *, at: datetime = JUNE, **more: object) -> Visit:
    done = Done(on=on, **more)  # type: ignore[arg-type]
    return record_visit(world.skip.id, done, actor=world.actor(world.mina), at=at)


def lines(world: HaulerWorld, *, at: datetime = JUNE) -> list[str]:
    found = service_lines(fresh(world.mill_lane), MONTH, running_now=False, at=at)
    return [line.description for line in found.lines.get("GBP", ()) if line.visit]


def billed(world: HaulerWorld) -> Invoice:
    found = service_lines(fresh(world.mill_lane), MONTH, running_now=False, at=JUNE)
    mina = world.actor(world.mina)
    return draft_invoice(world.mill_lane.id, found.lines["GBP"], currency="GBP", actor=mina, at=JUNE)


def test_a_visit_is_billed_once_and_again_when_its_draft_is_thrown_away(world: HaulerWorld) -> None:
    visit = visited(world, quantity=Decimal("2.5"), note="Two skips and a half")
    assert len(lines(world)) == 1
    draft = billed(world)
    assert lines(world) == []
    with pytest.raises(Invalid, match="Throw the draft away first"):
        remove_visit(visit.id, actor=world.actor(world.mina), at=JUNE)
    discard_draft(draft.id, actor=world.actor(world.mina), at=JUNE)
    assert len(lines(world)) == 1
    issue_invoice(billed(world).id, actor=world.actor(world.mina), at=JUNE)
    with pytest.raises(Invalid, match="Credit that invoice instead"):
        remove_visit(visit.id, actor=world.actor(world.mina), at=JUNE)


def test_a_visit_sent_twice_is_one_and_can_be_removed(world: HaulerWorld) -> None:
    stamp, mina = new_visit_stamp(), world.actor(world.mina)
    done = Done(on=TENTH)
    one, two = (record_visit(world.skip.id, done, stamp=stamp, actor=mina, at=JUNE) for _ in range(2))
    assert (one.id, Visit.objects.count()) == (two.id, 1)
    remove_visit(one.id, actor=mina, at=JUNE)
    assert not Visit.objects.exists()
    with pytest.raises(Missing):
        remove_visit(one.id, actor=mina, at=JUNE)
    with pytest.raises(Invalid, match="not valid any more"):
        record_visit(world.skip.id, done, stamp="vis_other", actor=mina, at=JUNE)


@pytest.mark.parametrize(
    ("done", "field", "said"),
    [
        (Done(on=TENTH + timedelta(days=1)), "on", "still to come"),
        (Done(on=date(1999, 12, 31)), "on", "after the year"),
        (Done(on=TENTH, quantity=Decimal(0)), "quantity", "more than zero"),
        (Done(on=TENTH, quantity=Decimal("0.0001")), "quantity", "has at most"),
    ],
)
def test_what_cannot_have_been_is_refused(world: HaulerWorld, done: Done, field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        record_visit(world.skip.id, done, actor=world.actor(world.mina), at=JUNE)
    assert refused.value.field == field


def test_a_recurring_service_has_no_visits(world: HaulerWorld) -> None:
    with pytest.raises(Invalid, match="Add a service on request"):
        record_visit(world.weekly.id, Done(on=TENTH), actor=world.actor(world.mina), at=JUNE)


@pytest.mark.parametrize("verb", [Verb.DEACTIVATE, Verb.SUSPEND])
@pytest.mark.parametrize("where", ["skip", "depot", "mill_lane"])
def test_nothing_is_done_on_a_stopped_day_r42(world: HaulerWorld, verb: Verb, where: str) -> None:
    node = getattr(world, where).id
    if (verb, where) == (Verb.SUSPEND, "skip"):
        node = world.depot.id
    do(world, world.mina, verb, node, at=JUNE - timedelta(days=3))
    with pytest.raises(Invalid, match=r"stopped on|nothing new begins"):
        visited(world)
    if (verb, where) == (Verb.DEACTIVATE, "mill_lane"):
        with pytest.raises(Invalid, match="nothing new begins"):
            visited(world, TENTH - timedelta(days=9))
    else:
        visited(world, TENTH - timedelta(days=9))
    back = {Verb.DEACTIVATE: Verb.REACTIVATE, Verb.SUSPEND: Verb.UNSUSPEND}[verb]
    for one in dict.fromkeys((node, *((world.depot.id, world.skip.id) if verb is Verb.DEACTIVATE else ()))):
        if (
            verb is Verb.SUSPEND
            or one == node
            or where == "mill_lane"
            or (where, one) == ("depot", world.skip.id)
        ):
            do(world, world.mina, back, one, at=JUNE)
    visited(world)
    with pytest.raises(Invalid, match="stopped on"):
        visited(world, TENTH - timedelta(days=2))


def test_a_suspension_to_come_stops_only_its_own_days(world: HaulerWorld) -> None:
    holiday = Answers(since=TENTH + timedelta(days=2), until=TENTH + timedelta(days=4), type="vacation")
    do(world, world.mina, Verb.SUSPEND, world.depot.id, holiday, at=JUNE)
    visited(world)
    later = JUNE + timedelta(days=5)
    visited(world, TENTH + timedelta(days=4), at=later)


def test_nobody_without_the_right_and_no_stranger(world: HaulerWorld) -> None:
    with pytest.raises(NotAllowed):
        record_visit(world.skip.id, Done(on=TENTH), actor=world.actor(world.fay), at=JUNE)
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    stranger = actor_at_firm(quinn.id, elsewhere.id)
    assert stranger is not None
    for node in (world.skip.id, world.depot.id, "srv_nobodys"):
        with pytest.raises(Missing):
            record_visit(node, Done(on=TENTH), actor=stranger, at=JUNE)
    visit = visited(world)
    with pytest.raises(Missing):
        remove_visit(visit.id, actor=stranger, at=JUNE)
