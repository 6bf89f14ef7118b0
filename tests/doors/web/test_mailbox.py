"""The demo's mailbox: everybody's letters, for whoever is signed in, and only in a demo."""

from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client as Browser

from tests.doors.web.walking import signed_in
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A demo whose letters land in a folder of this test."""
    box = tmp_path / "mailbox"
    settings.TENURE_DEMO = True
    settings.MAILERS = {
        "default": {
            "BACKEND": "tenure.outlets.mailbox.MaildirBackend",
            "OPTIONS": {"folder": str(box)},
        }
    }
    return box


def put(folder: Path, subject: str, to: str = "zoe@example.com", html: str = "<p>Hello</p>") -> str:
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message.set_content("Hello\nhttp://localhost:8000/invitations/abc/\n")
    if html:
        message.add_alternative(f"<html><head></head><body>{html}</body></html>", subtype="html")
    return Maildir(folder, create=True).add(message.as_bytes())


def test_letters_are_listed_searched_and_read(world: World, folder: Path) -> None:
    key = put(folder, "Your invitation to Birch & Sons")
    put(folder, "Something else", to="ian@example.com")
    browser = signed_in(world.fay)
    assert "Birch &amp; Sons" in browser.get("/mailbox/").content.decode()
    found = browser.get("/mailbox/?q=ian@").content.decode()
    assert "Something else" in found
    assert "Birch" not in found
    page = browser.get(f"/mailbox/{key}/").content.decode()
    assert 'href="http://localhost:8000/invitations/abc/"' in page
    paper = browser.get(f"/mailbox/{key}/paper/")
    assert '<base target="_blank">' in paper.content.decode()
    assert "sandbox" in paper["Content-Security-Policy"]


def test_users_of_clients_read_it_too(world: World, folder: Path) -> None:
    put(folder, "Hello Zoe")
    assert "Hello Zoe" in signed_in(world.zoe).get("/mailbox/").content.decode()


def test_it_is_empty_before_the_first_letter(world: World, folder: Path) -> None:
    assert not folder.exists()
    assert "No letters yet" in signed_in(world.fay).get("/mailbox/").content.decode()


def test_a_letter_that_is_html_stays_words(world: World, folder: Path) -> None:
    key = put(folder, "<script>alert(1)</script>", html="<script>alert(2)</script>")
    browser = signed_in(world.fay)
    for page in ("/mailbox/", f"/mailbox/{key}/"):
        assert "<script>alert" not in browser.get(page).content.decode()
    assert "script-src" not in browser.get(f"/mailbox/{key}/paper/")["Content-Security-Policy"]


def test_strangers_sign_in_first(world: World, folder: Path) -> None:
    key = put(folder, "Secret")
    for page in ("/mailbox/", f"/mailbox/{key}/", f"/mailbox/{key}/paper/"):
        assert Browser().get(page)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("key", ["nowhere", "..", quote("../../secret", safe=""), "%00", "x" * 3000])
def test_what_is_no_letter_is_not_found(world: World, folder: Path, key: str) -> None:
    put(folder, "Hello")
    assert signed_in(world.fay).get(f"/mailbox/{key}/").status_code == 404


def test_outside_a_demo_there_is_no_mailbox(world: World, folder: Path, settings: LazySettings) -> None:
    key = put(folder, "Secret")
    settings.TENURE_DEMO = False
    browser = signed_in(world.olive)
    for page in ("/mailbox/", f"/mailbox/{key}/", f"/mailbox/{key}/paper/"):
        assert browser.get(page).status_code == 404
    assert "/mailbox/" not in browser.get("/team/").content.decode()
