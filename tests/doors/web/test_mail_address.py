"""The page of a client's own address: for whoever may, on both sides, with the mails that came (R20)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from tenure.demo.pdf import page
from tenure.operations.mail_taking import take_mail
from tenure.records.models import IncomingMail, MailAddress
from tests.doors.web.walking import signed_in
from tests.operations.filing import keep_files_in
from tests.operations.mailing import DOMAIN, address_of, mail
from tests.outlets.extraction import papers
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

BILL = page(["Paper & Ink Ltd", "Invoice 1"])


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    keep_files_in(tmp_path, settings)
    settings.TENURE_MAIL_IN_DOMAIN = DOMAIN
    return practice_world()


def body(browser: Browser, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(("name", "who"), [("mail_address", "mina"), ("own_mail_address", "zoe")])
def test_whoever_may_makes_replaces_and_stops_the_address(world: World, name: str, who: str) -> None:
    browser, url = signed_in(getattr(world, who)), reverse(name, args=[world.birch.id])
    assert "There is none yet" in body(browser, url)
    assert browser.post(url, {"do": "make", "key": ""}).status_code == 302
    first = MailAddress.objects.get().key
    assert first.startswith("birch-sons-")
    shown = body(browser, url)
    assert f"{first}@{DOMAIN}" in shown
    assert "stops at once" in body(browser, f"{url}?sure=replace")
    assert browser.post(url, {"do": "replace", "key": first}).status_code == 302
    second = MailAddress.objects.get().key
    assert second != first
    # A page that was open meanwhile still shows the first.
    late = browser.post(url, {"do": "stop", "key": first})
    assert late.status_code == 409
    assert "changed meanwhile" in late.content.decode()
    assert MailAddress.objects.get().key == second
    assert "stay" in body(browser, f"{url}?sure=stop")
    assert browser.post(url, {"do": "stop", "key": second}).status_code == 302
    assert not MailAddress.objects.exists()


def test_staff_sees_the_address_and_asks_an_administrator(world: World, settings: Settings) -> None:
    written = address_of(world, world.birch, settings)
    browser, url = signed_in(world.fay), reverse("mail_address", args=[world.birch.id])
    shown = body(browser, url)
    assert written in shown
    assert "Olive Reed" in shown
    assert "Replace the address" not in shown
    assert browser.post(url, {"do": "stop", "key": written.partition("@")[0]}).status_code == 403
    assert MailAddress.objects.exists()


def test_a_foreign_client_has_no_page_and_an_installation_without_mail_says_so(
    world: World, settings: Settings
) -> None:
    url = reverse("mail_address", args=[world.birch.id])
    assert signed_in(world.stan).get(url).status_code == 404
    settings.TENURE_MAIL_IN_DOMAIN = ""
    assert "TENURE_MAIL_IN" in body(signed_in(world.olive), url)


def test_the_mails_say_what_was_taken_and_what_was_left_and_why(world: World, settings: Settings) -> None:
    to = address_of(world, world.birch, settings)
    archive = papers.zipped({"inside.pdf": BILL})
    letter = mail({"bill.pdf": BILL, "march.zip": archive, "setup.exe": b"MZ\x90\x00", "old.gif": b"GIF89a"})
    take_mail(to, letter.as_bytes(), "")
    take_mail(to, mail({}, sender="<script>@b.example", subject="<b>Hello\u202e</b>").as_bytes(), "")
    for name, who in (("mail_address", world.fay), ("own_mail_address", world.zoe)):
        shown = body(signed_in(who), reverse(name, args=[world.birch.id]))
        for words in (
            "bills@supplier.example", "Your invoice", "2 documents", "bill.pdf", "march.zip", "setup.exe",
            "This is a program, not a document.", "This is a GIF file", "No document",
            "The text of a mail is not a document", "&lt;b&gt;Hello",
        ):  # fmt: skip
            assert words in shown, words
        assert "<b>Hello" not in shown


def test_many_mails_are_turned_over_page_by_page(world: World) -> None:
    now = timezone.now()
    for number in range(60):
        IncomingMail.objects.create(
            client=world.birch,
            subject=f"mail {number:02}.",
            message_key=str(number),
            came_at=now - timedelta(minutes=number // 2),
        )
    IncomingMail.objects.create(client=world.cedar, subject="of somebody else", message_key="x")
    browser, url = signed_in(world.olive), reverse("mail_address", args=[world.birch.id])
    seen: list[str] = []
    for _ in range(3):
        shown = body(browser, url)
        seen += [f"mail {number:02}." for number in range(60) if f"mail {number:02}." in shown]
        assert "of somebody else" not in shown
        for older in re.findall(r'href="[^"]*(\?after=[^"]+)"', shown):
            url = url.partition("?")[0] + older
    assert len(seen) == len(set(seen)) == 60
    other = IncomingMail.objects.get(client=world.cedar).id
    assert "mail 00." in body(browser, f"{reverse('mail_address', args=[world.birch.id])}?after={other}")
    assert "mail 00." in body(browser, f"{reverse('mail_address', args=[world.birch.id])}?after=é%00")
