"""An issued invoice beside what its lines would become: what is shown before it is written anew, and its receipt (R44)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Sum

from tenure.core.billing import Days, Regenerate
from tenure.core.digest import DIGEST_CHARACTERS, canonical
from tenure.core.invoicing import InvoiceKind, Totals, totals_of
from tenure.core.regeneration import AsIssued, WouldBe, cautions, refusals, released
from tenure.core.wording import Message
from tenure.operations.errors import NotDone
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import account_of
from tenure.operations.stored_lines import lines_of
from tenure.records.models import Client, Invoice
from tenure.records.policies import policy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A service of the customer that the new lines do not bill, and why; `stood` if the stored ones do."""

    name: str
    place: str
    why: Message
    stood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The stored lines beside the new ones; `released` minor units of what was paid have no more room."""

    invoice: str
    number: str
    currency: str
    stored: tuple[LineDraft, ...]
    new: tuple[LineDraft, ...]
    before: Totals
    after: Totals
    paid: int
    released: int
    period: Days | None = None
    left_out: tuple[LeftOut, ...] = ()
    cautions: tuple[Message, ...] = ()
    refusals: tuple[Message, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it cannot happen."""
        return bool(self.refusals)

    @property
    def digest(self) -> str:
        """The receipt: other lines, payments or reasons, other digest."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:DIGEST_CHARACTERS]


class LinesChanged(NotDone):
    """What was confirmed rested on other facts, or is refused by now; `comparison` is the new one."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison.digest)
        self.comparison = comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLines:
    """What an invoice would say, and what stands in the way of it."""

    lines: tuple[LineDraft, ...]
    period: Days | None = None
    left_out: tuple[LeftOut, ...] = ()
    refusals: tuple[Message, ...] = ()


def as_issued(invoice: Invoice, client: Client) -> AsIssued:
    """The invoice as the rule sees it."""
    assert client.firm is not None, "a client without a firm is not billed"
    zone = ZoneInfo(client.firm.time_zone)
    return AsIssued(
        number=invoice.shown_number,
        currency=invoice.currency,
        of_a_bill=invoice.kind == InvoiceKind.INVOICE.value,
        issued=invoice.number is not None,
        voided=invoice.voided_at is not None,
        sent=invoice.sent_at.astimezone(zone).date() if invoice.sent_at else None,
        paid=invoice.paid,
        credited=invoice.credit_notes.aggregate(units=Sum("total"))["units"] or 0,
        total=invoice.total,
    )


def refused_before(invoice: Invoice, client: Client) -> tuple[Message, ...]:
    """Why its lines stay as they are, whatever they would become."""
    return tuple(refusals(as_issued(invoice, client), _rule(client), None))


def compared(invoice: Invoice, client: Client, new: NewLines) -> Comparison:
    """The invoice beside `new`, with everything a person should know before."""
    stored, issued = lines_of(invoice), as_issued(invoice, client)
    after = totals_of((line.item for line in new.lines), invoice.currency)
    becomes = WouldBe(total=after.total, changes=new.lines != stored, lost=_lost(stored, new.lines))
    deactivated = account_of(client).deactivated and becomes.lost > 0
    return Comparison(
        invoice=invoice.id,
        number=invoice.shown_number,
        currency=invoice.currency,
        stored=stored,
        new=new.lines,
        before=totals_of((line.item for line in stored), invoice.currency),
        after=after,
        paid=invoice.paid,
        released=released(issued, becomes),
        period=new.period,
        left_out=new.left_out,
        cautions=tuple(cautions(client.name, issued, becomes, deactivated=deactivated)),
        refusals=(*refusals(issued, _rule(client), becomes), *new.refusals),
    )


def confirmed(comparison: Comparison, digest: str) -> Comparison:
    """The comparison, if it is what was shown and nothing refuses it. Raises LinesChanged."""
    if comparison.digest != digest or comparison.refused:
        raise LinesChanged(comparison)
    return comparison


def _lost(stored: Sequence[LineDraft], new: Sequence[LineDraft]) -> int:
    kept = {(line.service, line.visit) for line in new}
    return sum(line.service is not None and (line.service, line.visit) not in kept for line in stored)


def _rule(client: Client) -> Regenerate:
    assert client.firm is not None, "a client without a firm is not billed"
    return policy_of(client.firm).billing.regenerate
