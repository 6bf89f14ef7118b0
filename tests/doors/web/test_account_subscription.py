"""Subscription on the client's own side, as a browser goes through it (R7, R12, R15, R20, R48)."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.operations.documents import add_document
from tenure.operations.own_plan_turns import turn_own_plans
from tenure.records.models import Client, LogEntry, OwnPlan, PlanPayment, Subscription
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = practice_world("practice")
    world.birch.users.filter(person=world.ian).update(state="joined", joined_at=timezone.now())
    return world


def look(browser: Browser, name: str, *args: str) -> str:
    """The page's own words, on one line."""
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def confirm(browser: Browser, name: str, *args: str, follow: bool = True, **answers: str) -> tuple[int, str]:
    """Opens the page, then presses its button."""
    address = reverse(name, args=args)
    page = browser.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(digest|seen)" value="([^"]*)"', page))
    answer = browser.post(address, {**hidden, **answers}, follow=follow)
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_says_what_runs_who_pays_and_what_is_stopped_by_whom(world: World) -> None:
    product = product_of(world.birch, "bookkeeping")
    do(world, world.mina, Verb.DEACTIVATE, product, Answers(acknowledged_wait=True, owner=world.zoe.id))
    said = look(signed_in(world.zoe), "own_subscription", world.birch.id)
    assert "Northline Accounting pays for what you have." in said
    assert "Bookkeeping Deactivated Northline Accounting pays · stopped since" in said
    assert "by Mina Okafor" in said
    assert "Start the free trial" in said
    assert "EUR 29.00 a month" in said


def test_a_standard_user_sees_it_without_buttons_and_reads_whom_to_ask(world: World) -> None:
    browser = signed_in(world.ian)
    said = look(browser, "own_subscription", world.birch.id)
    assert "Ask an administrator of this account: Zoe Birch." in said
    assert "Start the free trial" not in said
    assert "Subscribe" not in said
    entries = LogEntry.objects.count()
    for name in ("own_trial", "own_cancellation"):
        assert browser.get(reverse(name, args=[world.birch.id])).status_code == 403
    assert LogEntry.objects.count() == entries, "looking writes nothing"
    assert browser.post(reverse("own_trial", args=[world.birch.id])).status_code == 403
    assert LogEntry.objects.filter(event="refused").count() == 1


def test_looking_does_nothing_and_one_button_starts_the_trial(world: World) -> None:
    browser = signed_in(world.zoe)
    said = look(browser, "own_trial", world.birch.id)
    assert "“Business” runs as a free trial from today." in said
    assert "Northline Accounting sees that you pay for yourself." in said
    assert "It can disconnect you, and no longer deactivate or delete your account." in said
    assert not OwnPlan.objects.exists()
    status, said = confirm(browser, "own_trial", world.birch.id)
    assert status == 200
    assert "The free trial has begun." in said
    assert "14 days left" in said
    assert fresh(world.birch).payer == "client"
    assert confirm(browser, "own_trial", world.birch.id)[0] == 409
    assert "has a plan of its own already" in look(browser, "own_trial", world.birch.id)


def test_what_moved_meanwhile_is_shown_and_nothing_is_done(world: World) -> None:
    browser = signed_in(world.zoe)
    product = product_of(world.birch, "bookkeeping")
    do(world, world.mina, Verb.DEACTIVATE, product, Answers(acknowledged_wait=True, owner=world.zoe.id))
    address = reverse("own_trial", args=[world.birch.id])
    page = browser.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(digest|seen)" value="([^"]*)"', page))
    user = world.actor(world.zoe)
    add_document(world.birch.id, ContentFile(b"x"), name="bill.pdf", actor=user)
    answer = browser.post(address, hidden)
    assert answer.status_code == 409
    assert "The facts have changed since you looked." in answer.content.decode()
    assert not OwnPlan.objects.exists()


def test_what_waits_is_extracted_or_left_as_the_person_says(world: World) -> None:
    product = product_of(world.birch, "bookkeeping")
    do(world, world.mina, Verb.DEACTIVATE, product, Answers(acknowledged_wait=True, owner=world.zoe.id))
    user = world.actor(world.zoe)
    paper = add_document(world.birch.id, ContentFile(b"x"), name="bill.pdf", actor=user).document
    browser = signed_in(world.zoe)
    assert "1 document that waits is extracted under your plan." in look(browser, "own_trial", world.birch.id)
    confirm(browser, "own_trial", world.birch.id, read="0")
    paper.refresh_from_db()
    assert paper.state == "held"


def test_subscribing_shows_the_price_first_and_the_payment_afterwards(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    browser = signed_in(world.zoe)
    assert "Nothing runs now." in look(browser, "own_subscription", world.birch.id)
    said = look(browser, "own_plan", world.birch.id, "business")
    assert "EUR 29.00 is to be paid by" in said
    _status, said = confirm(browser, "own_plan", world.birch.id, "business")
    assert "Your plan has begun." in said
    payment = PlanPayment.objects.get()
    assert payment.reference in said
    assert "To be paid" in said
    assert payment.reference not in look(signed_in(world.ian), "own_subscription", world.birch.id)


def test_a_paid_plan_is_cancelled_with_its_month_and_can_be_resumed(world: World) -> None:
    browser = signed_in(world.zoe)
    confirm(browser, "own_plan", world.birch.id, "business")
    _status, said = confirm(browser, "own_cancellation", world.birch.id)
    assert "It runs to the end of the month that is paid." in said
    assert "Resume the plan" in said
    _status, said = confirm(browser, "own_plan", world.birch.id, "business")
    assert "Your plan goes on." in said
    assert OwnPlan.objects.get().cancelled_at is None


def test_a_foreign_account_and_an_unknown_plan_are_missing(world: World) -> None:
    browser = signed_in(world.ann)
    for name in ("own_subscription", "own_trial", "own_cancellation"):
        assert browser.get(reverse(name, args=[world.birch.id])).status_code == 404
    assert browser.get(reverse("own_plan", args=[world.acme.id, "golden"])).status_code == 404


def test_a_broken_form_is_no_error_of_ours(world: World) -> None:
    browser = signed_in(world.zoe)
    address = reverse("own_trial", args=[world.birch.id])
    for form in ({}, {"digest": "x" * 10_000, "seen": "," * 10_000, "read": "perhaps"}):
        assert browser.post(address, form).status_code == 409
    assert not Subscription.objects.filter(client=world.birch, payer="client").exists()


def firm_page(world: World, client: Client, name: str) -> str:
    return look(signed_in(world.olive), name, client.id)


def test_the_firm_reads_until_when_and_may_disconnect_only_r15(world: World) -> None:
    confirm(signed_in(world.zoe), "own_trial", world.birch.id)
    plan = OwnPlan.objects.get()
    ends, begins = plan.ends_on, f"{plan.began_on.day} {plan.began_on:%B %Y}"
    said = firm_page(world, world.birch, "client_subscription")
    day = f"{ends.day} {ends:%B %Y}"
    assert f"Pays for itself: free trial until {day}" in said
    assert f"Trial of the client's own · since {begins} · until {day}" in said
    assert "Disconnect client" in said
    for verb in (Verb.DEACTIVATE, Verb.DELETE):
        answer = signed_in(world.olive).get(
            reverse(
                "verb", args=[verb, product_of(world.birch) if verb is Verb.DEACTIVATE else world.birch.id]
            )
        )
        assert "pays for its own subscription" in answer.content.decode()
    turn_own_plans(timezone.now() + timedelta(days=15))
    assert "Pays for itself" not in firm_page(world, world.birch, "client_subscription")
