"""Greenway's customers with something to bill each month: a street of shops, and what stands out among them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tenure.core.actor import Actor
from tenure.operations.billing_run_preview import RunPreview, RunWish, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.billing_runs import start_run
from tenure.operations.clock import Clock
from tenure.records.models import BillingRun, Client, Firm, Invoice, InvoiceLine, Location, Service
from tests.tree_worlds import SPRING, HaulerWorld, hauler_world
from tests.worlds import fresh, new_client, recount

MAY = date(2026, 5, 1)
JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)


def billing_world() -> HaulerWorld:
    """Greenway, which bills in pounds."""
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def street(firm: Firm, count: int, *, services: int = 2) -> list[Client]:
    """So many shops, each with services at one place, priced apart so that no two bills are alike."""
    shops = [new_client(firm, f"Shop {number:04d}", ()) for number in range(count)]
    for number, shop in enumerate(shops):
        place = Location.objects.create(client=shop, name="Yard", street=f"{number} Quay", time_zone="UTC")
        Service.objects.bulk_create(
            Service(
                client=shop,
                location=place,
                name=f"Bin {nth}",
                recurring=True,
                rule="FREQ=WEEKLY;BYDAY=MO",
                start_date=SPRING,
                price=Decimal("10.0000") + number + Decimal("0.3333") * nth,
                currency="GBP",
                tax_rate=Decimal(20),
            )
            for nth in range(services)
        )
    recount(firm)
    return [fresh(shop) for shop in shops]


def previewed(actor: Actor, wish: RunWish | None = None, *, at: datetime = JUNE) -> RunPreview:
    """What a run over May would do."""
    return preview_run(wish or RunWish(month=MAY), actor=actor, at=at)


def started(actor: Actor, wish: RunWish | None = None, *, at: datetime = JUNE) -> BillingRun:
    """A run over May, confirmed as it was seen."""
    seen = previewed(actor, wish, at=at)
    return start_run(wish or RunWish(month=MAY), digest=seen.digest, actor=actor, at=at)


def billed(actor: Actor, wish: RunWish | None = None, *, at: datetime = JUNE) -> BillingRun:
    """A run over May, through to its end."""
    run = started(actor, wish, at=at)
    work_on(run.id, clock=Clock(at))
    run.refresh_from_db()
    return run


def invoices_as_rows(firm: Firm) -> list[tuple[object, ...]]:
    """Every invoice of the firm by number: whose, what it comes to, and its lines; no ids of its own, no moments."""
    rows: list[tuple[object, ...]] = []
    for invoice in Invoice.objects.filter(firm=firm).order_by("number", "id"):
        lines = InvoiceLine.objects.filter(invoice=invoice).order_by("position")
        told = tuple(
            lines.values_list(
                "service_id", "description", "quantity", "unit_price", "tax_rate", "net", "first", "end"
            )
        )
        money = (invoice.currency, invoice.net, invoice.tax, invoice.total, invoice.paid)
        days = (invoice.period_first, invoice.period_end, invoice.issued_on, invoice.due_on)
        rows.append((invoice.number, invoice.client_id, invoice.buyer, *money, *days, told))
    return rows
