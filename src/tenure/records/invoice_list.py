"""Invoices page by page, newest first: a firm's or one client's, by state, number, customer and month (R46)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import F, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from tenure.core.actor import Actor
from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind
from tenure.records.find_clients import found
from tenure.records.invoices import OPEN, invoices_for
from tenure.records.models import Invoice
from tenure.records.places import read_place, written
from tenure.records.sql import Pair

LARGEST_NUMBER: Final = 2**31 - 1
NUMBER: Final = re.compile(r"(?:(INV|CN)\W*)?0*(\d{1,10})", re.ASCII | re.IGNORECASE)


class InvoiceTab(StrEnum):
    """The tabs of the list. Overdue ones are unpaid too."""

    ALL = "all"
    DRAFT = "draft"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    VOID = "void"
    CREDIT_NOTES = "credit_notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceQuery:
    """What is looked for. `client` is one client's id; `month` the month of issue; `search` a number or a customer."""

    tab: InvoiceTab = InvoiceTab.ALL
    client: str = ""
    search: str = ""
    month: Days | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """Some invoices; `previous` and `next` are cursors, empty at either end."""

    rows: tuple[Invoice, ...] = ()
    previous: str = ""
    next: str = ""


def invoice_page(actor: Actor, query: InvoiceQuery, *, today: date, limit: int) -> InvoicePage:
    """One page of what the actor's firm billed to clients it still looks after; a broken cursor means the beginning."""
    place = read_place(query.cursor)
    rows = _narrowed(actor, query, today).select_related("client", "series")
    sign = "" if place is not None and place.back else "-"
    if place is not None:
        beyond = GreaterThan if place.back else LessThan
        here = Pair(Value(place.at), Value(place.id))
        rows = rows.filter(Q(beyond(Pair("created_at", "id"), here)))
    met = list(rows.order_by(f"{sign}created_at", f"{sign}id")[: limit + 1])
    more, shown = len(met) > limit, met[:limit]
    if place is not None and place.back:
        shown.reverse()
        return _page(shown, newer=more, older=bool(shown))
    return _page(shown, newer=place is not None, older=more)


def any_invoice(actor: Actor, client: str = "") -> bool:
    """Whether there is one at all."""
    rows = invoices_for(actor)
    return (rows.filter(client=client) if client else rows).exists()


def _narrowed(actor: Actor, query: InvoiceQuery, today: date) -> QuerySet[Invoice]:
    rows = invoices_for(actor).filter(_in_tab(query.tab, today))
    if query.client:
        rows = rows.filter(client=query.client)
    if query.month is not None:
        # It is written before it is issued: the list can be entered at the month's end.
        rows = rows.filter(issued_on__gte=query.month.first, issued_on__lt=query.month.end)
    return _searched(rows, actor, query.search) if query.search else rows


def _in_tab(tab: InvoiceTab, today: date) -> Q:
    bill = Q(kind=InvoiceKind.INVOICE.value)
    match tab:
        case InvoiceTab.ALL:
            return Q()
        case InvoiceTab.DRAFT:
            return Q(number__isnull=True)
        case InvoiceTab.OPEN:
            return OPEN
        case InvoiceTab.OVERDUE:
            return OPEN & Q(due_on__lt=today)
        case InvoiceTab.PAID:
            return bill & Q(number__isnull=False, voided_at__isnull=True, paid__gte=F("total"))
        case InvoiceTab.VOID:
            return Q(voided_at__isnull=False)
        case InvoiceTab.CREDIT_NOTES:
            return Q(kind=InvoiceKind.CREDIT_NOTE.value)


def _searched(rows: QuerySet[Invoice], actor: Actor, typed: str) -> QuerySet[Invoice]:
    """By the number where it could be one, else by whom it was made out to."""
    number = NUMBER.fullmatch(typed)
    if number is None:
        return rows.filter(client__in=found(actor, typed).values("id"))
    code, digits = (number[1] or "").upper(), min(int(number[2]), LARGEST_NUMBER)
    by_number = Q(number=digits, series__firm_id=actor.firm)
    return rows.filter(by_number & Q(series__code=code) if code else by_number)


def _page(rows: list[Invoice], *, newer: bool, older: bool) -> InvoicePage:
    return InvoicePage(
        rows=tuple(rows),
        previous=written(rows[0].created_at, rows[0].id, back=True) if rows and newer else "",
        next=written(rows[-1].created_at, rows[-1].id, back=False) if rows and older else "",
    )
