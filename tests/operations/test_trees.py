"""Solo and Hauler at work on real rows: one set of verbs, two opposite ways back (R29-R41)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from tenure.core.actions import Answers, Verb
from tenure.core.endings import NO_END, Ending
from tenure.core.refusals import RefusalCode
from tenure.core.stops import Restore
from tenure.operations.businesses import BusinessDetails, add_business, edit_business
from tenure.operations.documents import add_document
from tenure.operations.errors import Invalid, Missing, NotAllowed, Refused
from tenure.operations.lifecycle import offers_for
from tenure.operations.locations import LocationDetails, add_location, edit_location
from tenure.operations.log import verify
from tenure.operations.products import start_product
from tenure.operations.services import Schedule, ServiceDetails, add_service, edit_service
from tenure.operations.why import why
from tenure.records.models import Client, Document, LogEntry, Service, Stop
from tests.operations.acting import do, look
from tests.tree_worlds import HaulerWorld, SoloWorld, hauler_world, new_service, solo_world
from tests.worlds import counted, fresh, shown

pytestmark = pytest.mark.django_db

NOVEMBER, FEBRUARY = datetime(2026, 11, 21, 10, tzinfo=UTC), datetime(2027, 2, 1, 10, tzinfo=UTC)
TODAY = NOVEMBER.date()
ENDED = (TODAY, True)
BINS = ServiceDetails(
    name="Paper",
    price=Decimal("9.90"),
    currency="GBP",
    schedule=Schedule(rule="FREQ=WEEKLY;BYDAY=WE", start=date(2026, 12, 1)),
)


@pytest.fixture
def solo() -> SoloWorld:
    return solo_world()


@pytest.fixture
def hauler() -> HaulerWorld:
    return hauler_world()


def stopped() -> set[str]:
    return set(Stop.objects.filter(lifted_at=None).values_list("node", flat=True))


def ending(service: Service) -> tuple[date | None, bool]:
    service.refresh_from_db()
    return service.end_date, service.deactivate_on_end_date


def owner(world: SoloWorld) -> Answers:
    return Answers(owner=world.zoe.id)


# --- Solo ------------------------------------------------------------------------------------------------------


def test_a_solo_client_rests_with_its_businesses_and_gets_an_owner_who_administers_r29_r33(
    solo: SoloWorld,
) -> None:
    plan = look(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id)
    assert [step.value for step in plan.steps] == ["meaning", "owner"]
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, Answers(owner=solo.zoe.id), at=NOVEMBER)
    harpers = fresh(solo.harpers)
    assert (harpers.standing, harpers.owner_id) == ("deactivated", solo.zoe.id)
    assert not why(solo.actor(solo.olive), solo.bakery.id).standing.runs
    assert fresh(solo.firm).clients_deactivated == counted(solo.firm)["clients_deactivated"] == 1


def test_the_return_of_a_solo_client_brings_back_all_its_businesses_r31(solo: SoloWorld) -> None:
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo))
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, owner(solo))
    do(solo, solo.mina, Verb.REACTIVATE, solo.harpers.id)
    assert stopped() == set()


def test_as_it_was_leaves_the_business_that_had_been_stopped_before_r31(solo: SoloWorld) -> None:
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo))
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, owner(solo))
    do(solo, solo.mina, Verb.REACTIVATE, solo.harpers.id, Answers(restore=Restore.AS_IT_WAS))
    assert stopped() == {solo.bakery.id}


def test_a_business_rests_alone_and_comes_back_alone_r32(solo: SoloWorld) -> None:
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo))
    assert fresh(solo.harpers).standing == "active", "the client itself is not deactivated"
    assert shown(fresh(solo.harpers)).items() <= vars(fresh(solo.harpers)).items()
    assert why(solo.actor(solo.olive), solo.lettings.id).standing.runs
    do(solo, solo.mina, Verb.REACTIVATE, solo.bakery.id)
    assert stopped() == set()


def test_a_business_stays_while_its_client_is_deactivated_r32(solo: SoloWorld) -> None:
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo))
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, owner(solo))
    with pytest.raises(Refused) as refused:
        do(solo, solo.mina, Verb.REACTIVATE, solo.bakery.id)
    [reason] = refused.value.plan.refusals
    assert (reason.code, reason.way_out.node) == (RefusalCode.PARENT_STOPPED, solo.harpers.id)
    greyed = {(o.verb, o.node.id): o.refusal for o in offers_for(solo.actor(solo.mina), solo.harpers.id)}
    assert greyed[Verb.REACTIVATE, solo.bakery.id] == reason


def test_documents_of_both_sides_rest_with_their_business_r30(solo: SoloWorld) -> None:
    paper(solo, solo.zoe, business=solo.bakery.id)
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo), at=NOVEMBER)
    states = [
        paper(solo, solo.zoe, business=solo.bakery.id).state,
        paper(solo, solo.mina, business=solo.bakery.id).state,
        paper(solo, solo.mina, business=solo.lettings.id).state,
        paper(solo, solo.mina).state,
    ]
    assert states == ["held", "held", "received", "received"]
    plan = look(solo, solo.mina, Verb.REACTIVATE, solo.bakery.id)
    assert [ask.step.value for ask in plan.asks] == ["documents"]
    do(solo, solo.mina, Verb.REACTIVATE, solo.bakery.id)
    assert Document.objects.filter(state="waiting").count() == 3
    with pytest.raises(Missing):
        paper(solo, solo.mina, business="biz_unknown")


def paper(world: SoloWorld, person: object, business: str | None = None) -> Document:
    who = world.zoe if person == world.zoe else world.mina
    file = ContentFile(f"paper {Document.objects.count()}".encode(), name="a.pdf")
    return add_document(
        world.harpers.id, file, name="a.pdf", business=business, actor=world.actor(who), at=NOVEMBER
    ).document


def test_a_solo_client_has_no_disconnect_no_delete_no_suspension_r28_r33(solo: SoloWorld) -> None:
    for verb in (Verb.DISCONNECT, Verb.DELETE, Verb.SUSPEND):
        codes = {refusal.code for refusal in look(solo, solo.olive, verb, solo.harpers.id).refusals}
        assert codes == {RefusalCode.NOT_OFFERED_BY_POLICY}


def test_a_business_begins_with_the_firms_products_and_is_corrected_r32(solo: SoloWorld) -> None:
    mina = solo.actor(solo.mina)
    shop = add_business(solo.harpers.id, BusinessDetails(name="Harper Shop"), actor=mina)
    assert shop.subscriptions.get().product == "solo"
    assert edit_business(shop.id, BusinessDetails(name="Harper Store"), actor=mina) == ("name",)
    assert edit_business(shop.id, BusinessDetails(name="Harper Store"), actor=mina) == ()
    with pytest.raises(NotAllowed):
        add_business(solo.harpers.id, BusinessDetails(name="No"), actor=solo.actor(solo.fay))
    with pytest.raises(Invalid):
        add_business(solo.harpers.id, BusinessDetails(name=" "), actor=mina)
    assert list(verify()) == []


# --- Hauler ----------------------------------------------------------------------------------------------------


def test_deactivating_a_customer_stops_every_part_and_ends_recurring_schedules_r35_r36(
    hauler: HaulerWorld,
) -> None:
    plan = look(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id)
    assert [step.value for step in plan.steps] == ["meaning"]
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id, at=NOVEMBER)
    parts = {hauler.mill_lane.id, hauler.depot.id, hauler.shop.id}
    assert stopped() == parts | set(Service.objects.values_list("id", flat=True))
    for service in (hauler.weekly, hauler.monthly, hauler.parcels):
        assert ending(service) == ENDED
    assert ending(hauler.skip) == (None, False), "one on request gets no end date"
    assert fresh(hauler.mill_lane).standing == "deactivated"


def test_the_return_goes_step_by_step_from_the_top_r37_r38(hauler: HaulerWorld) -> None:
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id, at=NOVEMBER)

    def refused(node: str) -> list[str]:
        return [
            r.way_out.node for r in look(hauler, hauler.mina, Verb.REACTIVATE, node, at=FEBRUARY).refusals
        ]

    assert refused(hauler.weekly.id) == [hauler.mill_lane.id, hauler.depot.id]
    assert refused(hauler.depot.id) == [hauler.mill_lane.id]
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.mill_lane.id, at=FEBRUARY)
    assert refused(hauler.weekly.id) == [hauler.depot.id]
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.depot.id, at=FEBRUARY)
    assert hauler.weekly.id in stopped(), "the service waits for its own step"
    assert ending(hauler.weekly) == ENDED
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.weekly.id, at=FEBRUARY)
    assert ending(hauler.weekly) == (None, False), "the end date goes in the same save, and the tick with it"
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.skip.id, at=FEBRUARY)
    assert stopped() == {hauler.monthly.id, hauler.shop.id, hauler.parcels.id}
    assert list(verify()) == []


def test_active_with_an_end_date_in_the_past_is_refused_and_nothing_changes_r38(hauler: HaulerWorld) -> None:
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.weekly.id, at=NOVEMBER)
    kept = Answers(ending=Ending(on=TODAY, deactivates=True))
    with pytest.raises(Refused) as refused:
        do(hauler, hauler.mina, Verb.REACTIVATE, hauler.weekly.id, kept, at=FEBRUARY)
    assert [reason.code for reason in refused.value.plan.refusals] == [RefusalCode.END_DATE_IN_PAST]
    assert (stopped(), ending(hauler.weekly)) == ({hauler.weekly.id}, ENDED)
    later = Ending(on=date(2027, 12, 31), deactivates=True)
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.weekly.id, Answers(ending=later), at=FEBRUARY)
    assert ending(hauler.weekly) == (date(2027, 12, 31), True)


def test_as_it_was_brings_back_everything_with_the_schedules_of_before_r39(hauler: HaulerWorld) -> None:
    summer = new_service(hauler.shop, "Summer", "FREQ=DAILY", end=date(2027, 9, 30), ends_itself=True)
    over = new_service(hauler.shop, "Winter", "FREQ=DAILY", end=date(2026, 12, 31), ends_itself=True)
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.monthly.id, at=datetime(2026, 10, 1, tzinfo=UTC))
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id, at=NOVEMBER)
    as_it_was = Answers(restore=Restore.AS_IT_WAS)
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.mill_lane.id, as_it_was, at=FEBRUARY)
    assert stopped() == {hauler.monthly.id, over.id}, "stopped before, and over meanwhile"
    assert ending(hauler.weekly) == (None, False)
    assert ending(summer) == (date(2027, 9, 30), True)


def test_doing_it_twice_does_nothing_the_second_time_r12(hauler: HaulerWorld) -> None:
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.depot.id, at=NOVEMBER)
    before = Stop.objects.count()
    with pytest.raises(Refused):
        do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.depot.id, at=NOVEMBER)
    assert Stop.objects.count() == before == 4


def test_a_part_stopped_alone_keeps_its_own_cause_under_its_customers_stop(hauler: HaulerWorld) -> None:
    alone = do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.shop.id, at=NOVEMBER)
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id, at=NOVEMBER)
    assert Stop.objects.get(node=hauler.shop.id).cause_id == alone.id
    reasons = why(hauler.actor(hauler.olive), hauler.parcels.id, at=NOVEMBER).reasons
    assert [(r.stop.node.id, r.inherited) for r in reasons] == [
        (hauler.parcels.id, False),
        (hauler.shop.id, True),
        (hauler.mill_lane.id, True),
    ]


STOPPED_BY = [Verb.DEACTIVATE, Verb.SUSPEND]


@pytest.mark.parametrize("verb", STOPPED_BY)
def test_nothing_new_begins_under_a_stopped_customer_or_location(hauler: HaulerWorld, verb: Verb) -> None:
    mina = hauler.actor(hauler.mina)
    do(hauler, hauler.mina, verb, hauler.mill_lane.id)
    with pytest.raises(Invalid, match="nothing new begins"):
        add_location(hauler.mill_lane.id, LocationDetails(name="Yard", time_zone="Europe/London"), actor=mina)
    with pytest.raises(Invalid, match="nothing new begins"):
        add_service(hauler.depot.id, BINS, actor=mina)
    do(hauler, hauler.mina, Verb.UNSUSPEND if verb is Verb.SUSPEND else Verb.REACTIVATE, hauler.mill_lane.id)
    if verb is Verb.SUSPEND:
        do(hauler, hauler.mina, verb, hauler.depot.id)
    with pytest.raises(Invalid, match="nothing new begins"):
        add_service(hauler.depot.id, BINS, actor=mina)


def test_nothing_new_begins_under_a_stopped_client_or_business(solo: SoloWorld) -> None:
    mina = solo.actor(solo.mina)
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, owner(solo))
    with pytest.raises(Invalid, match="nothing new begins"):
        start_product(solo.harpers.id, "solo", business=solo.bakery.id, actor=mina)
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, owner(solo))
    with pytest.raises(Invalid, match="nothing new begins"):
        add_business(solo.harpers.id, BusinessDetails(name="Third"), actor=mina)
    with pytest.raises(Invalid, match="nothing new begins"):
        start_product(solo.harpers.id, "solo", actor=mina)


def test_a_stopped_service_can_be_corrected_but_not_scheduled(hauler: HaulerWorld) -> None:
    mina = hauler.actor(hauler.mina)
    service = add_service(hauler.depot.id, BINS, actor=mina, at=NOVEMBER)
    do(hauler, hauler.mina, Verb.DEACTIVATE, service.id, at=NOVEMBER)
    stays = Schedule(
        rule="FREQ=WEEKLY;BYDAY=WE", start=date(2026, 12, 1), ending=Ending(on=TODAY, deactivates=True)
    )
    dearer = ServiceDetails(name="Paper", price=Decimal("12.00"), currency="GBP", schedule=stays)
    assert edit_service(service.id, dearer, actor=mina, at=NOVEMBER) == ("price",)
    with pytest.raises(Invalid, match="nothing new begins"):
        edit_service(service.id, BINS, actor=mina, at=NOVEMBER)


def test_services_and_locations_are_written_by_those_who_may_and_noted_r8(hauler: HaulerWorld) -> None:
    mina = hauler.actor(hauler.mina)
    yard = add_location(hauler.forge.id, LocationDetails(name="Yard", time_zone="Europe/Paris"), actor=mina)
    assert edit_location(yard.id, LocationDetails(name="Yard", time_zone="UTC"), actor=mina) == ("time_zone",)
    service = add_service(yard.id, BINS, actor=mina, at=NOVEMBER)
    assert (service.client_id, service.rule) == (hauler.forge.id, "FREQ=WEEKLY;BYDAY=WE")
    on_request = ServiceDetails(name="Paper", price=Decimal(0), currency="GBP")
    assert "recurring" in edit_service(service.id, on_request, actor=mina, at=NOVEMBER)
    events = LogEntry.objects.filter(chain=hauler.forge.id).order_by("seq").values_list("event", flat=True)
    assert list(events) == ["location_added", "location_edited", "service_added", "service_edited"]
    for stranger in (hauler.actor(hauler.fay), hauler.actor(hauler.nadia)):
        with pytest.raises(NotAllowed):
            add_service(yard.id, BINS, actor=stranger)
    with pytest.raises(Missing):
        add_service("loc_unknown", BINS, actor=mina)
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("", "rule"),
        ("FREQ=HOURLY", "rule"),
        ("FREQ=WEEKLY;INTERVAL=0", "rule"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "rule"),
        ("DTSTART:20260101\nRRULE:FREQ=DAILY", "rule"),
        ("FREQ=DAILY;UNTIL=20200101", "rule"),
        ("every Monday", "rule"),
    ],
)
def test_a_schedule_names_days_or_is_refused(hauler: HaulerWorld, rule: str, field: str) -> None:
    details = ServiceDetails(
        name="Bins", price=Decimal(1), currency="GBP", schedule=Schedule(rule=rule, start=TODAY)
    )
    with pytest.raises(Invalid) as invalid:
        add_service(hauler.depot.id, details, actor=hauler.actor(hauler.mina), at=NOVEMBER)
    assert invalid.value.field == field


def test_a_service_is_never_saved_active_with_an_end_date_in_the_past_r38(hauler: HaulerWorld) -> None:
    schedule = Schedule(rule="FREQ=DAILY", start=date(2026, 1, 1), ending=Ending(on=date(2026, 11, 20)))
    details = ServiceDetails(name="Bins", price=Decimal(1), currency="GBP", schedule=schedule)
    with pytest.raises(Invalid) as invalid:
        add_service(hauler.depot.id, details, actor=hauler.actor(hauler.mina), at=NOVEMBER)
    assert invalid.value.field == "end_date"
    assert NO_END.on is None
    assert not Client.objects.filter(services__name="Bins").exists()
