"""One browser for the whole run, rooms of their own for each journey, and no page that complained.

Django is set up only after this file is read, so what needs its tables is imported where it is used.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browsing import DESKTOP, Room, chromium, open_room

if TYPE_CHECKING:
    from tenure.records.models import Person
    from tests.journeys.post import Letters

type OpenRoom = Callable[..., Room]
type ReadLetters = Callable[[Person], Letters]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def room(browser: Browser, live_server: LiveServer) -> Iterator[OpenRoom]:
    """`room(person)` is a browser in which that person is signed in; `room()` one in which nobody is."""
    opened: list[Room] = []

    def opening(
        person: "Person | None" = None,
        *,
        size: tuple[int, int] = DESKTOP,
        language: str = "en",
        scripts: bool = True,
    ) -> Room:
        new = open_room(browser, live_server.url, language=language, size=size, scripts=scripts)
        opened.append(new)
        if person is not None:
            sign_in_by_cookie(new, live_server.url, person)
        return new

    yield opening
    for one in opened:
        one.context.close()
    assert [complaint for one in opened for complaint in one.complaints] == []


def sign_in_by_cookie(room: Room, server: str, person: "Person") -> None:
    """Signs somebody in without the form, which has journeys of its own."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    cookies = Client()
    cookies.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    room.context.add_cookies([{"name": name, "value": cookies.cookies[name].value, "url": server}])


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which letters land, shown as in a demo."""
    folder = tmp_path / "mailbox"
    backend = "tenure.outlets.mailbox.MaildirBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"folder": str(folder)}}}
    settings.TENURE_DEMO = True
    return folder


@pytest.fixture
def letters(mailbox: Path, room: OpenRoom) -> "ReadLetters":
    """`letters(person)` is the mailbox page, read by somebody who may see it."""
    from tests.journeys.post import Letters  # noqa: PLC0415

    return lambda person: Letters(page=room(person).tab())
