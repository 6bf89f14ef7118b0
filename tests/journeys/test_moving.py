"""Moving to another accountant: with a firm still connected, without one, to a firm that is not here yet (R13, R16)."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from tenure.core.actions import Answers, Verb
from tenure.records.models import Client, Firm, Person
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.post import Letters
from tests.journeys.steps import at, clients_listed, follow, main, press, sees, told
from tests.operations.acting import do
from tests.worlds import PASSWORD, World, fresh, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

type Words = Callable[..., str]


@pytest.fixture(params=["en", "fr"])
def locale(request: pytest.FixtureRequest) -> str:
    """Everybody's language: each journey is made in English and in French."""
    return str(request.param)


@pytest.fixture
def world(locale: str) -> World:
    """Practices whose people and clients read that language."""
    made = practice_world("practice")
    Person.objects.update(locale=locale)
    Firm.objects.update(locale=locale)
    Client.objects.update(locale=locale)
    return made


@pytest.fixture
def said(locale: str) -> Words:
    """`said(sentence, name=value)` is the sentence as a page says it in that language."""

    def in_words(sentence: str, **values: object) -> str:
        with translation.override(locale):
            return translation.gettext(sentence) % values if values else translation.gettext(sentence)

    return in_words


def test_a_client_moves_while_a_firm_is_still_connected(
    world: World, locale: str, said: Words, room: OpenRoom, letters: ReadLetters
) -> None:
    olive = room(fresh(world.olive), language=locale).tab(f"/clients/{world.birch.id}/")
    at(olive, "Birch & Sons")
    zoe = room(fresh(world.zoe), language=locale).tab("/account/")
    zoe.get_by_role("link", name=said("Your accountant"), exact=True).click()
    follow(zoe, said("Invite another accountant"))
    at(zoe, said("Invite another accountant"))
    sees(zoe, said("%(firm)s no longer looks after the account.", firm="Northline Accounting"))
    invite(zoe, said, world.stan.email, "We come over in December.")
    stan = room(fresh(world.stan), language=locale).tab(link_in(letters(world.stan), world.stan))
    at(stan, said("%(client)s asks you to look after it", client="Birch & Sons"))
    sees(stan, "We come over in December.", said("Another firm looks after it now"))
    press(stan, said("Accept the client"))
    told(stan, said("%(client)s is your client now.", client="Birch & Sons"))
    stan.goto("/clients/")
    assert clients_listed(stan) == ["Birch & Sons"]
    # Olive's page was open all the time.
    answer = olive.reload()
    assert answer is not None
    assert answer.status == 404
    olive.goto("/clients/")
    assert "Birch & Sons" not in clients_listed(olive)
    zoe.goto("/account/")
    sees(zoe, said("%(firm)s looks after this account.", firm="Southbank"))
    told_of_it = letters(world.olive).receivers()
    assert sorted(told_of_it) == sorted(
        ["Ian Hall", "Olive Reed", "Stan Moreau", "Stan Moreau", "Zoe Birch", "Zoe Birch"]
    )


def test_a_client_without_a_firm_is_helped_on_and_finds_one_that_is_not_here_yet(
    world: World, locale: str, said: Words, room: OpenRoom, letters: ReadLetters
) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    zoe = room(fresh(world.zoe), language=locale).tab("/account/")
    sees(zoe, said("How to go on"), said("Take everything along"))
    for action in ("Start a free trial", "Subscribe", "Download everything"):
        expect(main(zoe).get_by_role("link", name=said(action), exact=True)).to_be_visible()
    follow(zoe, said("Invite an accountant"))
    invite(zoe, said, "nora@new.example")
    link = link_in(letters(world.olive), "nora@new.example")
    nora = room(language=locale).tab(link)
    nora.reload()  # opening never consumes it
    nora.get_by_label(said("Name of the firm")).fill("New Books")
    nora.get_by_label(said("Your name")).fill("Nora New")
    nora.get_by_label(said("Password"), exact=True).fill(PASSWORD)
    nora.get_by_label(said("Password again")).fill(PASSWORD)
    press(nora, said("Set up the firm"))
    told(nora, said("%(firm)s is ready. Now answer the request.", firm="New Books"))
    press(nora, said("Accept the client"))
    told(nora, said("%(client)s is your client now.", client="Birch & Sons"))
    zoe.goto("/account/")
    sees(zoe, said("%(firm)s looks after this account.", firm="New Books"))
    # The link has done its work.
    spent = room(language=locale).tab(link)
    sees(spent, said("This invitation was accepted already."))


def test_a_firm_declines_and_a_second_one_is_asked(
    world: World, locale: str, said: Words, room: OpenRoom, letters: ReadLetters
) -> None:
    zoe = room(fresh(world.zoe), language=locale).tab(f"/account/{world.birch.id}/accountant/invitation/")
    invite(zoe, said, world.stan.email)
    stan = room(fresh(world.stan), language=locale).tab("/requests/")
    main(stan).get_by_role("link", name="Birch & Sons").click()
    follow(stan, said("Decline"))
    stan.get_by_label(said("A word to the client")).fill("We are full.")
    press(stan, said("Decline"))
    at(stan, said("Connection requests"))
    sees(stan, said("No client asks for you now"))
    zoe.reload()
    sees(
        zoe,
        said("Declined"),
        "We are full.",
        said("%(firm)s looks after this account.", firm="Northline Accounting"),
    )
    assert "Zoe Birch" in letters(world.olive).receivers()
    follow(zoe, said("Invite another accountant"))
    invite(zoe, said, "somebody@elsewhere.example")
    assert len(main(zoe).locator("#sent tbody tr").all()) == 2


def invite(page: Page, said: Words, email: str, message: str = "") -> None:
    """Fills in the form and sends it."""
    page.get_by_label(said("E-mail of somebody at the firm")).fill(email)
    page.get_by_label(said("Your words")).fill(message)
    press(page, said("Send the invitation"))
    told(page, email)


def link_in(post: Letters, to: Person | str) -> str:
    """The path of the page that the letter to somebody leads to."""
    address = to if isinstance(to, str) else to.email
    found = post.read(address).locator("a[href*='/connections/']").first.get_attribute("href")
    assert found is not None
    return urlsplit(found).path
