"""Regenerating an invoice in the browser: compared first, done as shown, put back (R44)."""

import html
import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Verb
from tenure.records.models import Firm, Invoice
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.operations.service_bills import billed, by_hand, issued_with, pay
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def said(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return words_of(answer.content.decode())


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def digest_on(browser: Browser, address: str) -> str:
    found = re.search(r'name="digest" value="([^"]+)"', browser.get(address).content.decode())
    assert found is not None
    return found[1]


def test_the_would_be_invoice_stands_beside_the_stored_one_and_can_be_put_back(world: HaulerWorld) -> None:
    invoice = billed(world)
    before = invoice.total
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    browser, address = signed_in(world.mina), reverse("invoice_regenerate", args=[invoice.id])
    page = said(browser, address)
    for words in (
        "the invoice comes out at 0.00 GBP without them",
        "As it is stored",
        "As it would be",
        "Weekly bins, Depot",
        "Is stopped now",
        "It keeps its number and its dates",
    ):
        assert words in page, words
    answer = browser.post(address, {"digest": digest_on(browser, address)}, follow=True)
    assert "INV-000001 is regenerated" in words_of(answer.content.decode())
    assert "What it said before" in words_of(answer.content.decode())
    version = invoice.versions.get()
    back = reverse("invoice_restore", args=[invoice.id, version.id])
    assert "As it was until" in said(browser, back)
    browser.post(back, {"digest": digest_on(browser, back)})
    assert Invoice.objects.get().total == before


def test_what_moved_meanwhile_is_shown_and_nothing_is_written(world: HaulerWorld) -> None:
    invoice = billed(world)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    browser, address = signed_in(world.mina), reverse("invoice_regenerate", args=[invoice.id])
    digest = digest_on(browser, address)
    pay(world, "10.00")
    answer = browser.post(address, {"digest": digest})
    assert answer.status_code == 409
    page = words_of(answer.content.decode())
    assert "Something has changed since you looked" in page
    assert "10.00 GBP of what was paid is released" in page
    assert not invoice.versions.exists()


def test_a_policy_that_leaves_sent_invoices_alone_says_the_way_out(world: HaulerWorld) -> None:
    document = Firm.objects.get(pk=world.firm.pk).policy
    document["billing"]["regenerate"] = "unpaid"
    Firm.objects.filter(pk=world.firm.pk).update(policy=document)
    invoice = issued_with(world, by_hand())
    pay(world, "10.00")
    browser, address = signed_in(world.mina), reverse("invoice_regenerate", args=[invoice.id])
    page = said(browser, address)
    assert "Take the payment back first, or write a credit note" in page
    assert browser.post(address, {"digest": digest_on(browser, address)}).status_code == 409


def test_strangers_find_nothing_and_colleagues_without_the_right_are_told_whom_to_ask(
    world: HaulerWorld,
) -> None:
    invoice = billed(world)
    outside, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(outside, quinn, "administrator")
    address = reverse("invoice_regenerate", args=[invoice.id])
    assert signed_in(quinn).get(address).status_code == 404
    answer = signed_in(world.fay).get(address)
    assert (answer.status_code, "Olive Reed" in answer.content.decode()) == (403, True)
    nothing = reverse("invoice_restore", args=[invoice.id, "ivv_0"])
    assert signed_in(world.mina).get(nothing).status_code == 404
