"""The way back: at any time, or after the wait, with the papers that waited (R22-R24)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tenure.core.actions import Answers, Verb
from tenure.records.models import Client, Document, DocumentState, Stop, Wait
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import (
    add_paper,
    at,
    choose,
    clients_listed,
    follow,
    main,
    manage,
    press,
    product,
    sees,
    told,
    turn_to,
)
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_in_a_classic_practice_it_comes_back_at_any_time_and_the_client_is_told_r23(
    room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world("practice-classic")
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), Answers(notify=False))
    page = room(world.olive).tab(f"/clients/{world.birch.id}/settings/")
    follow(page, "Subscription")
    follow(page, "Reactivate")
    at(page, "Reactivate Prepare")
    press(page, "Reactivate")
    told(page, "Prepare (Birch & Sons) is reactivated.")
    expect(product(page, "Prepare")).to_contain_text("Active")
    page.goto("/clients/")
    assert "Birch & Sons" in clients_listed(page)
    post = letters(world.olive)
    assert ("Zoe Birch <zoe.birch@example.com>", "Prepare of Birch & Sons is reactivated") in post.received()
    expect(post.read("zoe.birch").get_by_text("You can work with it as before.")).to_be_visible()


def test_in_a_cabinet_it_comes_back_from_the_filter_of_the_list_r21_r23(room: OpenRoom) -> None:
    world = practice_world("cabinet")
    do(world, world.mina, Verb.DEACTIVATE, world.birch.id, Answers(notify=False))
    page = room(world.mina).tab("/clients/")
    turn_to(page, "Deactivated")
    manage(page, "Birch & Sons").get_by_role("link", name="Reactivate client").click()
    at(page, "Reactivate Birch & Sons")
    press(page, "Reactivate")
    told(page, "Birch & Sons is reactivated.")
    page.goto("/clients/")
    assert "Birch & Sons" in clients_listed(page)


def test_in_a_practice_the_button_wakes_when_the_wait_is_over_and_nothing_happens_by_itself_r22(
    room: OpenRoom,
) -> None:
    world = practice_world("practice")
    deactivated(world)
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    expect(product(page, "Bookkeeping").get_by_role("button", name="Reactivate")).to_be_disabled()
    the_wait_passes()
    page.reload()
    expect(product(page, "Bookkeeping")).to_contain_text("Deactivated")
    product(page, "Bookkeeping").get_by_role("link", name="Reactivate").click()
    press(page, "Reactivate")
    told(page, "Bookkeeping (Birch & Sons) is reactivated.")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_second_administrator_approves_an_early_return_with_its_reason_r22(room: OpenRoom) -> None:
    world = practice_world("practice")
    deactivated(world)
    mina, olive = room(world.mina).tab("/waits/"), room(world.olive).tab()
    main(mina).get_by_text("Ask for an early return").click()
    mina.get_by_label("Reason").fill("Deactivated the wrong product.")
    press(mina, "Ask")
    told(mina, "Nothing changes until one of them approves.")
    expect(main(mina).get_by_role("button", name="Approve")).to_have_count(0)
    olive.goto("/waits/")
    sees(olive, "“Deactivated the wrong product.”")
    press(olive, "Approve")
    told(olive, "The early return is approved")
    mina.goto(f"/clients/{world.birch.id}/subscription/")
    follow(mina, "Reactivate")
    press(mina, "Reactivate")
    told(mina, "Bookkeeping (Birch & Sons) is reactivated.")


@pytest.mark.parametrize(
    ("choice", "sent"),
    [("All: 3 documents", 3), ("Those added since a day", 1), ("None", 0)],
)
def test_the_papers_that_waited_are_sent_all_since_a_day_or_none_r24(
    choice: str, sent: int, room: OpenRoom
) -> None:
    world = practice_world("practice-classic")
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), Answers(notify=False))
    page = room(world.mina).tab(f"/clients/{world.birch.id}/documents/")
    for name in ("one.txt", "two.txt", "three.txt"):
        add_paper(page, name)
    yesterday = timezone.now() - timedelta(days=1)
    Document.objects.exclude(name="three.txt").update(added_at=yesterday, held_since=yesterday)
    page.goto(f"/clients/{world.birch.id}/subscription/")
    follow(page, "Reactivate")
    sees(page, "3 documents were stored and not extracted")
    choose(page, choice)
    if choice.startswith("Those"):
        page.get_by_label("First day").fill(timezone.localdate().isoformat())
    expect(page.locator("#plan")).to_contain_text(f"{sent} of 3 held documents")
    press(page, "Reactivate")
    told(page, f"{sent} of 3 held documents")
    assert Document.objects.filter(state=DocumentState.HELD).count() == 3 - sent


def deactivated(world: World) -> None:
    """Mina has deactivated the bookkeeping of Birch today."""
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, notify=False)
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)


def the_wait_passes() -> None:
    """As if everything had happened long enough ago."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Wait.objects.update(until=yesterday)
    Stop.objects.update(locked_until=yesterday)
    Client.objects.filter(locked_until__isnull=False).update(locked_until=yesterday)
