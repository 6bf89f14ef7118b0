"""The bulk billing run: who gets an invoice and who not and why, once per period, stopped and resumed (R42, R46)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Verb
from tenure.core.billing_runs import LeftOutReason, Remark, Trouble
from tenure.core.invoicing import PaymentMethod
from tenure.operations.billing_run_preview import RunWish
from tenure.operations.billing_run_work import run_waiting, work_on
from tenure.operations.billing_runs import PreviewChanged, resume_run, start_run, stop_run
from tenure.operations.clock import Clock
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.log import verify
from tenure.operations.payments import Received, record_payment
from tenure.records.models import (
    AccountGroup,
    BillingDetails,
    BillingProfile,
    BillingRun,
    Client,
    ClientStanding,
    Firm,
    GroupMembership,
    Invoice,
    LeftOut,
    Member,
    NumberSeries,
    RunState,
    Service,
    Visit,
)
from tests.billing_worlds import (
    JUNE,
    MAY,
    billed,
    billing_world,
    invoices_as_rows,
    previewed,
    started,
    street,
)
from tests.mixed_world import mixed_world
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return billing_world()


def reasons(run: BillingRun) -> dict[str, str]:
    return dict(LeftOut.objects.filter(run=run).values_list("client_id", "reason"))


def test_each_active_customer_gets_one_invoice_with_its_services(world: HaulerWorld) -> None:
    run = billed(world.actor(world.mina))
    invoice = Invoice.objects.get(run=run)
    assert (invoice.client, invoice.number, invoice.origin) == (world.mill_lane, 1, "run")
    assert (invoice.net, invoice.tax, invoice.total) == (7350, 0, 7350)
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 6, 2), date(2026, 6, 16))
    assert [line.description for line in invoice.lines.order_by("position")] == [
        "Monthly glass, Depot",
        "Weekly bins, Depot",
        "Parcels, Shop",
    ]
    assert invoice.buyer == "Mill Lane Foods"
    assert (run.state, run.done, run.invoiced, run.left_out_count) == (RunState.DONE, 2, 1, 1)
    assert run.totals == {"GBP": 7350}
    assert reasons(run) == {world.forge.id: LeftOutReason.NO_SERVICES}
    assert list(verify([world.firm.id])) == []


def test_a_bulk_invoice_is_the_one_that_is_issued_by_hand(world: HaulerWorld) -> None:
    run = billed(world.actor(world.mina))
    made = Invoice.objects.get(run=run)
    drafted = draft_invoice(
        world.mill_lane.id,
        [LineDraft.of(line) for line in made.lines.order_by("position")],
        currency="GBP",
        actor=world.actor(world.mina),
        at=JUNE,
    )
    by_hand = issue_invoice(drafted.id, actor=world.actor(world.mina), at=JUNE)
    assert by_hand.number == 2
    same = (
        "buyer",
        "issued_on",
        "due_on",
        "net",
        "tax",
        "total",
        "paid",
        "series_id",
        "currency",
        "kind",
        "note",
    )
    made.refresh_from_db()
    assert [getattr(made, name) for name in same] == [getattr(by_hand, name) for name in same]
    one, other = (list(invoice.lines.order_by("position").values()) for invoice in (made, by_hand))
    for row in (*one, *other):
        del row["id"], row["invoice_id"]
    assert one == other


def test_a_deactivated_customer_is_left_out_and_the_run_says_so(world: HaulerWorld) -> None:
    do(world, world.olive, Verb.DEACTIVATE, world.mill_lane.id, at=JUNE)
    preview = previewed(world.actor(world.mina))
    assert preview.left_out == {LeftOutReason.DEACTIVATED: 1, LeftOutReason.NO_SERVICES: 1}
    run = billed(world.actor(world.mina))
    assert not Invoice.objects.exists()
    assert reasons(run)[world.mill_lane.id] == LeftOutReason.DEACTIVATED


def test_what_the_preview_says_is_what_the_run_does(world: HaulerWorld) -> None:
    shops = street(world.firm, 7)
    do(world, world.olive, Verb.SUSPEND, shops[1].id, at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    Service.objects.filter(client=shops[2]).update(price=0)
    Service.objects.filter(client=shops[3]).update(start_date=date(2026, 6, 1))
    Service.objects.filter(client=shops[4]).update(end_date=date(2026, 4, 30))
    first = Service.objects.filter(client=shops[5]).earliest("name")
    Service.objects.filter(pk=first.pk).update(start_date=date(2026, 5, 16), currency="USD")
    preview = previewed(world.actor(world.mina))
    run = billed(world.actor(world.mina))
    assert preview.customers == run.done == 9
    assert {code: one.total for code, one in preview.sums.items()} == run.totals
    assert preview.invoices == run.invoiced == Invoice.objects.count() == 5
    told = reasons(run)
    assert dict(preview.left_out) == {
        reason: list(told.values()).count(reason) for reason in preview.left_out
    }
    assert [told[shop.id] for shop in shops[1:5]] == ["stopped", "nothing_to_pay", "not_yet", "ended"]
    assert preview.remarks[Remark.IN_PART] == 1
    line = Invoice.objects.get(client=shops[5], currency="USD").lines.get()
    assert line.description == "Bin 0, Yard (16 of 31 days)"
    assert line.unit_price == (Decimal("15.0000") * 16 / 31).quantize(Decimal("0.0001"))


def test_nothing_is_billed_for_the_days_of_a_stop_and_never_later(world: HaulerWorld) -> None:
    do(world, world.olive, Verb.SUSPEND, world.depot.id, at=datetime(2026, 5, 11, 9, tzinfo=UTC))
    do(world, world.olive, Verb.UNSUSPEND, world.depot.id, at=datetime(2026, 5, 26, 9, tzinfo=UTC))
    run = billed(world.actor(world.mina))
    line = Invoice.objects.get(run=run).lines.get(service=world.weekly)
    assert line.description == "Weekly bins, Depot (16 of 31 days)"
    june = billed(world.actor(world.mina), RunWish(month=date(2026, 6, 1)), at=JUNE + timedelta(days=30))
    assert Invoice.objects.get(run=june).total == 7350


def test_the_same_period_is_billed_once_and_latecomers_are_picked_up(world: HaulerWorld) -> None:
    billed(world.actor(world.mina))
    late = street(world.firm, 1)[0]
    again = billed(world.actor(world.mina))
    assert reasons(again)[world.mill_lane.id] == LeftOutReason.BILLED_ALREADY
    assert [invoice.client for invoice in Invoice.objects.filter(run=again)] == [late]
    third = billed(world.actor(world.mina))
    assert third.invoiced == 0
    assert list(Invoice.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert NumberSeries.objects.get(code="INV").following == 3


def test_zero_invoices_are_made_only_where_the_switch_is_on(world: HaulerWorld) -> None:
    Service.objects.filter(client=world.mill_lane).update(price=0)
    mina = world.actor(world.mina)
    assert reasons(billed(mina))[world.mill_lane.id] == LeftOutReason.NOTHING_TO_PAY
    on = RunWish(month=MAY, zero_invoices=True)
    assert previewed(mina, on).remarks[Remark.ZERO] == 1
    assert Invoice.objects.get(run=billed(mina, on)).total == 0


def test_a_group_or_a_billing_profile_is_billed_alone(world: HaulerWorld) -> None:
    one, other, third = street(world.firm, 3)
    group = AccountGroup.objects.create(firm=world.firm, name="Quay")
    GroupMembership.objects.create(group=group, client=one)
    profile = BillingProfile.objects.create(firm=world.firm, name="Monthly", due_days=30)
    BillingDetails.objects.create(
        client=other, profile=profile, name="Shop Holding", email="pay@shop.example"
    )
    mina = world.actor(world.mina)
    by_group = billed(mina, RunWish(month=MAY, group=group.id))
    assert [invoice.client for invoice in Invoice.objects.filter(run=by_group)] == [one]
    by_profile = billed(mina, RunWish(month=MAY, profile=profile.id))
    invoice = Invoice.objects.get(run=by_profile)
    assert (invoice.client, invoice.buyer, invoice.due_on) == (other, "Shop Holding", date(2026, 7, 2))
    everybody = billed(mina)
    assert {row.client for row in Invoice.objects.filter(run=everybody)} == {world.mill_lane, third}


def test_visits_are_billed_and_bound_to_their_lines(world: HaulerWorld) -> None:
    visit = Visit.objects.create(client=world.mill_lane, service=world.skip, on=date(2026, 5, 7), quantity=2)
    run = billed(world.actor(world.mina))
    visit.refresh_from_db()
    assert visit.line is not None
    assert visit.line.invoice.run == run
    assert visit.line.net == 4900


def test_credit_settles_the_new_invoice_at_once(world: HaulerWorld) -> None:
    received = Received(
        amount=Decimal(50), currency="GBP", on=date(2026, 5, 1), method=PaymentMethod.TRANSFER
    )
    record_payment(world.mill_lane.id, received, actor=world.actor(world.mina), at=JUNE)
    billed(world.actor(world.mina))
    assert Invoice.objects.get().paid == 5000


def test_moved_facts_are_shown_and_nothing_begins(world: HaulerWorld) -> None:
    seen = previewed(world.actor(world.mina))
    street(world.firm, 1)
    with pytest.raises(PreviewChanged) as changed:
        start_run(RunWish(month=MAY), digest=seen.digest, actor=world.actor(world.mina), at=JUNE)
    assert changed.value.preview.invoices == 2
    assert not BillingRun.objects.exists()


def test_one_run_at_a_time(world: HaulerWorld) -> None:
    started(world.actor(world.mina))
    with pytest.raises(Invalid, match="not finished"):
        started(world.actor(world.mina))


def test_a_stopped_run_does_nothing_until_it_is_resumed(
    world: HaulerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenure.operations.billing_run_chunk.CHUNK", 2)
    monkeypatch.setattr("tenure.operations.billing_run_work.CHUNKS_AT_A_TIME", 1)
    street(world.firm, 6)
    mina = world.actor(world.mina)
    run = started(mina)
    assert run_waiting(Clock(JUNE)) == 1
    stop_run(run.id, actor=mina, at=JUNE)
    assert run_waiting(Clock(JUNE)) == 0
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.STOPPED, 2)
    with pytest.raises(Invalid):
        stop_run(run.id, actor=mina, at=JUNE)
    resume_run(run.id, actor=mina, at=JUNE)
    assert work_on(run.id, clock=Clock(JUNE))
    run.refresh_from_db()
    assert (run.state, run.done, run.invoiced) == (RunState.DONE, 8, 7)
    assert [row[0] for row in invoices_as_rows(world.firm)] == [1, 2, 3, 4, 5, 6, 7]


def test_whoever_may_no_longer_bill_stops_the_run_and_somebody_else_resumes_it(world: HaulerWorld) -> None:
    run = started(world.actor(world.mina))
    Member.objects.filter(person=world.mina).delete()
    work_on(run.id, clock=Clock(JUNE))
    run.refresh_from_db()
    assert (run.state, run.last_error) == (RunState.FAILED, Trouble.NOT_ALLOWED)
    resume_run(run.id, actor=world.actor(world.olive), at=JUNE)
    work_on(run.id, clock=Clock(JUNE))
    run.refresh_from_db()
    assert (run.state, run.invoiced) == (RunState.DONE, 1)


def test_a_run_over_a_group_that_was_removed_never_bills_everybody(world: HaulerWorld) -> None:
    group = AccountGroup.objects.create(firm=world.firm, name="Quay")
    GroupMembership.objects.create(group=group, client=world.mill_lane)
    run = started(world.actor(world.mina), RunWish(month=MAY, group=group.id))
    group.delete()
    work_on(run.id, clock=Clock(JUNE))
    run.refresh_from_db()
    assert (run.state, run.last_error) == (RunState.FAILED, Trouble.SCOPE_GONE)
    assert not Invoice.objects.exists()


def test_only_who_may_bill_starts_stops_and_resumes(world: HaulerWorld) -> None:
    run = started(world.actor(world.mina))
    fay = world.actor(world.fay)
    for act in (
        lambda: previewed(fay),
        lambda: stop_run(run.id, actor=fay),
        lambda: resume_run(run.id, actor=fay),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Missing):
        stop_run("run_nothing", actor=world.actor(world.mina))


def test_a_month_that_is_far_off_cannot_be_billed(world: HaulerWorld) -> None:
    previewed(world.actor(world.mina), RunWish(month=date(2026, 7, 1)))
    with pytest.raises(Invalid, match="next one"):
        previewed(world.actor(world.mina), RunWish(month=date(2026, 8, 1)))


def test_services_run_on_beside_products_that_are_deactivated_and_are_billed() -> None:
    world = mixed_world()
    Client.objects.filter(pk=world.marsh.pk).update(standing=ClientStanding.DEACTIVATED.value)
    run = billed(world.actor(world.olive))
    assert Invoice.objects.get(run=run).client == world.marsh
    assert reasons(run) == {}


def test_a_customer_who_came_from_another_firm_is_billed_by_both(world: HaulerWorld) -> None:
    run = billed(world.actor(world.mina))
    before = Firm.objects.create(slug="before", name="The firm before", policy=world.firm.policy)
    Invoice.objects.filter(run=run).update(firm=before)
    again = billed(world.actor(world.mina))
    assert Invoice.objects.get(run=again).client == world.mill_lane
