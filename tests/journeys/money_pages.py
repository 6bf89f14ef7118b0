"""A customer with invoices, payments, credit and visits, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.operations.visits import Done, record_visit
from tenure.records.models import Client, Firm, Invoice, Letterhead, Payment, Person, Service, Visit
from tests.journeys.everything import Shown
from tests.operations.acting import Peopled
from tests.tree_worlds import HaulerWorld, hauler_world

DAY = timedelta(days=1)
MONTH_AGO = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """What one customer has: an invoice paid in part and late, a credit note's payment, money, a visit."""

    invoice: Invoice
    payment: Payment
    visit: Visit


def billed(world: Peopled, person: Person, client: Client, service: Service) -> Billed:
    """Two invoices, one taken back; a payment of a part; a visit that waits."""
    at = timezone.now()
    first = _issued(world, person, client, "120.00", at - MONTH_AGO * DAY)
    second = _issued(world, person, client, "45.50", at - DAY)
    actor = world.actor(person)
    credit_invoice(second.id, actor=actor, at=at - DAY)
    received = Received(
        amount=Decimal("50.00"),
        currency="GBP",
        on=(at - 2 * DAY).date(),
        method=PaymentMethod.TRANSFER,
        reference="Statement 7",
    )
    payment = record_payment(client.id, received, actor=actor, at=at)
    # As long as nothing was stopped there.
    day = date(2026, 6, 1)
    visit = record_visit(service.id, Done(on=day, note="Behind the gate"), actor=actor, at=at)
    return Billed(invoice=first, payment=payment, visit=visit)


def written(world: Peopled, person: Person, client: Client, price: str = "10.00") -> Invoice:
    """A draft over one amount."""
    return _written(world, person, client, price, timezone.now())


def _issued(world: Peopled, person: Person, client: Client, price: str, at: datetime) -> Invoice:
    draft = _written(world, person, client, price, at)
    return issue_invoice(draft.id, actor=world.actor(person), at=at)


def _written(world: Peopled, person: Person, client: Client, price: str, at: datetime) -> Invoice:
    line = LineDraft(
        description="Extra sacks", quantity=Decimal(1), unit_price=Decimal(price), tax_rate=Decimal(20)
    )
    return draft_invoice(client.id, [line], currency="GBP", actor=world.actor(person), at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPages:
    """The world, and what was billed in it."""

    world: HaulerWorld
    billed: Billed

    def of_the_firm(self) -> Iterator[Shown]:
        """What a member of the firm can open about payments and visits."""
        world = self.world
        for client in (world.mill_lane.id, world.forge.id):
            for name in ("payment_new", "statement"):
                yield Shown(name=name, address=reverse(name, args=[client]))
        yield Shown(
            name="statement", address=reverse("statement", args=[world.mill_lane.id]) + "?first=x&last="
        )
        for payment in Payment.objects.order_by("id"):
            yield Shown(name="payment", address=reverse("payment", args=[payment.id]))
        yield Shown(name="payment_reverse", address=reverse("payment_reverse", args=[self.billed.payment.id]))
        for service in (world.skip, world.weekly):
            yield Shown(name="visits", address=reverse("visits", args=[service.id]))

    def of_the_client(self) -> Iterator[Shown]:
        """What a customer can open about what it was billed."""
        client = self.world.mill_lane.id
        for name in ("client_account", "own_invoices", "own_statement"):
            yield Shown(name=name, address=reverse(name, args=[client]))
        for invoice in Invoice.objects.filter(client=client, number__isnull=False).order_by("id"):
            yield Shown(name="own_invoice", address=reverse("own_invoice", args=[client, invoice.id]))

    def shown(self) -> Iterator[Shown]:
        """All of them."""
        yield from self.of_the_firm()
        yield from self.of_the_client()


def money_pages() -> MoneyPages:
    """Mill Lane owes for one invoice and is owed for another; its firm says where to pay."""
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    Client.objects.filter(pk=world.mill_lane.pk).update(owner=world.nadia)
    Letterhead.objects.create(
        firm=world.firm, name="Greenway Ltd", iban="GB33BUKB20201555555555", bic="BUKBGB22"
    )
    return MoneyPages(world=world, billed=billed(world, world.mina, world.mill_lane, world.skip))
