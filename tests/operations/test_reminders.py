"""A week before a wait ends and on the day, administrators are told: once each, and only if it matters (R22)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tenure.core.actions import Answers, Verb
from tenure.operations.letters import NothingToSay, compose
from tenure.operations.reminders import remind
from tenure.records.models import Client, Firm, OutboxMail, Stop, Wait
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ENDS = date(2026, 7, 2)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def waiting(world: World, client: Client, until: date = ENDS) -> Wait:
    """The wait of a client's first product, deactivated four months before `until`."""
    if not OutboxMail.objects.exists():
        do(world, world.mina, Verb.DEACTIVATE, product_of(client), Answers(acknowledged_wait=True), at=NOON)
        OutboxMail.objects.all().delete()
    wait = Wait.objects.get(client=client)
    Wait.objects.filter(pk=wait.pk).update(until=until)
    wait.refresh_from_db()
    return wait


def on(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_one_letter_a_week_before_and_one_on_the_day(world: World) -> None:
    waiting(world, world.dune)
    told = {}
    day = ENDS - timedelta(days=10)
    while day < ENDS + timedelta(days=20):
        for hour in (6, 12, 18):
            if remind(on(day, hour)):
                told[day] = [mail.kind for mail in OutboxMail.objects.filter(created_at=on(day, hour))]
        day += timedelta(days=1)
    assert told == {ENDS - timedelta(days=7): ["wait_ends_soon"], ENDS: ["wait_ended"]}


def test_the_letter_names_the_product_and_the_day_to_administrators_only(world: World) -> None:
    waiting(world, world.dune)
    remind(on(ENDS - timedelta(days=7)))
    (mail,) = OutboxMail.objects.all()
    assert mail.to_address == world.olive.email
    letter = compose(mail)
    assert letter.subject == "1 wait ends on 2 July 2026"
    assert "Bookkeeping of Dune Surveying" in letter.text
    assert "http://localhost:8000/clients/?tab=deactivated" in letter.text
    assert "Dune" not in str(mail.context), "the outbox keeps ids, so that an erased client is named nowhere"


def test_the_day_is_the_firms(world: World) -> None:
    Firm.objects.filter(pk=world.firm.pk).update(time_zone="Pacific/Auckland")
    waiting(world, world.dune)
    evening_before = datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    remind(evening_before)
    assert [mail.kind for mail in OutboxMail.objects.all()] == ["wait_ended"], "in Auckland it is the 2nd"


def test_a_worker_that_was_off_catches_up_but_tells_no_old_news(world: World) -> None:
    waiting(world, world.dune)
    assert remind(on(ENDS + timedelta(days=3))) == 1
    OutboxMail.objects.all().delete()
    assert remind(on(ENDS + timedelta(days=8))) == 0


@pytest.mark.parametrize("change", ["approved", "reactivated", "disconnected"])
def test_no_reminder_once_it_does_not_matter(world: World, change: str) -> None:
    wait = waiting(world, world.dune)
    match change:
        case "approved":
            Wait.objects.filter(pk=wait.pk).update(approved_at=NOON)
        case "reactivated":
            Stop.objects.filter(client=world.dune).update(lifted_at=NOON)
        case _:
            Client.objects.filter(pk=world.dune.pk).update(firm=None)
    assert remind(on(ENDS)) == 0


def test_many_waits_of_one_day_are_one_letter(world: World) -> None:
    waiting(world, world.dune)
    do(
        world,
        world.mina,
        Verb.DEACTIVATE,
        product_of(world.birch),
        Answers(acknowledged_wait=True, owner=world.zoe.id),
        at=NOON,
    )
    OutboxMail.objects.all().delete()
    assert remind(on(ENDS)) == 1
    letter = compose(OutboxMail.objects.get())
    assert letter.subject == "2 waits are over"
    assert "Bookkeeping of Birch & Sons" in letter.text


def test_a_reminder_whose_clients_are_erased_says_nothing(world: World) -> None:
    wait = waiting(world, world.dune)
    remind(on(ENDS))
    Wait.objects.filter(pk=wait.pk).delete()
    with pytest.raises(NothingToSay):
        compose(OutboxMail.objects.get())
