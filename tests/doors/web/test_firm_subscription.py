"""What the firm pays for Tenure: the page says what every plan said before, and another plan is shown first (R47, R50)."""

import re
from html import unescape

import pytest

from tenure.core.actions import Verb
from tenure.records.models import Firm, Transition
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import hauler_world
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = practice_world()
    Firm.objects.filter(pk=world.firm.pk).update(plan="starter", currency="EUR")
    return world


def page(world: World, address: str = "/firm/subscription/") -> str:
    answer = signed_in(world.olive).get(address)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_wizard_says_what_the_subscription_says_after_it(world: World) -> None:
    before = page(world)
    assert re.search(r"From 1 \w+ \d{4} you pay for 3 clients: 36\.00 EUR a month\.", before)
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.dune.id)
    walk.look("review")
    found = re.search(
        r"(From 1 \w+ \d{4} you pay for) (\d) instead of (\d) clients \(−12\.00 EUR a month\)\.",
        unescape(walk.text),
    )
    assert found is not None
    assert found.groups()[1:] == ("2", "3")
    done = do(world, world.mina, Verb.DISCONNECT, world.dune.id)
    assert f"{found[1]} {found[2]} clients: 24.00 EUR a month." in page(world)
    kept = signed_in(world.mina).get(f"/transitions/{done.id}/").content.decode()
    assert found[0] in unescape(kept), "the transition keeps it as it was shown"


def test_another_plan_is_shown_and_taken_once(world: World) -> None:
    asked = page(world, "/firm/subscription/?plan=practice")
    assert "you pay 90.00 EUR a month for 3 clients." in asked
    assert "Starter, 36.00 EUR a month" in asked
    assert "+54.00 EUR" in asked
    browser = signed_in(world.olive)
    shown = browser.get("/firm/subscription/?plan=practice").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen is not None
    stale = browser.post("/firm/subscription/?plan=practice", {"seen": "another"})
    assert stale.status_code == 409
    assert fresh(world.firm).plan == "starter"
    took = browser.post("/firm/subscription/?plan=practice", {"seen": seen[1]}, follow=True)
    assert "Your plan is Practice now." in took.content.decode()
    assert fresh(world.firm).plan == "practice"
    again = browser.post("/firm/subscription/?plan=practice", {"seen": seen[1]}, follow=True)
    assert "Your firm has this plan already." in again.content.decode()


def test_a_firm_without_a_plan_chooses_one() -> None:
    world = hauler_world()
    browser = signed_in(world.olive)
    said = browser.get("/firm/subscription/").content.decode()
    assert "Your firm has no plan yet" in said
    assert "Choose Starter" in said
    assert browser.get("/firm/subscription/?plan=starter").status_code == 200
    assert not Transition.objects.exists()


def test_only_those_who_settle_the_policy_look_and_nonsense_is_missing(world: World) -> None:
    assert signed_in(world.fay).get("/firm/subscription/").status_code == 403
    assert signed_in(world.fay).post("/firm/subscription/?plan=volume", {"seen": "x"}).status_code == 403
    browser = signed_in(world.olive)
    for wrong in ("nonsense", "x" * 500, "\x00"):
        assert browser.get("/firm/subscription/", {"plan": wrong}).status_code == 404
    assert browser.post("/firm/subscription/").status_code == 404
