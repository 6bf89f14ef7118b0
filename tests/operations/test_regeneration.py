"""An invoice is regenerated after a caution, at 0 for a deactivated customer, and comes back as it was (R44)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Answers, Verb
from tenure.core.billing import Days, month_of
from tenure.core.stops import Restore
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.invoice_versions import preview_restore, restore_version
from tenure.operations.invoices import draft_invoice
from tenure.operations.regeneration import preview_regeneration, regenerate
from tenure.operations.rewriting import Comparison, LinesChanged
from tenure.operations.stored_lines import lines_of
from tenure.records.invoices import accounts_of
from tenure.records.models import Invoice, LogEntry, Service, Stop, Visit
from tenure.records.people import actor_at_firm
from tests.operations.acting import do
from tests.operations.service_bills import JUNE, billed, by_hand, issued_with, pay
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def seen(world: HaulerWorld, invoice: Invoice, at: datetime = JUNE) -> Comparison:
    return preview_regeneration(invoice.id, actor=world.actor(world.mina), at=at)


def anew(world: HaulerWorld, invoice: Invoice, at: datetime = JUNE) -> Invoice:
    return regenerate(invoice.id, seen(world, invoice, at).digest, actor=world.actor(world.mina), at=at)


def put_back(world: HaulerWorld, invoice: Invoice, position: int = 1, at: datetime = JUNE) -> Invoice:
    version, actor = invoice.versions.get(position=position), world.actor(world.mina)
    digest = preview_restore(invoice.id, version.id, actor=actor).digest
    return restore_version(invoice.id, version.id, digest, actor=actor, at=at)


def as_billed(invoice: Invoice) -> tuple[object, ...]:
    kept = (invoice.number, invoice.series_id, invoice.issued_on, invoice.due_on, invoice.buyer)
    return (*kept, invoice.net, invoice.tax, invoice.total, lines_of(invoice))


def sentences(comparison: Comparison) -> str:
    return " ".join(one.text for one in (*comparison.cautions, *comparison.refusals))


def deactivate(world: HaulerWorld, target: str = "", at: datetime = JUNE) -> None:
    do(world, world.mina, Verb.DEACTIVATE, target or world.mill_lane.id, at=at)


def reactivate_step_by_step(world: HaulerWorld, at: datetime = JUNE) -> None:
    """As the article says: the account, its locations, each service and without its end date."""
    for node in (
        world.mill_lane,
        world.depot,
        world.shop,
        world.weekly,
        world.monthly,
        world.skip,
        world.parcels,
    ):
        own = Answers(restore=Restore.OWN)
        do(world, world.mina, Verb.REACTIVATE, node.id, own, at=at)
    assert not Service.objects.filter(client=world.mill_lane, end_date__isnull=False).exists()
    assert not Stop.objects.filter(client=world.mill_lane, lifted_at__isnull=True).exists()


@pytest.mark.parametrize(
    "period", [None, month_of(date(2026, 5, 1))], ids=["of this month", "of the month before"]
)
def test_the_repair_path_gives_exactly_the_original_lines_back(
    world: HaulerWorld, period: Days | None
) -> None:
    Visit.objects.create(client=world.mill_lane, service=world.skip, on=date(2026, 5, 20), quantity=2)
    invoice = billed(world, by_hand(), period=period)
    before = as_billed(invoice)
    deactivate(world)
    caution = seen(world, invoice)
    assert "comes out at" in sentences(caution)
    assert (caution.after.total, len(caution.new), len(caution.left_out)) == (1200, 1, 4)
    assert as_billed(invoice) == before, "looking writes nothing"

    anew(world, invoice)
    invoice.refresh_from_db()
    assert [line.service for line in lines_of(invoice)] == [None]
    assert (invoice.total, invoice.number, invoice.versions.count()) == (1200, 1, 1)

    reactivate_step_by_step(world, at=JUNE + timedelta(hours=2))
    later = JUNE + timedelta(hours=3)
    assert not seen(world, invoice, later).cautions
    anew(world, invoice, later)
    invoice.refresh_from_db()
    assert as_billed(invoice) == before
    assert invoice.versions.count() == 2
    assert Visit.objects.get().line is not None


def test_without_lines_by_hand_it_comes_out_at_nothing_and_can_be_put_back(world: HaulerWorld) -> None:
    invoice = billed(world)
    before = as_billed(invoice)
    deactivate(world)
    anew(world, invoice)
    invoice.refresh_from_db()
    assert (invoice.total, invoice.lines.count()) == (0, 0)
    put_back(world, invoice)
    invoice.refresh_from_db()
    assert as_billed(invoice) == before
    assert list(invoice.versions.order_by("position").values_list("total", "replaced")) == [
        (before[-2], "regenerated"),
        (0, "restored"),
    ]
    events = list(LogEntry.objects.filter(chain=world.mill_lane.id).values_list("event", flat=True))
    assert {"invoice_regenerated", "invoice_restored"} <= set(events)


def test_days_on_which_a_service_rested_are_not_billed_when_it_is_back(world: HaulerWorld) -> None:
    invoice = billed(world)
    deactivate(world)
    reactivate_step_by_step(world, at=JUNE + timedelta(days=6))
    shown = seen(world, invoice, JUNE + timedelta(days=6))
    assert "24 of 30 days" in shown.new[0].description
    assert shown.after.total < shown.before.total


def test_what_was_paid_is_released_and_settles_what_else_is_open(world: HaulerWorld) -> None:
    invoice = billed(world)
    pay(world, "73.50")
    other = issued_with(world, by_hand("20.00"))
    deactivate(world)
    assert seen(world, invoice).released == 7350
    assert "is released" in sentences(seen(world, invoice))
    anew(world, invoice)
    invoice.refresh_from_db()
    other.refresh_from_db()
    assert (invoice.paid, other.paid) == (0, 2400)
    assert accounts_of([world.mill_lane.id])[world.mill_lane.id]["GBP"].units == -(7350 - 2400)
    put_back(world, invoice)
    invoice.refresh_from_db()
    assert invoice.paid == 7350 - 2400, "what is left of the credit comes back"


def test_a_second_one_at_once_or_a_payment_meanwhile_brings_the_new_comparison(world: HaulerWorld) -> None:
    invoice, actor = billed(world), world.actor(world.mina)
    deactivate(world)
    digest = seen(world, invoice).digest
    pay(world, "10.00")
    with pytest.raises(LinesChanged) as paid:
        regenerate(invoice.id, digest, actor=actor, at=JUNE)
    assert paid.value.comparison.released == 1000
    regenerate(invoice.id, paid.value.comparison.digest, actor=actor, at=JUNE)
    with pytest.raises(LinesChanged) as second:
        regenerate(invoice.id, paid.value.comparison.digest, actor=actor, at=JUNE)
    assert "as it is" in sentences(second.value.comparison)
    assert invoice.versions.count() == 1


def test_a_service_billed_elsewhere_is_not_billed_twice(world: HaulerWorld) -> None:
    whole = billed(world)
    by_itself = issued_with(world, by_hand())
    shown = seen(world, by_itself)
    assert {out.why.text for out in shown.left_out} == {"Is billed on %(number)s"}
    assert "as it is" in sentences(shown)
    deactivate(world)
    anew(world, whole)
    reactivate_step_by_step(world)
    anew(world, by_itself)
    version = whole.versions.get()
    refused = preview_restore(whole.id, version.id, actor=world.actor(world.mina))
    assert "by now" in sentences(refused)
    with pytest.raises(LinesChanged):
        restore_version(whole.id, version.id, refused.digest, actor=world.actor(world.mina), at=JUNE)
    credit_invoice(by_itself.id, actor=world.actor(world.mina), at=JUNE)
    put_back(world, whole)


def test_it_cannot_come_to_less_than_its_credit_notes(world: HaulerWorld) -> None:
    invoice = billed(world)
    credit_invoice(invoice.id, lines=[by_hand("5.00")], actor=world.actor(world.mina), at=JUNE)
    deactivate(world)
    assert "cannot come to less" in sentences(seen(world, invoice))
    with pytest.raises(LinesChanged):
        anew(world, invoice)


def test_drafts_and_credit_notes_are_not_regenerated(world: HaulerWorld) -> None:
    actor = world.actor(world.mina)
    draft = draft_invoice(world.mill_lane.id, [by_hand()], currency="GBP", actor=actor, at=JUNE)
    assert "is a draft" in sentences(seen(world, draft))
    note = credit_invoice(billed(world).id, actor=actor, at=JUNE)
    assert "is a credit note" in sentences(seen(world, note))


def test_lines_by_hand_keep_their_place(world: HaulerWorld) -> None:
    lines = lines_of(billed(world))
    credit_invoice(Invoice.objects.get().id, actor=world.actor(world.mina), at=JUNE)
    invoice = issued_with(world, by_hand(said="First"), *lines, by_hand(said="Last"))
    Service.objects.filter(pk=world.weekly.pk).update(price=Decimal("30.0000"))
    shown = seen(world, invoice)
    assert [line.description for line in shown.new][:: len(shown.new) - 1] == ["First", "Last"]
    assert shown.after.total == shown.before.total + 550


def test_nobody_without_the_right_and_no_stranger_regenerates(world: HaulerWorld) -> None:
    invoice = billed(world)
    deactivate(world)
    digest = seen(world, invoice).digest
    with pytest.raises(NotAllowed):
        regenerate(invoice.id, digest, actor=world.actor(world.fay), at=JUNE)
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    stranger = actor_at_firm(quinn.id, elsewhere.id)
    assert stranger is not None
    for asked in (
        lambda: preview_regeneration(invoice.id, actor=stranger),
        lambda: regenerate(invoice.id, digest, actor=stranger),
        lambda: preview_restore(invoice.id, "ivv_none", actor=stranger),
    ):
        with pytest.raises(Missing):
            asked()
