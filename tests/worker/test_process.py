"""The worker as its own process: stops cleanly when asked, and is honest about what it did when it is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tenure.operations.outbox import Delivery, deliver_due, resend
from tenure.records.models import MailState
from tests.operations.test_outbox import again, put
from tests.outlets.post_office import PostOffice, open_post_office
from tests.worlds import practice_world

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 30


def database_url() -> str:
    """The database of this test, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(settings['NAME']))}"
    at = f"{settings['USER']}@/{settings['NAME']}"
    return f"postgresql://{at}?host={quote(settings['HOST'], safe='')}"


@contextmanager
def worker(office: PostOffice, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "TENURE_SMTP_URL": office.url,
        "TENURE_DATA": str(folder),
    }
    process = subprocess.Popen([sys.executable, "-m", "tenure.worker"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(SECONDS)


def test_a_worker_killed_while_sending_leaves_the_letter_unknown_and_never_sends_it_twice(
    tmp_path: Path, settings: Settings
) -> None:
    world = practice_world("practice")
    now = timezone.now()
    mail, next_mail = put(world, next_at=now), put(world, next_at=now)
    with open_post_office() as office:
        office.hang = True
        with worker(office, tmp_path) as process:
            assert office.reading.wait(SECONDS)
            process.send_signal(signal.SIGKILL)
            process.wait(SECONDS)
        assert (again(mail).state, again(next_mail).state) == (MailState.SENDING, MailState.WAITING)
        office.hang = False
        settings.MAILERS = office.mailers
        assert deliver_due(timezone.now() + timedelta(minutes=6)) == Delivery(sent=1, unknown=1)
        assert (again(mail).state, again(next_mail).state) == (MailState.UNKNOWN, MailState.SENT)
        assert deliver_due(timezone.now() + timedelta(days=2)) == Delivery()
        resend(mail.id, actor=world.actor(world.olive))
        assert deliver_due() == Delivery(sent=1)
        assert [letter["Message-ID"] for letter in office.letters] == [next_mail.message_id, mail.message_id]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_finishes_the_letter_in_hand(tmp_path: Path, number: signal.Signals) -> None:
    world = practice_world("practice")
    in_hand, next_mail = put(world, next_at=timezone.now()), put(world, next_at=timezone.now())
    with open_post_office() as office:
        office.seconds_to_read = 1
        with worker(office, tmp_path) as process:
            assert office.reading.wait(SECONDS)
            process.send_signal(number)
            assert process.wait(SECONDS) == 0
    assert again(in_hand).state == MailState.SENT
    assert (again(next_mail).state, next_mail.lease_until) == (MailState.WAITING, None)
