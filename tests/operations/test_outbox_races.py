"""Two workers at once: every letter leaves, none twice."""

from collections import Counter
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from tenure.operations.outbox import deliver_due
from tenure.operations.reminders import remind
from tenure.records.models import MailState, OutboxMail
from tests.operations.test_outbox import AT, put
from tests.operations.test_races import at_once
from tests.operations.test_reminders import waiting
from tests.outlets.post_office import open_post_office
from tests.worlds import practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

WORKERS, LETTERS = 4, 60


def deliver_all() -> int:
    sent = 0
    while done := deliver_due(AT, limit=5).sent:
        sent += done
    return sent


def test_workers_side_by_side_send_each_letter_once(settings: Settings) -> None:
    world = practice_world("practice")
    mails = [put(world, address=f"user{number}@example.com") for number in range(LETTERS)]
    with open_post_office() as office:
        settings.MAILERS = office.mailers
        counts = at_once([deliver_all] * WORKERS)
        # A worker that lost every claim of a round stops early here; the next look takes what is left.
        left = deliver_all()
    assert sum(count for count in counts if isinstance(count, int)) + left == LETTERS
    arrived = Counter(letter["Message-ID"] for letter in office.letters)
    assert len(arrived) == LETTERS
    assert set(arrived.values()) == {1}
    assert OutboxMail.objects.filter(state=MailState.SENT, attempts=1).count() == len(mails)


def test_workers_side_by_side_remind_once() -> None:
    world = practice_world("practice")
    wait = waiting(world, world.dune, until=AT.date() + timedelta(days=7))
    counts = at_once([lambda: remind(AT)] * WORKERS)
    assert all(isinstance(count, int) for count in counts)
    assert [mail.context["waits"] for mail in OutboxMail.objects.all()] == [[wait.id]]
