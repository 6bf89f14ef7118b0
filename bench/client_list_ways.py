"""The pages of the client list that are compared, and what is said of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import client_list_sql as sql
from bench.book import RARE, Shelf, fill_shelf, filling
from bench.report import conditions, milliseconds, ratio, table
from bench.timing import Way, medians
from tenure.records.cursors import cursor_at
from tenure.records.models import Client, Person
from tenure.records.queries import Sort, client_page, counts

FEW = 1_000
COMMON = "harbour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One thing a person looks for: through the product, by hand, and as one is tempted to write it."""

    name: str
    product: Way
    hand: Way
    tempting: Way | None = None


def measure(clients: int, times: int) -> None:
    """Fills a small firm and a large one into one database, takes turns, prints."""
    with filling():
        small = fill_shelf("southbank", start=0, count=FEW)
        large = fill_shelf("northline", start=FEW, count=clients)
    conditions(f"A firm with {clients:,} clients, pages of 50; medians of {times} turns")
    _print_times(_compared(large), times)
    print()
    _print_pages(small, large, clients, times)


def _compared(shelf: Shelf) -> list[Compared]:
    firm, olive = shelf.firm.id, shelf.olive
    middle = shelf.middle
    row = Client.objects.filter(firm_id=firm, standing="active").order_by("sort_name", "id")[middle]
    cursor = cursor_at(row, Sort.NAME, back=False)
    return [
        Compared(
            name="first page",
            product=lambda: client_page(olive),
            hand=lambda: sql.fetch(sql.FIRST, firm),
        ),
        Compared(
            name="deep page (the middle)",
            product=lambda: client_page(olive, cursor=cursor),
            hand=lambda: sql.fetch(sql.DEEP, firm, row.sort_name, row.id),
            tempting=lambda: sql.fetch(sql.BY_OFFSET, firm, middle),
        ),
        Compared(
            name="search, rare word",
            product=lambda: client_page(olive, search=RARE),
            hand=lambda: sql.search_rare(firm, RARE.lower()),
            tempting=lambda: sql.fetch(sql.UNINDEXED, firm, f"%{RARE.lower()}%"),
        ),
        Compared(
            name="search, common word",
            product=lambda: client_page(olive, search=COMMON),
            hand=lambda: sql.fetch(sql.ALONG, firm, f"%{COMMON}%"),
            tempting=lambda: sql.fetch(sql.UNINDEXED, firm, f"%{COMMON}%"),
        ),
        Compared(
            name="numbers on the tabs",
            product=lambda: counts(olive),
            hand=lambda: sql.fetch(sql.TABS, firm),
            tempting=lambda: sql.fetch(sql.COUNTED, firm),
        ),
    ]
