"""Account groups in the browser: made, filled, sent what is unpaid, fetched as one ZIP (R45)."""

import html
import io
import re
import zipfile

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Verb
from tenure.records.models import AccountGroup, Client, OutboxMail
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.operations.service_bills import billed, by_hand, issued_with
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def said(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return words_of(answer.content.decode())


def made(browser: Browser, *members: Client) -> AccountGroup:
    browser.post(reverse("account_groups"), {"name": "The mill"})
    group = AccountGroup.objects.get(name="The mill")
    browser.post(reverse("account_group_members", args=[group.id]), {"client": [one.id for one in members]})
    return group


def test_a_group_is_made_filled_and_sent_what_is_unpaid(world: HaulerWorld) -> None:
    billed(world)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    browser = signed_in(world.mina)
    group = made(browser, world.mill_lane, world.forge)
    page = said(browser, reverse("account_group", args=[group.id]))
    assert "2 members · 1 unpaid invoice" in page
    assert "Deactivated" in page
    assert "The mill 2 (1 deactivated) 1" in said(browser, reverse("account_groups"))
    assert "The mill" in said(browser, reverse("client_billing", args=[world.forge.id]))
    address = reverse("group_resend", args=[group.id])
    text = browser.get(address).content.decode()
    assert "Deactivated, has an unpaid invoice: included." in words_of(text)
    assert "Nothing unpaid: not included." in words_of(text)
    digest = re.findall(r'name="digest" value="([^"]+)"', text)[0]
    late = issued_with(world, by_hand())
    moved = browser.post(address, {"digest": digest})
    assert (moved.status_code, OutboxMail.objects.filter(kind="invoices").count()) == (409, 0)
    assert late.shown_number in words_of(moved.content.decode())
    digest = re.findall(r'name="digest" value="([^"]+)"', moved.content.decode())[0]
    done = browser.post(address, {"digest": digest}, follow=True)
    assert "1 letter is in the outbox" in words_of(done.content.decode())
    assert OutboxMail.objects.get(kind="invoices").client_id == world.mill_lane.id


def test_all_invoices_of_a_group_come_as_one_zip(world: HaulerWorld) -> None:
    first, second = billed(world), issued_with(world, by_hand(), client=world.forge)
    browser = signed_in(world.mina)
    group = made(browser, world.mill_lane, world.forge)
    address = reverse("group_invoices", args=[group.id])
    answer = browser.get(address, {"invoices": "2026-06"})
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as pack:
        papers = [name for name in pack.namelist() if name.endswith(".pdf")]
        assert papers == [f"{first.shown_number}.pdf", f"{second.shown_number}.pdf"]
        assert pack.read(papers[0]).startswith(b"%PDF")
    assert "nothing to download" in said(browser, f"{address}?invoices=2025-01")
    assert browser.get(address, {"invoices": "nonsense"}).status_code == 404


def test_members_are_found_by_name_renamed_removed_and_the_group_dissolved(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    group = made(browser)
    here = reverse("account_group", args=[group.id])
    found = browser.get(here, {"q": "forge"}, headers={"HX-Request": "true"}).content.decode()
    assert ("The Old Forge" in found, "<html" in found) == (True, False)
    browser.post(reverse("account_group_members", args=[group.id]), {"client": world.forge.id})
    assert "Nobody found" in said(browser, f"{here}?q=forge")
    assert browser.post(here, {"name": " "}).status_code == 422
    browser.post(here, {"name": "The forge"})
    gone = reverse("account_group_member_removal", args=[group.id, world.forge.id])
    assert browser.post(gone).status_code == 302
    assert browser.post(gone).status_code == 404
    assert "Dissolve The forge" in said(browser, reverse("account_group_removal", args=[group.id]))
    browser.post(reverse("account_group_removal", args=[group.id]))
    assert not AccountGroup.objects.exists()
    browser.post(reverse("account_groups"), {"name": "Twice"})
    assert browser.post(reverse("account_groups"), {"name": "twice"}).status_code == 422


def test_strangers_find_no_group_and_colleagues_without_the_right_only_look(world: HaulerWorld) -> None:
    group = made(signed_in(world.mina), world.mill_lane)
    outside, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(outside, quinn, "administrator")
    stranger, fay = signed_in(quinn), signed_in(world.fay)
    for name in ("account_group", "group_resend", "group_invoices", "account_group_removal"):
        assert stranger.get(reverse(name, args=[group.id])).status_code == 404
    page = said(fay, reverse("account_group", args=[group.id]))
    assert "Ask an administrator of your account: Olive Reed" in page
    assert fay.get(reverse("group_resend", args=[group.id])).status_code == 403
    assert fay.post(reverse("account_groups"), {"name": "Fay's"}).status_code == 403
    practice, ada = new_firm("Northgate", "practice"), new_person("Ada North")
    new_member(practice, ada, "administrator")
    assert signed_in(ada).get(reverse("account_groups")).status_code == 404
