"""Drafts: whose services and visits may stand on one, two people at once, and what issuing would do (R43, R46)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Verb
from tenure.core.billing import Days, month_of
from tenure.operations.errors import Invalid, Missing
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoice_stamps import stamp_of
from tenure.operations.invoices import discard_draft, draft_invoice, edit_draft, issue_invoice
from tenure.operations.issue_previews import preview_issue
from tenure.records.models import Firm, Invoice, Visit
from tests.operations.acting import do
from tests.operations.test_invoices import JUNE, TODAY, drafted, issued, line, paid
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service

pytestmark = pytest.mark.django_db
PERIOD = month_of(TODAY)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def of(service: str, *, visit: str = "", days: Days | None = None) -> LineDraft:
    return replace(line(service=service), visit=visit, days=days)


def test_a_draft_keeps_its_period_and_what_its_lines_bill(world: HaulerWorld) -> None:
    draft = draft_invoice(
        world.mill_lane.id,
        [of(world.weekly.id, days=PERIOD)],
        currency="GBP",
        period=PERIOD,
        actor=world.actor(world.mina),
        at=JUNE,
    )
    draft.refresh_from_db()
    assert (draft.period_first, draft.period_end) == (date(2026, 6, 1), date(2026, 7, 1))
    assert LineDraft.of(draft.lines.get()).days == PERIOD


def test_another_customers_service_or_visit_is_refused(world: HaulerWorld) -> None:
    theirs = new_service(new_location(world.forge, "Forge"), "Forge bins")
    visit = Visit.objects.create(client=world.forge, service=theirs, on=TODAY)
    for wrong in (of(theirs.id), of(world.skip.id, visit=visit.id), of(theirs.id, visit=visit.id)):
        with pytest.raises(Invalid, match=r"did not have|does not have"):
            drafted(world, wrong)


def test_a_visit_is_billed_once(world: HaulerWorld) -> None:
    visit = Visit.objects.create(client=world.mill_lane, service=world.skip, on=TODAY)
    once = of(world.skip.id, visit=visit.id)
    with pytest.raises(Invalid, match="billed already"):
        drafted(world, once, once)
    with pytest.raises(Invalid, match="did not have"):
        drafted(world, of(world.weekly.id, visit=visit.id))
    draft = drafted(world, once)
    edit_draft(draft.id, [once, line()], actor=world.actor(world.mina), at=JUNE)
    visit.refresh_from_db()
    assert visit.line == draft.lines.get(position=1)
    discard_draft(draft.id, actor=world.actor(world.mina), at=JUNE)
    visit.refresh_from_db()
    assert visit.line is None


@pytest.mark.parametrize(
    "days",
    [Days(first=TODAY, end=TODAY), Days(first=TODAY), Days(first=TODAY, end=TODAY - timedelta(days=1))],
)
def test_days_that_end_before_they_begin_are_refused(world: HaulerWorld, days: Days) -> None:
    with pytest.raises(Invalid, match="did not run"):
        drafted(world, of(world.weekly.id, days=days))


@pytest.mark.parametrize(
    "wrong",
    [line("999999999.9999", quantity="999999999.999"), line("-999999999", quantity="999999999")],
)
def test_amounts_beyond_all_reason_are_refused(world: HaulerWorld, wrong: LineDraft) -> None:
    with pytest.raises(Invalid, match="thousand billion"):
        drafted(world, wrong)


def test_whoever_saves_second_is_told_and_changes_nothing(world: HaulerWorld) -> None:
    draft, mina = drafted(world), world.actor(world.mina)
    seen = stamp_of(draft)
    edit_draft(draft.id, [line("20.00")], stamp=seen, actor=mina, at=JUNE)
    with pytest.raises(Invalid, match="Somebody else saved") as told:
        edit_draft(draft.id, [line("30.00")], stamp=seen, actor=world.actor(world.olive), at=JUNE)
    assert told.value.field == "stamp"
    draft.refresh_from_db()
    assert draft.total == 2400
    now = stamp_of(draft)
    assert stamp_of(Invoice.objects.get(pk=draft.pk)) == now != seen
    edit_draft(draft.id, [line("30.00")], currency="JPY", note="Thanks", stamp=now, actor=mina, at=JUNE)
    draft.refresh_from_db()
    assert (draft.currency, draft.note, draft.total) == ("JPY", "Thanks", 36)


def test_the_preview_of_issuing_says_what_then_happens(world: HaulerWorld) -> None:
    issued(world)
    paid(world, "15.00")
    draft, mina = drafted(world, line("20.00")), world.actor(world.mina)
    would = preview_issue(draft.id, actor=mina, at=JUNE)
    made = issue_invoice(draft.id, actor=mina, at=JUNE)
    assert (would.number, would.issued_on, would.due_on, would.credit, would.refused) == (
        made.shown_number,
        made.issued_on,
        made.due_on,
        made.paid,
        None,
    )
    assert would.buyer == made.buyer
    assert (made.shown_number, made.paid) == ("INV-000002", 300)
    with pytest.raises(Missing):
        preview_issue(made.id, actor=mina, at=JUNE)


def test_a_draft_with_services_is_not_issued_to_a_customer_deactivated_since_r43(world: HaulerWorld) -> None:
    issued(world)
    draft, mina = drafted(world, line(service=world.weekly.id)), world.actor(world.mina)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    would = preview_issue(draft.id, actor=mina, at=JUNE)
    assert would.refused is not None
    with pytest.raises(Invalid, match="carry no services"):
        issue_invoice(draft.id, actor=mina, at=JUNE)
    edit_draft(draft.id, [line()], actor=mina, at=JUNE)
    assert issue_invoice(draft.id, actor=mina, at=JUNE).total == Decimal(1200)
