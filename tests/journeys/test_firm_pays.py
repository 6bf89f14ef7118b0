"""What the firm pays: the sentence on the plan is the sentence of the subscription once it is performed (R47, R50)."""

import re

import pytest

from tenure.records.models import Firm
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, at_step, follow, main, press, sees, told
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_a_disconnect_saves_is_what_the_subscription_says_after_it(room: OpenRoom) -> None:
    world = practice_world()
    Firm.objects.filter(pk=world.firm.pk).update(plan="starter", currency="EUR")
    office, desk = room(world.olive), room(world.mina)
    subscription = office.tab("/firm/subscription/")
    at(subscription, "Your subscription")
    sees(subscription, "you pay for 3 clients: 36.00 EUR a month.")
    page = desk.tab("/clients/")
    page.get_by_role("link", name="Dune Surveying").click()
    follow(page, "Business settings")
    follow(page, "Disconnect client")
    at_step(page, "What it means")
    said = re.search(
        r"(From 1 \w+ \d{4} you pay for 2) instead of 3 clients \(−12\.00 EUR a month\)\.",
        main(page).inner_text(),
    )
    assert said is not None
    press(page, "Disconnect client")
    press(page, "Skip")
    press(page, "Disconnect client")
    at(page, "Clients")
    told(page, "Dune Surveying is disconnected.")
    subscription.reload()
    sees(subscription, f"{said[1]} clients: 24.00 EUR a month.")
    subscription.get_by_role("link", name="Choose Practice").click()
    at(subscription, "Choose Practice")
    sees(subscription, "you pay 90.00 EUR a month for 2 clients.", "+66.00 EUR")
    press(subscription, "Choose Practice")
    told(subscription, "Your plan is Practice now.")
