"""Each reader at each address gets what docs/access.md says, and strangers cannot tell foreign from missing (R7, R8)."""

import re

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.urls import reverse

from tests.doors.web.access.addresses import Address, addresses
from tests.doors.web.access.readers import browsers
from tests.doors.web.access.table import Cells, declared, rows_of
from tests.journeys.everything import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

SIGN_IN, MISSING, REFUSED, START, WRONG, OPEN = "sign in", "none", "refused", "start", "–", "yes"
STATUSES = {404: MISSING, 403: REFUSED, 405: WRONG}


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_answers_every_reader_as_declared(method: str) -> None:
    world = everything()
    readers = browsers(world.world)
    found = {
        address.name: {reader: _outcome(browser, method, address.path) for reader, browser in readers.items()}
        for address in addresses(world)
    }
    expected = declared({"get": "Opening", "post": "Sending"}[method])
    if method == "post":
        found = {name: cells for name, cells in found.items() if set(cells.values()) != {WRONG}}
    assert _different(found, expected) == "", "judge each row before docs/access.md says so"


def test_strangers_cannot_tell_foreign_from_missing() -> None:
    world = everything()
    readers = browsers(world.world)
    for address in addresses(world):
        for stranger in ("another firm", "former firm") if address.foreign else ():
            foreign, missing = (
                _seen(readers[stranger], address.path, address),
                _seen(readers[stranger], address.foreign, address),
            )
            assert foreign == missing, f"{stranger} at {address.name}"


def _outcome(browser: Browser, method: str, path: str) -> str:
    browser.raise_request_exception = True
    with transaction.atomic():
        answer = getattr(browser, method)(path)
        transaction.set_rollback(True)
    if 300 <= answer.status_code < 400:
        return _led(answer)
    assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
    return STATUSES.get(answer.status_code, OPEN)


def _led(answer: HttpResponseBase) -> str:
    goal = answer["Location"].partition("?")[0]
    if goal == reverse("account_login"):
        return SIGN_IN
    return START if goal in {reverse("home"), reverse("client_home")} else OPEN


def _seen(browser: Browser, path: str, address: Address) -> tuple[int, str]:
    answer = browser.get(path)
    text = b"".join(answer) if answer.streaming else answer.content
    plain = text.decode(errors="replace").replace(address.path, "X").replace(address.foreign, "X")
    return answer.status_code, re.sub(r"[a-z]{2,5}_[0-9a-z]{26}|nonce=\S+|[A-Za-z0-9]{64}", "", plain)


def _different(found: dict[str, Cells], expected: dict[str, Cells]) -> str:
    wrong = {name: cells for name, cells in found.items() if expected.get(name) != cells}
    gone = sorted(set(expected) - set(found))
    return rows_of(wrong) + "".join(f"\nno such address any more: {name}" for name in gone)
