"""Before and after an act: which verb is right, what was confirmed, why something is stopped (R2, R6, R50)."""

import re

import pytest
from playwright.sync_api import expect

from tenure.core.actions import Answers, Survey, Verb
from tenure.records.models import Transition
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, clients_listed, follow, main, manage, press, sees, turn_to
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_decision_help_says_what_each_verb_means_for_this_client_and_leads_on_r2(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/clients/")
    manage(page, "Birch & Sons").get_by_role("link", name="Which one is right?").click()
    at(page, "Which one should I use?")
    sees(
        page,
        "3 people at Northline Accounting lose access at once.",
        "Birch & Sons has users, so it cannot be deleted.",
        "Is the client moving to another accountant?",
    )
    verbs = main(page).locator(".verbs h2").all_inner_texts()
    assert verbs == ["Disconnect client", "Deactivate", "Delete client"]
    assert not Transition.objects.exists()
    main(page).get_by_role("region", name="Disconnect client").get_by_role("link").click()
    at(page, "Disconnect Birch & Sons")


def test_the_page_of_an_act_shows_what_was_confirmed_even_later_r50(room: OpenRoom) -> None:
    world = practice_world("practice")
    deactivated(world)
    page = room(world.olive).tab(f"/clients/{world.birch.id}/")
    turn_to(page, "Activity")
    main(page).get_by_role("link", name="Bookkeeping").first.click()
    at(page, "Bookkeeping is deactivated.")
    for effect in Transition.objects.get().plan["shown"]["effects"]:
        sees(page, effect["sentence"])
    sees(page, "Mina Okafor", "In the browser", "Too dear.", "2 / 10", "zoe.birch@example.com")


def test_why_is_it_stopped_since_when_until_when_and_who_may_lift_it_is_one_answer_r6(room: OpenRoom) -> None:
    world = practice_world("practice")
    made = deactivated(world)
    page = room(world.fay).tab(f"/clients/{world.birch.id}/")
    stop = page.get_by_role("region", name="Why is it stopped?")
    for words in ("Bookkeeping is deactivated.", "by Mina Okafor", "It can come back from", "Olive Reed"):
        expect(stop).to_contain_text(words)
    page.get_by_label("Day", exact=True).fill("2025-06-01")
    press(page, "Show")
    day = page.get_by_role("region", name="On 1 June 2025")
    expect(day).to_contain_text("Birch & Sons")
    expect(day).not_to_contain_text("Deactivated")
    page.goto(f"/transitions/{made.id}/")
    sees(page, "Only people with the right to surveys read it.")


def test_the_list_finds_as_one_types_and_keeps_its_filters_in_the_address(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/clients/")
    search = page.get_by_role("searchbox", name="Name, e-mail or reference")
    search.press_sequentially("cafe")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert clients_listed(page) == ["Cedar Café"]
    expect(page).to_have_url(re.compile("q=cafe"))
    page.reload()
    assert clients_listed(page) == ["Cedar Café"]
    search.fill("nobody at all")
    sees(page, "Nothing found")
    follow(page, "Clear the search")
    page.get_by_label("Who pays").select_option(label="Client pays")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert clients_listed(page) == ["Acme Trading Ltd"]


def deactivated(world: World) -> Transition:
    """Mina has deactivated the bookkeeping of Birch and said why."""
    survey = Survey(reason="price", score=2, comment="Too dear.")
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, survey=survey)
    return do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
