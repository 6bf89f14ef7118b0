"""One save for a service's details, its schedule and its toggle: all of it, or nothing with the reason (R36-R38)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Action, Verb
from tenure.core.endings import Ending
from tenure.core.refusals import RefusalCode
from tenure.operations.errors import FactsChanged, Invalid, Missing, NotAllowed, Refused
from tenure.operations.lifecycle import preview
from tenure.operations.log import verify
from tenure.operations.service_looks import Look, Save, look_at_new, look_at_saving
from tenure.operations.service_saving import Saved, save_service
from tenure.operations.services import Schedule, ServiceDetails
from tenure.records.models import LogEntry, Person, Service, Source, Stop, Transition
from tests.operations.acting import do
from tests.tree_worlds import SPRING, HaulerWorld, hauler_world
from tests.worlds import new_client, new_firm, new_member, new_person

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = NOVEMBER.date()
DAY = timedelta(days=1)
MONDAYS = Schedule(rule="FREQ=WEEKLY;BYDAY=MO", start=SPRING)
BINS = ServiceDetails(name="Weekly bins", price=Decimal("24.50"), currency="GBP", schedule=MONDAYS)
SKIP = ServiceDetails(name="Skip on request", price=Decimal("24.50"), currency="GBP")


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def test_the_toggle_and_the_end_date_go_in_one_save_r38(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    saved = save(world, world.weekly, replace(BINS, price=Decimal(26)), active=True)
    assert saved.transition is not None
    assert saved.transition.verb == "reactivate"
    assert saved.changed == ("price",)
    row = fresh(world.weekly)
    assert (row.end_date, row.deactivate_on_end_date, row.price) == (None, False, Decimal(26))
    assert not Stop.objects.filter(lifted_at=None).exists()
    assert [e.event for e in LogEntry.objects.filter(chain=world.mill_lane.id).order_by("-seq")[:2]] == [
        "service_edited",
        "reactivate",
    ]
    assert list(verify()) == []


@pytest.mark.parametrize("days", [0, -1])
def test_active_with_an_end_date_that_is_over_is_refused_and_nothing_is_written_r38(
    world: HaulerWorld, days: int
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    ends = replace(MONDAYS, ending=Ending(on=TODAY + days * DAY, deactivates=True))
    with pytest.raises(Refused) as refused:
        save(world, world.weekly, replace(BINS, price=Decimal(99), schedule=ends), active=True)
    assert [one.code for one in refused.value.plan.refusals] == [RefusalCode.END_DATE_IN_PAST]
    row = fresh(world.weekly)
    assert (row.price, row.end_date, row.deactivate_on_end_date) == (Decimal("24.50"), TODAY, True)
    assert Stop.objects.filter(lifted_at=None).count() == 1
    assert LogEntry.objects.filter(event="refused").count() == 1, "the refusal is logged (R8)"


def test_it_may_come_back_with_a_later_end_date(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    ends = replace(MONDAYS, ending=Ending(on=TODAY + 30 * DAY, deactivates=True))
    save(world, world.weekly, replace(BINS, schedule=ends), active=True)
    row = fresh(world.weekly)
    assert (row.end_date, row.deactivate_on_end_date) == (TODAY + 30 * DAY, True)


def test_one_on_request_has_nothing_to_remove_r38(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.skip.id, at=NOVEMBER)
    saved = save(world, world.skip, SKIP, active=True)
    assert saved.changed == ()
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_one_on_request_returns_with_a_schedule_but_not_onto_its_end(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.skip.id, at=NOVEMBER)
    over = replace(MONDAYS, ending=Ending(on=TODAY))
    with pytest.raises(Invalid) as invalid:
        save(world, world.skip, replace(SKIP, schedule=over), active=True)
    assert invalid.value.field == "end_date"
    save(world, world.skip, replace(SKIP, schedule=MONDAYS), active=True)
    assert (fresh(world.skip).recurring, Stop.objects.filter(lifted_at=None).count()) == (True, 0)


def test_a_recurring_one_returns_on_request(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    save(world, world.weekly, replace(BINS, schedule=None), active=True)
    row = fresh(world.weekly)
    assert (row.recurring, row.rule, row.end_date) == (False, "", None)


def test_deactivating_keeps_the_name_that_was_typed_and_ends_the_schedule_r36(world: HaulerWorld) -> None:
    saved = save(world, world.weekly, replace(BINS, name="Bins on Monday"), active=False)
    row = fresh(world.weekly)
    assert saved.changed == ("name",)
    assert (row.name, row.end_date, row.deactivate_on_end_date) == ("Bins on Monday", TODAY, True)
    assert Transition.objects.get().verb == "deactivate"


def test_a_schedule_does_not_change_under_a_stop(world: HaulerWorld) -> None:
    tuesdays = replace(BINS, schedule=replace(MONDAYS, rule="FREQ=WEEKLY;BYDAY=TU"))
    with pytest.raises(Invalid) as invalid:
        save(world, world.weekly, tuesdays, active=False)
    assert invalid.value.field == "active"
    assert not Stop.objects.exists(), "the verb did not happen either"
    do(world, world.mina, Verb.SUSPEND, world.depot.id, at=NOVEMBER)
    with pytest.raises(Invalid, match="suspended"):
        save(world, world.weekly, tuesdays, active=True)
    assert fresh(world.weekly).rule == "FREQ=WEEKLY;BYDAY=MO"


def test_the_rule_of_a_service_that_returns_under_a_suspension_stays(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    do(world, world.mina, Verb.SUSPEND, world.depot.id, at=NOVEMBER)
    tuesdays = replace(BINS, schedule=replace(MONDAYS, rule="FREQ=WEEKLY;BYDAY=TU"))
    with pytest.raises(Invalid, match="suspended"):
        save(world, world.weekly, tuesdays, active=True)
    assert Stop.objects.filter(lifted_at=None).count() == 2, "the return was taken back with the rest"
    save(world, world.weekly, BINS, active=True)
    assert Stop.objects.filter(lifted_at=None).count() == 1


@pytest.mark.parametrize("above", ["depot", "mill_lane"])
def test_under_a_deactivated_location_or_customer_it_says_what_to_do_first_r37(
    world: HaulerWorld, above: str
) -> None:
    node = getattr(world, above)
    do(world, world.mina, Verb.DEACTIVATE, node.id, at=NOVEMBER)
    with pytest.raises(Refused) as refused:
        save(world, world.weekly, BINS, active=True)
    [*reasons] = refused.value.plan.refusals
    assert {one.code for one in reasons} == {RefusalCode.PARENT_STOPPED}
    assert reasons[0].way_out.node == node.id


def test_what_changed_meanwhile_is_shown_before_anything_happens(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    for stale in ("", "0" * 16):
        with pytest.raises(FactsChanged) as changed:
            save(world, world.weekly, replace(BINS, name="Renamed"), active=True, digest=stale)
        assert changed.value.plan.verb is Verb.REACTIVATE
    assert fresh(world.weekly).name == "Weekly bins"


def test_saving_twice_does_nothing_the_second_time(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    first = save(world, world.weekly, replace(BINS, name="Bins"), active=True)
    digest = first.transition.digest if first.transition is not None else ""
    again = save(world, world.weekly, replace(BINS, name="Bins"), active=True, digest=digest)
    assert again == Saved(transition=None, changed=())


def test_only_those_who_may_and_only_ones_own(world: HaulerWorld) -> None:
    with pytest.raises(NotAllowed):
        save(world, world.weekly, BINS, active=True, person=world.fay)
    stan = new_person("Stan Moreau")
    other = new_firm("Southbank", "hauler")
    new_member(other, stan, "administrator")
    foreign = new_client(other, "Foreign")
    for service in (world.weekly.id, "srv_nothing", foreign.id, world.depot.id):
        actor = (
            world.actor(world.olive)
            if service == world.depot.id
            else replace(world.actor(world.olive), firm=other.id)
        )
        with pytest.raises(Missing):
            save_service(
                Save(service=service, details=BINS, active=True),
                digest="",
                actor=actor,
                source=Source.WEB,
                at=NOVEMBER,
            )


def test_the_collections_before_and_after_stand_side_by_side(world: HaulerWorld) -> None:
    tuesdays = replace(BINS, schedule=replace(MONDAYS, rule="FREQ=WEEKLY;BYDAY=TU"))
    seen = look(world, world.weekly, tuesdays, active=True)
    assert (len(seen.before), len(seen.after), seen.plan) == (12, 12, None)
    assert {one.day.weekday() for one in seen.before} == {0}
    assert {one.day.weekday() for one in seen.after} == {1}
    off = look(world, world.weekly, BINS, active=False)
    assert (len(off.before), off.after) == (12, ())
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    back = look(world, world.weekly, BINS, active=True)
    assert (back.before, len(back.after)) == ((), 12)
    ends = replace(BINS, schedule=replace(MONDAYS, ending=Ending(on=TODAY)))
    over = look(world, world.weekly, ends, active=True)
    assert over.plan is not None
    assert over.plan.refused
    assert over.after == ()
    assert fresh(world.weekly).rule == "FREQ=WEEKLY;BYDAY=MO", "looking writes nothing"


def test_a_new_service_shows_its_days_before_it_is_there(world: HaulerWorld) -> None:
    actor = world.actor(world.olive)
    assert len(look_at_new(world.depot.id, MONDAYS, actor=actor, at=NOVEMBER)) == 12
    assert look_at_new(world.depot.id, None, actor=actor, at=NOVEMBER) == ()
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id, at=NOVEMBER)
    with pytest.raises(Invalid, match="deactivated"):
        look_at_new(world.depot.id, MONDAYS, actor=actor, at=NOVEMBER)
    with pytest.raises(Missing):
        look_at_new(world.mill_lane.id, MONDAYS, actor=world.actor(world.nadia), at=NOVEMBER)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(BINS, name=" "), "name"),
        (replace(BINS, price=Decimal(-1)), "price"),
        (replace(BINS, quantity=0), "quantity"),
        (replace(BINS, currency="pounds"), "currency"),
        (replace(BINS, schedule=replace(MONDAYS, rule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")), "rule"),
        (replace(BINS, schedule=replace(MONDAYS, start=date(1, 1, 1))), "start_date"),
        (replace(BINS, schedule=replace(MONDAYS, ending=Ending(on=TODAY - DAY))), "end_date"),
    ],
)
def test_what_no_service_can_be_is_refused_at_its_field(
    world: HaulerWorld, details: ServiceDetails, field: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        save(world, world.weekly, details, active=True)
    assert invalid.value.field == field


def save(
    world: HaulerWorld,
    service: Service,
    details: ServiceDetails,
    *,
    active: bool,
    digest: str | None = None,
    person: Person | None = None,
) -> Saved:
    """Saves what is typed with the receipt of what would be shown."""
    verb = Verb.REACTIVATE if active else Verb.DEACTIVATE
    seen = preview(Action(verb=verb, target=service.id), world.actor(world.mina), at=NOVEMBER)
    return save_service(
        Save(service=service.id, details=details, active=active),
        digest=seen.digest if digest is None else digest,
        actor=world.actor(person or world.mina),
        source=Source.WEB,
        at=NOVEMBER,
    )


def look(world: HaulerWorld, service: Service, details: ServiceDetails, *, active: bool) -> Look:
    """What saving would do, as Mina sees it."""
    wanted = Save(service=service.id, details=details, active=active)
    return look_at_saving(wanted, actor=world.actor(world.mina), at=NOVEMBER)


def fresh(service: Service) -> Service:
    """The row as it is now."""
    return Service.objects.get(pk=service.pk)
