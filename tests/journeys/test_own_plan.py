"""After a disconnect: the trial, its reminders, its end, a plan of one's own; in both languages (R12, R15, R20, R48)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from tenure.records.models import OutboxMail, OwnPlan, Person, PlanPayment
from tenure.worker.duties import DUTIES
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import add_paper, at, choose, follow, main, press, sees, sees_not, told, turn_to
from tests.journeys.ways import deactivate_bookkeeping, disconnect_birch
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def days_pass(days: int) -> None:
    """The worker looks at own plans and trials as it will so many days from now."""
    at_that_time = timezone.now() + timedelta(days=days)
    for duty in DUTIES:
        if duty.name in {"own plans", "trial reminders"}:
            duty.perform(at_that_time, lambda: False)
    # What was written then is to be read in this journey.
    OutboxMail.objects.update(next_at=timezone.now())


def open_subscription(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Subscription", exact=True).click()
    at(page, "Subscription")


def test_disconnect_trial_trial_ends_subscribe_r12(room: OpenRoom, letters: ReadLetters) -> None:
    world = practice_world("practice")
    firm = room(world.mina).tab(f"/disconnection/{world.birch.id}/")
    disconnect_birch(firm)
    page = room(world.zoe).tab(f"/account/{world.birch.id}/")
    open_subscription(page)
    sees(page, "Nothing runs now. Choose a plan, and it does.")
    follow(page, "Start the free trial")
    at(page, "Start the free trial")
    sees(page, "“Business” runs as a free trial from today.", "All users keep their access")
    assert not OwnPlan.objects.exists()
    press(page, "Start the free trial")
    told(page, "The free trial has begun.")
    sees(page, "14 days left", "It ends by itself on")
    days_pass(7)
    days_pass(11)
    days_pass(13)
    days_pass(14)
    post = letters(world.zoe)
    subjects = [subject for to, subject in post.received() if "Zoe" in to and "trial" in subject]
    assert subjects == [
        "The free trial of Birch & Sons ends in 1 day",
        "The free trial of Birch & Sons ends in 3 days",
        "The free trial of Birch & Sons ends in 7 days",
        "The free trial of Birch & Sons has begun",
        "The free trial of Birch & Sons has ended",
    ]
    open_subscription(page)
    sees(page, "The free trial is used.")
    sees_not(page, "Start the free trial")
    main(page).get_by_role("region", name="Business").get_by_role("link", name="Subscribe").click()
    at(page, "Subscribe")
    sees(page, "EUR 29.00 is to be paid by")
    press(page, "Subscribe")
    told(page, "Your plan has begun.")
    sees(page, "Your own plan", PlanPayment.objects.get().reference)
    follow(page, "Cancel the plan")
    press(page, "Cancel the plan")
    told(page, "It runs to the end of the month that is paid.")


def test_a_trial_beside_a_firms_stop_shrinks_its_exits_and_reads_what_waits_r15_r20(room: OpenRoom) -> None:
    world = practice_world("practice")
    firm = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    deactivate_bookkeeping(firm)
    page = room(world.zoe).tab(f"/account/{world.birch.id}/documents/")
    add_paper(page, "bill.txt")
    open_subscription(page)
    sees(page, "1 document waits and is not extracted.", "Northline Accounting pays · stopped since")
    follow(page, "Start the free trial")
    sees(page, "1 document that waits is extracted under your plan.")
    choose(page, "Leave it as it is")
    sees_not(page, "1 document that waits is extracted under your plan.")
    choose(page, "Extract what waits")
    sees(page, "1 document that waits is extracted under your plan.")
    press(page, "Start the free trial")
    sees(page, "Your own plan runs on all the same.")
    firm.goto(f"/clients/{world.birch.id}/subscription/")
    sees(firm, "Pays for itself: free trial until", "Your firm can only disconnect it")
    expect(main(firm).get_by_role("link", name="Reactivate")).to_have_count(0)
    turn_to(firm, "Business settings")
    expect(main(firm).get_by_role("link", name="Disconnect client", exact=True).last).to_be_visible()
    days_pass(15)
    firm.goto(f"/clients/{world.birch.id}/subscription/")
    expect(main(firm).get_by_text("Reactivate", exact=True).first).to_be_visible()
    sees_not(firm, "Pays for itself")


def test_the_same_in_french_r3_r12(room: OpenRoom) -> None:
    world = practice_world("cabinet")
    Person.objects.filter(pk=world.zoe.pk).update(locale="fr")
    page = room(world.zoe, language="fr").tab(f"/account/{world.birch.id}/subscription/")
    with override("fr"):
        start = gettext("Start the free trial")
        subscribe = gettext("Subscribe after the trial")
        begun, coming = gettext("The free trial has begun."), gettext("Your plan begins when the trial ends.")
    follow(page, start)
    press(page, start)
    told(page, begun)
    main(page).get_by_role("region", name="Entreprise").get_by_role("link", name=subscribe).click()
    press(page, subscribe)
    told(page, coming)
    assert OwnPlan.objects.get().ordered == "business"
