"""The pages of the client list that are compared, and what is said of them."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.core.management import call_command
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
from tenure.records.queries import ClientPage, Sort, client_page, counts

FEW = 1_000
# One client in eleven has the first, all over the list; one in forty the second, all in one place, two fifths down.
COMMON, COMMON_FIRST = "studio", "harbour"
CALLS = 5


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
    _print_pages({FEW: small, clients: large}, times)


def _compared(shelf: Shelf) -> list[Compared]:
    firm, olive, middle = shelf.firm.id, shelf.olive, shelf.count // 2
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
            name="search, common first word",
            product=lambda: client_page(olive, search=COMMON_FIRST),
            hand=lambda: sql.fetch(sql.ALONG, firm, f"%{COMMON_FIRST}%"),
            tempting=lambda: sql.fetch(sql.UNINDEXED, firm, f"%{COMMON_FIRST}%"),
        ),
        Compared(
            name="numbers on the tabs",
            product=lambda: counts(olive),
            hand=lambda: sql.fetch(sql.TABS, firm),
            tempting=lambda: sql.fetch(sql.COUNTED, firm),
        ),
    ]


def _print_times(compared: list[Compared], times: int) -> None:
    rows = []
    for one in compared:
        _check_same_rows(one)
        took = medians({"product": one.product, "hand": one.hand}, times=times, calls=CALLS)
        tempting = (
            "" if one.tempting is None else milliseconds(medians({"it": one.tempting}, times=times)["it"])
        )
        rows.append(
            (
                one.name,
                milliseconds(took["hand"]),
                milliseconds(took["product"]),
                ratio(took["product"] / took["hand"]),
                tempting,
                str(_queries(one.product)),
            )
        )
    table(("what", "by hand", "product", "ratio", "tempting", "queries"), rows)


def _check_same_rows(one: Compared) -> None:
    page, by_hand = one.product(), one.hand()
    if isinstance(page, ClientPage) and isinstance(by_hand, list):
        assert [client.id for client in page.rows] == [row[0] for row in by_hand][: len(page.rows)], one.name


def _print_pages(shelves: dict[int, Shelf], times: int) -> None:
    """The whole page as a browser gets it, menus and all, in the small firm and in the large one."""
    call_command("collectstatic", verbosity=0, interactive=False)
    rows = []
    for count, shelf in shelves.items():
        browser = Browser(headers={"host": "localhost"})
        browser.force_login(Person.objects.get(id=shelf.olive.person))
        page = partial(_page, browser)
        took = medians({"page": page}, times=times)
        rows.append((f"{count:,} clients", milliseconds(took["page"]), str(_queries(page))))
    table(("the whole page in a firm with", "time", "queries"), rows)


def _page(browser: Browser) -> None:
    answer = browser.get(reverse("clients"))
    assert answer.status_code == HTTPStatus.OK, answer.status_code


def _queries(ask: Way) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)
