"""Around the verbs: which one to use, what was done, what waits, and what can be taken away (R2, R22, R27, R50)."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client as Browser
from icalendar import Calendar

from tenure.core.actions import Answers, Survey, Verb
from tenure.core.profiles import NAMES
from tenure.operations.waits import ask_early_return
from tenure.records.models import Client, OutboxMail, Transition, Wait
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def deactivated(world: World) -> Transition:
    answers = Answers(
        acknowledged_wait=True,
        owner=world.zoe.id,
        survey=Survey(reason="price", score=2, comment="Too dear."),
    )
    return do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), answers)


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("profile", NAMES)
def test_the_decision_help_is_made_from_each_policy_r2(profile: str) -> None:
    world = practice_world(profile)
    browser = signed_in(world.mina)
    text = page(browser, f"/clients/{world.birch.id}/decision/")
    offered = set(re.findall(r'id="verb-(\w+)"', text))
    assert offered == {verb for verb in world.firm.policy["verbs"] if verb not in {"reactivate", "unsuspend"}}
    assert "moving to another accountant" in text
    assert set(re.findall(r'id="verb-(\w+)"', page(browser, "/decision/"))) == offered


def test_the_decision_help_measures_and_says_why_not_r2_r25(world: World) -> None:
    browser = signed_in(world.mina)
    text = page(browser, f"/clients/{world.birch.id}/decision/")
    assert "3 people at Northline Accounting lose access at once." in text
    assert "Birch &amp; Sons has users, so it cannot be deleted." in text
    assert f'href="/disconnection/{world.birch.id}/"' in text
    deactivated(world)
    assert "can be reactivated from" in page(browser, f"/clients/{world.birch.id}/decision/")


def test_an_act_is_shown_as_it_was_confirmed_r50(world: World) -> None:
    made = deactivated(world)
    text = page(signed_in(world.olive), f"/transitions/{made.id}/")
    for effect in made.plan["shown"]["effects"]:
        assert effect["sentence"] in text.replace("&amp;", "&")
    assert "Mina Okafor" in text
    assert made.digest in text
    assert "Too dear." in text
    assert text.count("Waiting to leave") == OutboxMail.objects.filter(transition=made).count()


def test_the_survey_is_for_those_with_the_right_to_it(world: World) -> None:
    text = page(signed_in(world.fay), f"/transitions/{deactivated(world).id}/")
    assert "Too dear." not in text
    assert "Only people with the right to surveys read it." in text


def test_an_act_stays_when_the_client_has_left_without_a_way_to_it(world: World) -> None:
    made = do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    Client.objects.filter(id=world.birch.id).update(name="Birch renamed later")
    text = page(signed_in(world.olive), f"/transitions/{made.id}/")
    assert "Birch &amp; Sons is disconnected." in text
    assert "Birch renamed later" not in text
    assert f"/clients/{world.birch.id}/" not in text


def test_asking_and_approving_an_early_return_on_the_page_r22(world: World) -> None:
    deactivated(world)
    wait = Wait.objects.get()
    mina, olive = signed_in(world.mina), signed_in(world.olive)
    assert "Ask for an early return" in page(mina, "/waits/")
    empty = mina.post(f"/waits/{wait.id}/", {"act": "ask", "reason": " "})
    assert empty.status_code == 422
    assert "Give a reason" in empty.content.decode()
    mina.post(f"/waits/{wait.id}/", {"act": "ask", "reason": "<b>Contract</b>"})
    mine = page(mina, "/waits/")
    assert "&lt;b&gt;Contract&lt;/b&gt;" in mine
    assert 'value="approve"' not in mine
    assert mina.post(f"/waits/{wait.id}/", {"act": "approve"}).status_code == 403
    assert 'value="approve"' in page(olive, "/waits/")
    olive.post(f"/waits/{wait.id}/", {"act": "approve"})
    assert fresh(world.birch).locked_until is None
    assert "No wait is running" in page(olive, "/waits/")
    assert olive.post(f"/waits/{wait.id}/", {"act": "dance"}).status_code == 404
    assert signed_in(world.stan).post(f"/waits/{wait.id}/", {"act": "approve"}).status_code == 404


def test_a_calendar_announces_each_end_r22(world: World) -> None:
    Client.objects.filter(id=world.birch.id).update(name="Birch; Sons, and\nVERB:INJECTED")
    deactivated(world)
    olive = signed_in(world.olive)
    shown = olive.post("/waits/calendar/").content.decode()
    address = re.findall(r"http://testserver(/calendar/[\w-]+\.ics)", shown)[0]
    stranger = Browser()
    feed = stranger.get(address)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Bookkeeping of Birch; Sons, and VERB:INJECTED can be reactivated"
    ]
    assert events[0].decoded("DTSTART") == Wait.objects.get().until
    assert stranger.get(address, headers={"If-None-Match": feed["ETag"]}).status_code == 304
    olive.post("/waits/calendar/")
    assert stranger.get(address).status_code == 404, "a new address ends the old one"
    assert signed_in(world.mina).post("/waits/calendar/").status_code == 403


def test_many_waits_come_page_by_page(world: World) -> None:
    deactivated(world)
    first = Wait.objects.get()
    names = [f"code_{number}" for number in range(60)]
    Wait.objects.bulk_create(
        Wait(firm=world.firm, client=world.birch, product=name, until=first.until) for name in names
    )
    browser, address, seen = signed_in(world.mina), "/waits/", 0
    while address:
        text = page(browser, address)
        seen += text.count("Ask for an early return")
        more = re.search(r'href="(\?after=[^"]+)"', text)
        address = f"/waits/{more[1]}" if more else ""
    assert seen == 61
    assert page(browser, "/waits/?after=nonsense.wai_x")


def test_the_pack_is_offered_on_a_page_and_sent_as_a_file_r27(world: World) -> None:
    browser = signed_in(world.mina)
    assert "manifest.json" in page(browser, f"/clients/{world.birch.id}/export/")
    answer = browser.post(f"/clients/{world.birch.id}/export/")
    assert answer["Content-Type"] == "application/zip"
    assert "Birch _ Sons" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert signed_in(world.fay).get(f"/clients/{world.birch.id}/export/").status_code == 403


def test_who_asks_is_told_that_another_has_to_approve(world: World) -> None:
    deactivated(world)
    at = datetime.now(tz=UTC)
    ask_early_return(Wait.objects.get().id, reason="Soon.", actor=world.actor(world.mina), at=at)
    text = page(signed_in(world.mina), "/waits/")
    assert "Another administrator has to approve it." in text
    assert "Take back" in text
