"""A service company with invoices in every state, for those who look at all pages (R43, R46)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.void_invoices import void_invoice
from tenure.records.models import Firm, Invoice
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world

DAY = timedelta(days=1)
ACTS = ("invoice_edit", "invoice_issue", "invoice_discard")
ENDS = ("invoice_credit", "invoice_void")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePages:
    """The world, a draft, one to pay, a late one, one that was credited, its note, and a void one."""

    world: HaulerWorld
    draft: Invoice
    issued: Invoice
    others: tuple[Invoice, ...]

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open about invoices; The Old Forge is deactivated and owes nothing."""
        world = self.world
        for query in ("", "?tab=overdue", "?q=nothing+like+it"):
            yield Shown(name="invoices", address=reverse("invoices") + query)
        for client in (world.mill_lane, world.forge):
            for name in ("client_billing", "invoice_new"):
                yield Shown(name=name, address=reverse(name, args=[client.id]))
        for invoice in (self.draft, self.issued, *self.others):
            yield Shown(name="invoice", address=reverse("invoice", args=[invoice.id]))
        for name in ACTS:
            yield Shown(name=name, address=reverse(name, args=[self.draft.id]))
        for name in ENDS:
            for invoice in (self.issued, self.others[1]):
                yield Shown(name=name, address=reverse(name, args=[invoice.id]))


def invoice_pages() -> InvoicePages:
    """Mill Lane Foods is billed by hand; The Old Forge has gone."""
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    mina, now = world.actor(world.mina), timezone.now()
    late, credited, gone, issued = (
        issue_invoice(_draft(world, price, back).id, actor=mina, at=now - back * DAY)
        for price, back in (("80.00", 50), ("20.00", 9), ("30.00", 3), ("1240.50", 2))
    )
    note = credit_invoice(credited.id, note="Not delivered.", actor=mina, at=now)
    void_invoice(gone.id, reason="Written twice.", actor=mina, at=now)
    draft = _draft(world, "12.345", 0)
    do(world, world.mina, Verb.DEACTIVATE, world.forge.id)
    return InvoicePages(world=world, draft=draft, issued=issued, others=(late, credited, note, gone))


def _draft(world: HaulerWorld, price: str, days_ago: int) -> Invoice:
    lines = [
        LineDraft(description=what, quantity=Decimal(2), unit_price=Decimal(price), tax_rate=Decimal(tax))
        for what, tax in (("Extra sacks, delivered to the depot on Saturday", "20"), ("Books", "5"))
    ]
    at = timezone.now() - days_ago * DAY
    return draft_invoice(
        world.mill_lane.id, lines, currency="GBP", note="Thank you.", actor=world.actor(world.mina), at=at
    )
