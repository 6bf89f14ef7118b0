"""What firms have billed a client, as its own people read it: issued invoices, what is open, where to pay (R46, R48).

It stays theirs to see after they left the firm.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from stdnum.iban import format as grouped

from tenure.records.invoices import OPEN
from tenure.records.models import Client, Firm, Invoice, Letterhead, Payment
from tenure.records.policies import today_of

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """Some invoices, the newest first; `after` leads to the older ones, "" at the end."""

    rows: tuple[Invoice, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPay:
    """What is open with one firm in one currency, in minor units, over so many invoices, and where it goes.

    `iban` is empty where the firm has not said it.
    """

    firm: str
    firm_name: str
    currency: str
    units: int
    count: int
    due: date | None
    late: bool
    iban: str
    bic: str
    payee: str


def has_invoices(client: str) -> bool:
    """Whether any firm has issued an invoice to this client."""
    return _issued(client).exists()


def own_invoices(client: str, *, after: str = "", limit: int = ROWS) -> InvoicePage:
    """The issued invoices and credit notes that follow `after`."""
    rows, place = _issued(client), _place(after)
    if place is not None:
        rows = rows.filter(Q(issued_on__lt=place[0]) | Q(issued_on=place[0], id__lt=place[1]))
    found = rows.select_related("series", "firm").order_by("-issued_on", "-id")[: limit + 1]
    shown, more = tuple(found[:limit]), len(found) > limit
    last = shown[-1] if shown else None
    leads = f"{last.issued_on:%Y-%m-%d}~{last.id}" if more and last is not None else ""
    return InvoicePage(rows=shown, after=leads)


def to_pay(client: str, *, at: datetime) -> tuple[ToPay, ...]:
    """What the client owes, by firm and currency, the oldest debt first."""
    open_ = Invoice.objects.filter(OPEN, client_id=client)
    sums = open_.values("firm_id", "currency").annotate(
        units=Sum(F("total") - F("paid")), due=Min("due_on"), count=Count("id")
    )
    rows = sorted(sums, key=lambda row: (row["due"] or date.max, row["currency"]))
    firms = Firm.objects.select_related("letterhead").in_bulk({row["firm_id"] for row in rows})
    return tuple(
        _to_pay(firms[row["firm_id"]], _Sum(row["currency"], row["units"], row["count"], row["due"]), at)
        for row in rows
    )


def firms_that_billed(client: Client) -> tuple[Firm, ...]:
    """Whose invoices or payments there are: the firm of today first, the others by name."""
    billed = _issued(client.id).values("firm_id")
    paid = Payment.objects.filter(client=client).values("firm_id")
    found = Firm.objects.filter(Q(id__in=billed) | Q(id__in=paid))
    return tuple(sorted(found, key=lambda firm: (firm.id != client.firm_id, firm.name.casefold(), firm.id)))


def _issued(client: str) -> QuerySet[Invoice]:
    return Invoice.objects.filter(client_id=client, number__isnull=False)


class _Sum(NamedTuple):
    currency: str
    units: int
    invoices: int
    due: date | None


def _to_pay(firm: Firm, owed: _Sum, at: datetime) -> ToPay:
    head: Letterhead | None = getattr(firm, "letterhead", None)
    return ToPay(
        firm=firm.id,
        firm_name=firm.name,
        currency=owed.currency,
        units=owed.units,
        count=owed.invoices,
        due=owed.due,
        late=owed.due is not None and owed.due < today_of(firm, at),
        iban=grouped(head.iban) if head is not None else "",
        bic=head.bic if head is not None else "",
        payee=head.name if head is not None else firm.name,
    )


def _place(after: str) -> tuple[date, str] | None:
    day, _mark, invoice = after.partition("~")
    try:
        return date.fromisoformat(day), invoice
    except ValueError:
        return None
