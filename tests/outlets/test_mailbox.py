"""The mailbox folder that a demo shows instead of a mail server."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tenure.outlets.mail import Post, Sent
from tenure.outlets.mailbox import mailbox_folder, read_letter, read_mailbox
from tests.outlets.test_mail import LETTER


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "mail" / "box"
    options = {"folder": str(folder)}
    settings.MAILERS = {"default": {"BACKEND": "tenure.outlets.mailbox.MaildirBackend", "OPTIONS": options}}
    return folder


def write(*subjects: str) -> None:
    with Post() as post:
        for subject in subjects:
            post.connect()
            assert post.hand_over(replace(LETTER, subject=subject)) == Sent()


def test_letters_are_read_back_newest_first(folder: Path) -> None:
    assert read_mailbox(folder) == [], "before the first letter there is no folder"
    write("first", "second", "third")
    assert mailbox_folder() == folder
    letters = read_mailbox(folder, limit=2)
    assert [letter.subject for letter in letters] == ["third", "second"]
    newest = letters[0]
    assert (newest.to, newest.text.strip(), newest.html.strip()) == (
        '"Zoë Birch, partner" <zoe@example.com>',
        "Hello",
        "<p>Hello</p>",
    )
    assert newest.date.tzinfo is not None
    assert read_letter(folder, newest.key) == newest


def test_a_key_leads_to_letters_only(folder: Path) -> None:
    write("first")
    (folder.parent / "secret").write_text("Subject: secret\n\nsecret")
    (folder / "new" / "link").symlink_to(folder.parent / "secret")
    for key in ("../../secret", "../new", "link", "", ".", str(folder.parent / "secret"), "a\0b"):
        assert read_letter(folder, key) is None


def test_a_letter_that_a_mail_program_has_opened_is_still_found(folder: Path) -> None:
    write("first")
    (letter,) = read_mailbox(folder)
    (folder / "new" / letter.key).rename(folder / "cur" / f"{letter.key}:2,S")
    assert read_letter(folder, letter.key) == letter


def test_a_file_that_is_hardly_a_letter_is_shown_as_far_as_it_goes(folder: Path) -> None:
    write("first")
    (folder / "new" / "odd").write_bytes(
        b"Content-Type: text/plain; charset=klingon\nDate: never\n\n\xff\xfe"
    )
    odd = read_letter(folder, "odd")
    assert odd is not None
    assert (odd.subject, odd.html) == ("", "")


def test_an_installation_with_a_mail_server_has_no_mailbox(settings: Settings) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "tenure.outlets.smtp.SmtpBackend", "OPTIONS": {"host": "mail"}}
    }
    assert mailbox_folder() is None
