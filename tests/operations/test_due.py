"""What Tenure does by itself on its day: end dates, holidays, the rule about debts; and collections (R36-R41)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Action, Answers, Verb
from tenure.core.credit import Balance, CreditTerms
from tenure.core.endings import Ending
from tenure.core.plan import Plan
from tenure.core.refusals import RefusalCode
from tenure.operations.collections import next_collections
from tenure.operations.end_dates import end_services
from tenure.operations.errors import Refused
from tenure.operations.lifecycle import preview
from tenure.operations.log import verify
from tenure.operations.planned_stops import turn_planned_stops
from tenure.operations.suspend_rule import set_credit_terms, suspend_by_rule
from tenure.operations.why import standing_on, why
from tenure.records import balances
from tenure.records.models import Firm, Service, Stop, Transition
from tests.operations.acting import do, look
from tests.tree_worlds import HaulerWorld, hauler_world, new_service
from tests.worlds import fresh, shown

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = NOVEMBER.date()
DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def test_a_service_is_deactivated_once_its_last_day_is_over_and_only_once_r36(world: HaulerWorld) -> None:
    ending = new_service(world.depot, "Until today", "FREQ=DAILY", end=TODAY, ends_itself=True)
    new_service(world.depot, "Only a date", "FREQ=DAILY", end=TODAY)
    assert end_services(NOVEMBER) == 0, "the last day is not over"
    assert end_services(NOVEMBER + DAY) == 1
    assert end_services(NOVEMBER + DAY) == end_services(NOVEMBER + 2 * DAY) == 0
    [stop] = Stop.objects.all()
    done = Transition.objects.get()
    assert (stop.node, done.source, done.actor, done.actor_name) == (ending.id, "worker", None, "Tenure")
    ending.refresh_from_db()
    assert (ending.end_date, ending.deactivate_on_end_date) == (TODAY, True)
    assert list(verify()) == []


def test_end_dates_follow_the_firms_day(world: HaulerWorld) -> None:
    new_service(world.depot, "Until today", "FREQ=DAILY", end=TODAY, ends_itself=True)
    Firm.objects.filter(pk=world.firm.pk).update(time_zone="Pacific/Auckland")
    assert end_services(datetime(2026, 11, 21, 12, tzinfo=UTC)) == 1, "in Auckland it is the 22nd"


def test_a_holiday_of_a_location_is_planned_opens_and_closes_on_its_days_r41(world: HaulerWorld) -> None:
    olive, begin, end = world.actor(world.olive), TODAY + 10 * DAY, TODAY + 24 * DAY
    holiday = Answers(since=begin, until=end, type="vacation", reason="Kitchen closed")
    do(world, world.mina, Verb.SUSPEND, world.depot.id, holiday, at=NOVEMBER)
    assert why(olive, world.depot.id, at=NOVEMBER).standing.runs, "not yet"
    for day, suspended in ((begin - DAY, False), (begin, True), (end - DAY, True), (end, False)):
        assert standing_on(olive, world.weekly.id, day).standing.suspended is suspended
        assert why(olive, world.weekly.id, at=NOVEMBER + (day - TODAY)).standing.suspended is suspended
    assert turn_planned_stops(NOVEMBER) == 0
    assert turn_planned_stops(NOVEMBER + 10 * DAY) == 1
    assert turn_planned_stops(NOVEMBER + 10 * DAY) == 0
    assert turn_planned_stops(NOVEMBER + 24 * DAY) == 1
    assert Stop.objects.filter(lifted_at=None).count() == turn_planned_stops(NOVEMBER + 25 * DAY) == 0
    assert standing_on(olive, world.weekly.id, begin).standing.suspended, "the past stays true"
    assert list(verify()) == []


def test_a_planned_suspension_of_the_account_reddens_the_list_on_its_day(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id, Answers(since=TODAY + DAY), at=NOVEMBER)
    assert not fresh(world.mill_lane).suspended
    turn_planned_stops(NOVEMBER + DAY)
    assert fresh(world.mill_lane).suspended
    assert shown(fresh(world.mill_lane)).items() <= vars(fresh(world.mill_lane)).items()
    assert fresh(world.firm).clients_suspended == 1


def test_a_planned_suspension_can_be_cancelled_r41(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.SUSPEND, world.depot.id, Answers(since=TODAY + DAY), at=NOVEMBER)
    plan = look(world, world.mina, Verb.UNSUSPEND, world.depot.id, at=NOVEMBER)
    assert plan.effects[0].planned  # type: ignore[union-attr]
    do(world, world.mina, Verb.UNSUSPEND, world.depot.id, at=NOVEMBER)
    assert turn_planned_stops(NOVEMBER + DAY) == 0


def test_suspended_and_deactivated_are_two_stops_and_neither_lifts_the_other_r4_r41(
    world: HaulerWorld,
) -> None:
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id, Answers(type="unpaid"), at=NOVEMBER)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id, at=NOVEMBER)
    do(world, world.mina, Verb.UNSUSPEND, world.mill_lane.id, at=NOVEMBER)
    client = fresh(world.mill_lane)
    assert (client.standing, client.suspended) == ("deactivated", False)
    with pytest.raises(Refused) as refused:
        do(world, world.mina, Verb.UNSUSPEND, world.mill_lane.id, at=NOVEMBER)
    assert [r.code for r in refused.value.plan.refusals] == [RefusalCode.NOT_STOPPED]


# --- The rule about debts --------------------------------------------------------------------------------------


@pytest.fixture
def owed(world: HaulerWorld, monkeypatch: pytest.MonkeyPatch) -> dict[str, Balance]:
    """What customers owe, by id; the firm suspends after 30 days late or above 500."""
    firm = fresh(world.firm)
    rule = {"days_late": 30, "credit_limit": "500.00"}
    Firm.objects.filter(pk=firm.pk).update(policy={**firm.policy, "suspend_rule": rule})
    found: dict[str, Balance] = {}
    monkeypatch.setattr(balances, "balance_of", lambda clients: {c: found[c] for c in clients if c in found})
    return found


def types() -> list[str]:
    return list(Stop.objects.filter(lifted_at=None).order_by("id").values_list("type", flat=True))


@pytest.mark.parametrize(
    ("debt", "terms", "type_"),
    [
        (("10", 29), CreditTerms(), None),
        (("10", 30), CreditTerms(), "days_late"),
        (("500", 0), CreditTerms(), None),
        (("500.01", 0), CreditTerms(), "over_limit"),
        (("900", 40), CreditTerms(exempt=True), None),
        (("10", 40), CreditTerms(days_late=60), None),
        (("900", 0), CreditTerms(credit_limit=Decimal(1000)), None),
    ],
)
def test_who_owes_too_long_or_too_much_is_suspended_unless_agreed_otherwise_r41(
    world: HaulerWorld,
    owed: dict[str, Balance],
    debt: tuple[str, int],
    terms: CreditTerms,
    type_: str | None,
) -> None:
    set_credit_terms(world.mill_lane.id, terms, actor=world.actor(world.mina), at=NOVEMBER)
    amount, late = debt
    owed[world.mill_lane.id] = Balance(owed=Decimal(amount), oldest_due=TODAY - late * DAY)
    assert suspend_by_rule(NOVEMBER) == (type_ is not None)
    assert suspend_by_rule(NOVEMBER) == 0
    assert types() == ([type_] if type_ else [])


def test_payment_lifts_what_the_rule_placed_and_nothing_else_r41(
    world: HaulerWorld, owed: dict[str, Balance]
) -> None:
    owed[world.forge.id] = owed[world.mill_lane.id] = Balance(owed=Decimal(900))
    assert suspend_by_rule(NOVEMBER) == 2
    do(world, world.mina, Verb.DEACTIVATE, world.forge.id, at=NOVEMBER)
    owed.clear()
    assert suspend_by_rule(NOVEMBER + DAY) == 2
    assert types() == [""], "the deactivation stays"
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id, Answers(type="access"), at=NOVEMBER + DAY)
    assert suspend_by_rule(NOVEMBER + DAY) == 0, "what a person placed a person lifts"
    assert list(verify()) == []


def test_what_the_rule_placed_can_be_lifted_by_hand_r41(world: HaulerWorld, owed: dict[str, Balance]) -> None:
    owed[world.mill_lane.id] = Balance(owed=Decimal(900))
    suspend_by_rule(NOVEMBER)
    do(world, world.mina, Verb.UNSUSPEND, world.mill_lane.id, at=NOVEMBER)
    assert types() == []


# --- Collections -----------------------------------------------------------------------------------------------


def collections(world: HaulerWorld, service: Service, *, plan: Plan | None = None) -> list[date]:
    found = next_collections(world.actor(world.olive), service.id, at=NOVEMBER, plan=plan)
    return [one.day for one in found]


def test_the_next_twelve_collections_follow_the_rule(world: HaulerWorld) -> None:
    mondays = collections(world, world.weekly)
    assert mondays == [date(2026, 11, 23) + 7 * n * DAY for n in range(12)]
    assert collections(world, world.skip) == []


def test_collections_keep_the_hour_of_their_location_through_the_change_of_clocks(world: HaulerWorld) -> None:
    march = datetime(2027, 3, 10, tzinfo=UTC)
    found = next_collections(world.actor(world.olive), world.parcels.id, at=march)
    moments = [one.at for one in found if one.at is not None]
    assert {moment.strftime("%H:%M") for moment in moments} == {"07:30"}
    assert {moment.astimezone(UTC).strftime("%H:%M") for moment in moments} == {"12:30", "11:30"}


def test_collections_before_and_after_a_change(world: HaulerWorld) -> None:
    olive = world.actor(world.olive)
    plan = preview(Action(verb=Verb.DEACTIVATE, target=world.mill_lane.id), olive, at=NOVEMBER)
    assert len(collections(world, world.weekly)) == 12
    assert collections(world, world.weekly, plan=plan) == []
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id, at=NOVEMBER)
    assert collections(world, world.weekly) == []
    until = Answers(ending=Ending(on=date(2026, 12, 7), deactivates=True))
    back = preview(Action(verb=Verb.REACTIVATE, target=world.weekly.id, answers=until), olive, at=NOVEMBER)
    assert collections(world, world.weekly, plan=back) == [
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 7),
    ], "the end date is the last day"


def test_a_holiday_leaves_out_its_days_only_r41(world: HaulerWorld) -> None:
    holiday = Answers(since=date(2026, 11, 30), until=date(2026, 12, 14), type="vacation")
    do(world, world.mina, Verb.SUSPEND, world.depot.id, holiday, at=NOVEMBER)
    days = collections(world, world.weekly)
    assert days[:3] == [date(2026, 11, 23), date(2026, 12, 14), date(2026, 12, 21)]
    assert len(days) == 12
