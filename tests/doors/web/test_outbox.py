"""The outbox's pages: states, why and when again, a second sending only on purpose (R11, R19, R23)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.operations.members import invite_colleague
from tenure.records.models import LogEntry, MailState, OutboxMail, Role
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

SECRET = "the-only-token"


@pytest.fixture
def world() -> World:
    return practice_world()


def invited(world: World) -> OutboxMail:
    staff = Role.objects.get(firm=world.firm, key="staff")
    invite_colleague(
        email="nina@example.com",
        name="Nina",
        role_id=staff.id,
        link_to=lambda _token: f"http://localhost:8000/invitations/{SECRET}/",
        actor=world.actor(world.olive),
    )
    return OutboxMail.objects.get(kind="invite_colleague")


def came_to(mail: OutboxMail, state: MailState, error: str = "") -> OutboxMail:
    OutboxMail.objects.filter(pk=mail.pk).update(state=state.value, last_error=error, attempts=1)
    mail.refresh_from_db()
    return mail


def read(world: World, page: str) -> str:
    answer = signed_in(world.olive).get(page)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def test_letters_are_listed_with_their_state(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.dune.id, Answers())
    came_to(invited(world), MailState.FAILED, "550 no such user <nina>")
    page = read(world, "/outbox/")
    assert "Dune Surveying is disconnected" in page
    assert "550 no such user <nina>" in page
    failed = read(world, "/outbox/?state=failed")
    assert "nina@example.com" in failed
    assert "Dune Surveying" not in failed
    assert "No letter in this state" in read(world, "/outbox/?state=unknown")


@pytest.mark.parametrize(
    "query", ["?state=lost", "?cursor=%00", "?cursor=" + "A" * 5000, "?cursor=W10", "?state="]
)
def test_a_strange_address_is_the_beginning(world: World, query: str) -> None:
    invited(world)
    assert "nina@example.com" in read(world, f"/outbox/{query}")


def test_pages_lead_on_and_back_and_miss_nobody(world: World) -> None:
    at = timezone.now()
    moments = [at - timedelta(minutes=number // 3) for number in range(120)]
    OutboxMail.objects.bulk_create(
        OutboxMail(
            firm=world.firm, kind="x", side="firm", to_address=f"{number}@example.com", created_at=moment
        )
        for number, moment in enumerate(moments)
    )
    seen = list(walk(world))
    assert len(seen) == len(set(seen)) == 120
    order = OutboxMail.objects.order_by("-created_at", "-id").values_list("to_address", flat=True)
    assert seen == list(order)


def walk(world: World) -> Iterator[str]:
    browser, address = signed_in(world.olive), "/outbox/"
    while address:
        page = unescape(browser.get(address).content.decode())
        yield from re.findall(r'class="who__sub">(\d+@example\.com)', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        back = re.search(r'href="([^"]+)" rel="prev"', page)
        if back is not None:
            assert browser.get(back[1]).status_code == 200
        address = following[1] if following else ""


def test_the_letter_is_read_in_a_frame_that_can_do_nothing_and_lets_nobody_in(world: World) -> None:
    mail = invited(world)
    page = signed_in(world.olive).get(f"/outbox/{mail.id}/")
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    paper = signed_in(world.olive).get(f"/outbox/{mail.id}/paper/")
    assert "default-src 'none'" in paper["Content-Security-Policy"]
    assert "sandbox" in paper["Content-Security-Policy"]
    assert "script-src" not in paper["Content-Security-Policy"]
    assert paper["X-Frame-Options"] == "SAMEORIGIN"
    for shown in (page, paper):
        assert "Olive Reed invites you" in shown.content.decode()
        assert SECRET not in shown.content.decode()


def test_other_pages_cannot_be_framed(world: World) -> None:
    assert signed_in(world.olive).get("/outbox/")["X-Frame-Options"] == "DENY"


def test_a_failed_letter_is_sent_again(world: World) -> None:
    mail = came_to(invited(world), MailState.FAILED, "550")
    assert signed_in(world.olive).post(f"/outbox/{mail.id}/again/").status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == ("waiting", 0, "")


def test_a_letter_that_may_have_arrived_is_sent_again_only_on_purpose(world: World) -> None:
    mail, browser = came_to(invited(world), MailState.UNKNOWN), signed_in(world.olive)
    assert "I know that it may arrive twice." in read(world, f"/outbox/{mail.id}/")
    answer = browser.post(f"/outbox/{mail.id}/again/")
    assert answer.status_code == 422
    assert "it may arrive twice" in answer.content.decode()
    mail.refresh_from_db()
    assert mail.state == "unknown"
    assert browser.post(f"/outbox/{mail.id}/again/", {"twice": "yes"}).status_code == 302
    mail.refresh_from_db()
    assert mail.state == "waiting"


def test_a_letter_given_up_loses_its_link_and_says_so(world: World) -> None:
    mail, browser = invited(world), signed_in(world.olive)
    assert browser.post(f"/outbox/{mail.id}/end/").status_code == 302
    page = read(world, f"/outbox/{mail.id}/")
    assert "Given up by a person." in page
    assert "its link is gone" in page
    assert browser.post(f"/outbox/{mail.id}/again/").status_code == 409


@pytest.mark.parametrize("page", ["again", "end"])
def test_what_has_left_stays_sent(world: World, page: str) -> None:
    mail = came_to(invited(world), MailState.SENT)
    assert signed_in(world.olive).post(f"/outbox/{mail.id}/{page}/").status_code == 409
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_the_next_try_is_said(world: World) -> None:
    mail = came_to(invited(world), MailState.WAITING, "The mail server does not answer.")
    assert "next try at" in read(world, "/outbox/")
    assert "Next try" in read(world, f"/outbox/{mail.id}/")


def test_without_the_right_nobody_reads_or_sends(world: World) -> None:
    mail = came_to(invited(world), MailState.FAILED)
    for who in (world.fay, world.mina):
        browser = signed_in(who)
        looks = [
            browser.get(page) for page in ("/outbox/", f"/outbox/{mail.id}/", f"/outbox/{mail.id}/paper/")
        ]
        tries = [browser.post(f"/outbox/{mail.id}/{page}/") for page in ("again", "end")]
        for answer in (*looks, *tries):
            assert answer.status_code == 403
            assert "Olive Reed" in answer.content.decode()
            assert "nina@example.com" not in answer.content.decode()
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert LogEntry.objects.filter(event="refused").count() == 4


def test_another_firms_letter_looks_like_none(world: World) -> None:
    mail, browser = invited(world), signed_in(world.stan)
    for letter in (mail.id, "obx_nowhere", "%00"):
        assert browser.get(f"/outbox/{letter}/").status_code == 404
        assert browser.get(f"/outbox/{letter}/paper/").status_code == 404
        assert browser.post(f"/outbox/{letter}/again/", {"twice": "yes"}).status_code == 404
    assert "nina@example.com" not in browser.get("/outbox/").content.decode()
