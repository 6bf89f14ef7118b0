"""What is done with one customer, in which firms it is timed, and what is said of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from statistics import median
from time import process_time

from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.book import Shelf, filling
from bench.customers_book import LOCATIONS, SERVICES, fill_haulage, give_more
from bench.filling import id_of
from bench.report import conditions, milliseconds, ratio, table
from bench.timing import Way, medians, seconds_of
from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.stops import Restore
from tenure.operations.lifecycle import perform, preview
from tenure.records.models import Person, Source

# Whose work, and which.
type Measured = tuple[str, str]
FEW = 100
# Behind the first customers, which the other table stops and brings back.
LARGER = {10: 5, 11: 50, 12: 500}


def measure(clients: int, times: int) -> None:
    """Fills a small firm and a large one into one database, takes turns, prints."""
    with filling():
        small = fill_haulage("southbank", start=0, count=FEW)
        large = fill_haulage("northline", start=FEW, count=clients)
        larger = {services: give_more(large, place, services) for place, services in LARGER.items()}
    call_command("collectstatic", verbosity=0, interactive=False)
    conditions(
        f"Customers with {LOCATIONS} locations and {SERVICES} services each; processor time, medians of {times} turns"
    )
    _print(
        "one customer",
        {f"among {FEW:,}": _Customer(small, id_of("cli", small.start + 1)),
         f"among {clients:,}": _Customer(large, id_of("cli", large.start + 1))},
        times,
    )  # fmt: skip
    print()
    customers = {f"{services} services": _Customer(large, client) for services, client in larger.items()}
    _print(f"one customer among {clients:,}", customers, times)


class _Customer:
    """One customer, and somebody of its firm who opens, stops and brings it back."""

    def __init__(self, shelf: Shelf, client: str) -> None:
        self._actor: Actor = shelf.olive
        self._client = client
        self._browser = Browser(headers={"host": "localhost"})
        self._browser.force_login(Person.objects.get(id=shelf.olive.person))

    def pages(self) -> dict[str, Way]:
        """What is looked at."""
        addresses = {
            "page: account": reverse("client", args=[self._client]),
            "page: services": reverse("client_services", args=[self._client]),
            "page: deactivation": reverse("verb", args=[Verb.DEACTIVATE, self._client]),
        }
        return {name: partial(self._open, address) for name, address in addresses.items()} | {
            "preview of the deactivation": partial(self._preview, Verb.DEACTIVATE)
        }

    def deeds(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What is done, in turn: each is confirmed with the digest of a look that is not timed."""
        for name, verb in (("deactivation", Verb.DEACTIVATE), ("return as it was", Verb.REACTIVATE)):
            digest = self._preview(verb)
            yield name, partial(self._perform, verb, digest)

    def _open(self, address: str) -> None:
        answer = self._browser.get(address)
        assert answer.status_code == HTTPStatus.OK, (address, answer.status_code)

    def _action(self, verb: Verb) -> Action:
        restore = Restore.AS_IT_WAS if verb is Verb.REACTIVATE else None
        return Action(verb=verb, target=self._client, answers=Answers(restore=restore))

    def _preview(self, verb: Verb) -> str:
        return preview(self._action(verb), self._actor).digest

    def _perform(self, verb: Verb, digest: str) -> None:
        perform(self._action(verb), self._actor, digest=digest, source=Source.CLI)


def _print(what: str, customers: Mapping[str, _Customer], times: int) -> None:
    pages = {(name, page): way for name, one in customers.items() for page, way in one.pages().items()}
    took = medians(pages, times=times, clock=process_time)
    queries = {key: _queries(way) for key, way in pages.items()}
    for key, (seconds, count) in _deeds(customers, times).items():
        took[key], queries[key] = seconds, count
    first, *_, last = customers
    rows = [
        (
            deed,
            *(milliseconds(took[name, deed]) for name in customers),
            ratio(took[last, deed] / took[first, deed]),
            " / ".join(dict.fromkeys(str(queries[name, deed]) for name in customers)),
        )
        for deed in dict.fromkeys(deed for _name, deed in took)
    ]
    table((what, *customers, "ratio", "queries"), rows)


def _deeds(customers: Mapping[str, _Customer], times: int) -> dict[Measured, tuple[float, int]]:
    """Median seconds and queries of each deed of each customer, who take turns; the first turn is not counted."""
    spent: dict[Measured, list[float]] = defaultdict(list)
    asked: dict[Measured, int] = {}
    for turn in range(times + 2):
        for name, customer in customers.items():
            for deed, way in customer.deeds():
                match turn:
                    case 0:
                        way()
                    case 1:
                        asked[name, deed] = _queries(way)
                    case _:
                        spent[name, deed].append(seconds_of(way, process_time))
    return {key: (median(all_of_them), asked[key]) for key, all_of_them in spent.items()}


def _queries(ask: Way) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)
