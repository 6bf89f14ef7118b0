"""Letters leave once: sent, tried again, failed, or unknown and left to a person (R11, R19, R23)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tenure.core.actor import Side
from tenure.operations import leases, outbox
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.log import verify
from tenure.operations.outbox import Delivery, deliver_due, give_up, resend
from tenure.records.models import LogEntry, MailState, OutboxMail
from tenure.records.outbox import letters_of, tally_of
from tests.outlets.post_office import PostOffice, body, open_post_office
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with open_post_office() as office:
        settings.MAILERS = office.mailers
        yield office


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def put(world: World, address: str = "zoe.birch@example.com", **fields: object) -> OutboxMail:
    context = {
        "client_name": "Birch & Sons",
        "client_id": world.birch.id,
        "firm_name": world.firm.name,
        "actor_name": "Mina Okafor",
        "at": AT.isoformat(),
        "target_name": "Birch & Sons",
        "target_kind": "client",
        "lines": [],
    }
    defaults: dict[str, object] = {
        "firm": world.firm,
        "kind": "disconnect",
        "to_address": address,
        "to_name": "Zoe Birch",
        "side": Side.CLIENT.value,
        "context": context,
        "next_at": AT,
    }
    return OutboxMail.objects.create(**{**defaults, **fields})


def again(mail: OutboxMail) -> OutboxMail:
    mail.refresh_from_db()
    return mail


def test_a_letter_leaves_once_and_keeps_its_message_id(world: World, office: PostOffice) -> None:
    mail = put(world)
    assert deliver_due(AT) == Delivery(sent=1)
    assert deliver_due(AT) == Delivery()
    (letter,) = office.letters
    assert letter["Subject"] == "Birch & Sons is disconnected from Northline Accounting"
    assert "You keep your account" in body(letter, "plain")
    again(mail)
    assert (mail.state, mail.attempts, mail.lease_key) == (MailState.SENT, 1, "")
    assert mail.message_id == letter["Message-ID"] == f"<{mail.id}@localhost>"
    assert mail.sent_at is not None


def test_a_letter_for_later_waits_for_its_time(world: World, office: PostOffice) -> None:
    put(world, next_at=AT + timedelta(hours=1))
    assert deliver_due(AT) == Delivery()
    assert deliver_due(AT + timedelta(hours=1)) == Delivery(sent=1)


def test_come_back_later_is_tried_again_after_a_doubling_rest(world: World, office: PostOffice) -> None:
    mail = put(world)
    office.to_receiver = lambda _address: "451 come back later"
    assert deliver_due(AT) == Delivery(later=1)
    assert (again(mail).state, mail.last_error) == (MailState.WAITING, "451 come back later")
    assert deliver_due(AT + timedelta(seconds=59)) == Delivery()
    assert deliver_due(AT + timedelta(seconds=65)) == Delivery(later=1)
    office.to_receiver = lambda _address: "250 taken"
    assert deliver_due(AT + timedelta(seconds=150)) == Delivery()
    assert deliver_due(AT + timedelta(seconds=200)) == Delivery(sent=1)
    assert again(mail).attempts == 3
    assert office.letters[0]["Message-ID"] == mail.message_id


def test_rests_double_up_to_four_hours_and_last_four_days_in_all() -> None:
    rests = [leases.wait_after(attempts) for attempts in range(1, leases.MOST_ATTEMPTS)]
    assert rests[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(rests) == timedelta(hours=4)
    assert timedelta(days=4) <= sum(rests, timedelta()) < timedelta(days=5)


def test_after_the_last_attempt_the_letter_has_failed(world: World, office: PostOffice) -> None:
    mail = put(world, attempts=leases.MOST_ATTEMPTS - 1)
    office.to_receiver = lambda _address: "451 come back later"
    assert deliver_due(AT) == Delivery(failed=1)
    assert again(mail).state == MailState.FAILED


def test_a_refusal_for_good_is_not_tried_again(world: World, office: PostOffice) -> None:
    mail = put(world)
    office.to_receiver = lambda _address: "550 nobody of this name"
    assert deliver_due(AT) == Delivery(failed=1)
    assert (again(mail).state, mail.last_error) == (MailState.FAILED, "550 nobody of this name")
    assert deliver_due(AT + timedelta(days=1)) == Delivery()


def test_a_server_that_is_away_postpones_all_letters_at_once(world: World, settings: Settings) -> None:
    with open_post_office() as office:
        settings.MAILERS = office.mailers
    fresh, tried = put(world), put(world, attempts=3)
    assert deliver_due(AT) == Delivery(later=2)
    assert "refused" in again(fresh).last_error
    assert (again(tried).attempts, fresh.attempts) == (4, 1)
    assert tried.next_at - fresh.next_at == timedelta(minutes=7)
    assert (fresh.state, fresh.lease_until) == (MailState.WAITING, None)


def test_a_letter_that_cannot_be_written_fails_and_holds_up_no_other(
    world: World, office: PostOffice
) -> None:
    broken, whole = put(world, context={}), put(world)
    assert deliver_due(AT) == Delivery(sent=1, failed=1)
    assert (again(broken).state, again(whole).state) == (MailState.FAILED, MailState.SENT)
    assert broken.last_error == outbox.UNWRITABLE


def test_a_connection_lost_in_the_middle_is_unknown_and_left_to_a_person(
    world: World, office: PostOffice
) -> None:
    mail = put(world)
    office.break_off = True
    assert deliver_due(AT) == Delivery(unknown=1)
    assert again(mail).state == MailState.UNKNOWN
    office.break_off = False
    assert deliver_due(AT + timedelta(days=1)) == Delivery()
    resend(mail.id, actor=world.actor(world.olive), at=AT)
    assert deliver_due(AT) == Delivery(sent=1)
    assert office.letters[-1]["Message-ID"] == again(mail).message_id
    assert [entry.event for entry in LogEntry.objects.filter(chain=world.firm.id)] == ["letter_resent"]
    assert list(verify()) == []


def test_what_a_dead_worker_held_in_its_hand_is_unknown_what_it_had_claimed_is_sent(
    world: World, office: PostOffice
) -> None:
    in_hand, claimed = put(world), put(world)
    key, mails = leases.claim(AT, 20)
    assert {mail.id for mail in mails} == {in_hand.id, claimed.id}
    assert leases.take_in_hand(in_hand, key, AT)
    assert deliver_due(AT + timedelta(minutes=2)) == Delivery(), "its leases still hold"
    assert deliver_due(AT + timedelta(minutes=6)) == Delivery(sent=1, unknown=1)
    assert (again(in_hand).state, in_hand.last_error) == (MailState.UNKNOWN, outbox.LOST)
    assert again(claimed).state == MailState.SENT


def test_a_worker_thought_dead_may_still_say_that_the_letter_left(world: World, office: PostOffice) -> None:
    mail = put(world)
    key, _ = leases.claim(AT, 20)
    leases.take_in_hand(mail, key, AT)
    deliver_due(AT + timedelta(minutes=6))
    leases.note_sent(mail, key, AT + timedelta(minutes=7))
    assert again(mail).state == MailState.SENT


def test_a_worker_that_is_to_stop_lets_go_what_it_did_not_touch(world: World, office: PostOffice) -> None:
    for _ in range(3):
        put(world)
    assert deliver_due(AT, stopping=lambda: len(office.letters) > 0) == Delivery(sent=1)
    assert OutboxMail.objects.filter(state=MailState.WAITING, lease_until=None, lease_key="").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_moment_makes_no_letter_unknown(
    world: World, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "ASK_AGAIN", 0)
    mail, failures, note_sent = put(world), [OperationalError("database is locked")], leases.note_sent

    def first_fail(*said: object) -> None:
        if failures:
            raise failures.pop()
        note_sent(*said)  # type: ignore[arg-type]

    monkeypatch.setattr(leases, "note_sent", first_fail)
    assert deliver_due(AT) == Delivery(sent=1)
    assert again(mail).state == MailState.SENT
    assert len(office.letters) == 1


def test_a_letter_given_up_does_not_leave(world: World, office: PostOffice) -> None:
    mail = put(world)
    give_up(mail.id, actor=world.actor(world.olive), at=AT)
    assert deliver_due(AT) == Delivery()
    assert (again(mail).state, mail.last_error) == (MailState.FAILED, outbox.GIVEN_UP)


def test_an_invitation_given_up_has_lost_its_link_and_cannot_be_sent(
    world: World, office: PostOffice
) -> None:
    context = {"link": "https://tenure.example/invitations/secret/", "firm_name": "Northline Accounting"}
    mail = put(world, kind="invite_user", context=context)
    give_up(mail.id, actor=world.actor(world.olive), at=AT)
    assert "secret" not in str(again(mail).context)
    with pytest.raises(Invalid):
        resend(mail.id, actor=world.actor(world.olive), at=AT)


def test_only_who_may_and_only_at_their_own_firm(world: World) -> None:
    mail = put(world, state=MailState.FAILED)
    with pytest.raises(NotAllowed):
        resend(mail.id, actor=world.actor(world.fay), at=AT)
    with pytest.raises(Missing):
        resend(mail.id, actor=world.actor(world.stan), at=AT)
    assert again(mail).state == MailState.FAILED
    assert [letters_of(world.actor(who)).count() for who in (world.olive, world.fay, world.stan)] == [1, 0, 0]
    assert tally_of(world.actor(world.olive))[MailState.FAILED] == 1


def test_a_letter_that_left_is_neither_sent_again_nor_called_back(world: World) -> None:
    mail = put(world, state=MailState.SENT)
    for verb in (resend, give_up):
        with pytest.raises(Invalid):
            verb(mail.id, actor=world.actor(world.olive), at=AT)


def test_looking_for_work_every_second_reads_an_index_not_the_whole_outbox(world: World) -> None:
    with CaptureQueriesContext(connection) as questions:
        deliver_due(AT)
    assert len(questions) == 2, "letters of dead workers, and letters that are due"
    if connection.vendor == "sqlite":
        assert "obx_due" in leases.due_at(AT).explain()
        assert "obx_due" in leases.lost_at(AT).explain()
