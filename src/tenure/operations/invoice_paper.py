"""Invoices become papers: what stands on them is gathered for many at once, and made into PDF (R46).

Nothing is stored: the rows are the truth, and a paper is made anew whenever somebody wants it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import batched
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.utils.translation import override

from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind, rates_of
from tenure.core.wording import Message
from tenure.operations.electronic_parties import Parties, parties_of, what_is_missing
from tenure.outlets.electronic_invoice import as_data, with_data
from tenure.outlets.export import Entry, packed, safe_name
from tenure.outlets.pdf.invoice import invoice_pdf, title_of
from tenure.outlets.pdf.papers import InvoicePaper, Mark, PaperLine, Sender
from tenure.records.buyers import Buyer, buyers_of
from tenure.records.models import Firm, Invoice, InvoiceLine, Letterhead
from tenure.speech.countries import country_called

PORTION: Final = 100
WINDOW_RIGHT: Final = frozenset({"FR", "BE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPaper:
    """An invoice ready for paper. `parties` are there where it carries data; else `missing` says what it lacks for them.

    Both are empty where nobody expects data: one of the two is not in the European Union.
    """

    invoice: str
    paper: InvoicePaper
    parties: Parties | None = None
    missing: tuple[Message, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{safe_name(self.paper.number or self.invoice)}.pdf"

    def pdf(self) -> bytes:
        """The file."""
        if self.parties is None:
            return invoice_pdf(self.paper)
        data = as_data(self.paper, seller=self.parties.seller, buyer=self.parties.buyer)
        with override(self.paper.locale):
            title = f"{title_of(self.paper)} {self.paper.number}"
        return with_data(invoice_pdf(self.paper, electronic=True), data, self.paper, title=title)


def papers_of(invoices: Sequence[str]) -> list[ReadyPaper]:
    """These invoices as papers, in the order given; what is gone is absent. Three queries, however many.

    Who may see them, the caller has asked.
    """
    rows = {row.id: row for row in _rows(invoices)}
    buyers = buyers_of([row.client_id for row in rows.values() if row.client_id is not None])
    return [_ready(rows[one], buyers.get(rows[one].client_id or "")) for one in invoices if one in rows]


def zipped(invoices: Sequence[str], *, at: datetime) -> Iterator[bytes]:
    """All these invoices as one ZIP, made while it is read: a few papers stand in memory, however many there are."""
    entries = (
        Entry(name=ready.name, chunks=[ready.pdf()])
        for some in batched(invoices, PORTION)
        for ready in papers_of(some)
    )
    return packed(entries, {"made_at": at.isoformat()}, at=at)


def sender_of(firm: Firm, locale: str) -> Sender:
    """How the firm signs its papers in a language: by its letterhead, or by its name alone."""
    head = Letterhead.objects.filter(firm=firm).first()
    return _sender(head, firm, locale)


def _rows(invoices: Sequence[str]) -> QuerySet[Invoice]:
    lines = Prefetch("lines", InvoiceLine.objects.order_by("position"))
    rows = Invoice.objects.filter(pk__in=invoices)
    return rows.select_related("firm__letterhead", "client", "series", "corrects__series").prefetch_related(
        lines
    )


def _ready(row: Invoice, buyer: Buyer | None) -> ReadyPaper:
    head = getattr(row.firm, "letterhead", None)
    missing = what_is_missing(row, head, buyer)
    parties = (
        parties_of(row, head, buyer) if missing == () and head is not None and buyer is not None else None
    )
    return ReadyPaper(invoice=row.id, paper=_paper(row, head, buyer), parties=parties, missing=missing or ())


def _paper(row: Invoice, head: Letterhead | None, buyer: Buyer | None) -> InvoicePaper:
    lines = list(row.lines.all())
    nets: dict[Decimal, int] = {}
    for line in lines:
        nets[line.tax_rate] = nets.get(line.tax_rate, 0) + line.net
    made_out_to = row.buyer or (buyer.shown if buyer is not None else "")
    locale = buyer.locale if buyer is not None else row.firm.locale
    return InvoicePaper(
        kind=InvoiceKind(row.kind),
        number=row.shown_number,
        currency=row.currency,
        buyer=tuple(made_out_to.splitlines()),
        lines=tuple(_line(line) for line in lines),
        rates=rates_of(nets, row.currency),
        net=row.net,
        tax=row.tax,
        total=row.total,
        paid=row.paid,
        sender=_sender(head, row.firm, locale),
        locale=locale,
        mark=_mark(row),
        issued_on=row.issued_on,
        due_on=row.due_on,
        period=_days(row.period_first, row.period_end),
        buyer_tax_number=row.client.tax_number if row.client is not None else "",
        reference=buyer.reference if buyer is not None else "",
        corrects=row.corrects.shown_number if row.corrects is not None else "",
        note=row.note,
    )


def _line(row: InvoiceLine) -> PaperLine:
    return PaperLine(
        description=row.description,
        quantity=row.quantity,
        unit_price=row.unit_price,
        tax_rate=row.tax_rate,
        net=row.net,
        days=_days(row.first, row.end),
    )


def _days(first: date | None, end: date | None) -> Days | None:
    return Days(first=first, end=end) if first is not None else None


def _mark(row: Invoice) -> Mark:
    if row.voided_at is not None:
        return Mark.VOID
    return Mark.DRAFT if row.number is None else Mark.NONE


def _sender(head: Letterhead | None, firm: Firm, locale: str) -> Sender:
    if head is None:
        return Sender(name=firm.name, window_right=firm.country in WINDOW_RIGHT)
    country = country_called(head.country, locale) if head.country else ""
    place = " ".join(filter(None, [head.postal_code, head.city]))
    return Sender(
        name=head.name,
        address=tuple(filter(None, [*head.street.splitlines(), place, head.region, country])),
        tax_number=head.tax_number,
        company_number=head.company_number,
        email=head.email,
        phone=head.phone,
        iban=head.iban,
        bic=head.bic,
        terms=head.terms,
        window_right=(head.country or firm.country) in WINDOW_RIGHT,
    )
