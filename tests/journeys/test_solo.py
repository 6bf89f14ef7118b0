"""A solo practice, step by step as its article numbers them: clients and businesses rest and come back (R29-R33)."""

import re
from collections.abc import Callable

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from tenure.core.facts import UserState
from tenure.records.models import (
    Business,
    Client,
    ClientRole,
    ClientUser,
    Document,
    Firm,
    OutboxMail,
    Person,
    Stop,
)
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import add_paper, at, at_step, choose, clients_listed, main, press, told, turn_to
from tests.tree_worlds import SoloWorld, solo_world
from tests.worlds import fresh, new_person, place

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Each journey is walked in these languages, with the words of the catalogue.
LANGUAGES = ("en", "fr")
type Words = Callable[..., str]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language everybody reads."""
    return str(request.param)


@pytest.fixture
def words(language: str) -> Words:
    """The words of a sentence in that language, filled with what it names."""

    def said(sentence: str, **values: str) -> str:
        with override(language):
            return gettext(sentence) % values if values else gettext(sentence)

    return said


@pytest.fixture
def world(language: str) -> SoloWorld:
    """The Harpers, with Nell beside Zoe: she uses the account and administers nothing yet."""
    world = solo_world()
    place(world.harpers, new_person("Nell Harper"), UserState.JOINED, ClientRole.STANDARD)
    for model in (Person, Firm, Client):
        model.objects.update(locale=language)
    return world


@pytest.fixture
def page(world: SoloWorld, room: OpenRoom, language: str) -> Page:
    """Mina at her desk."""
    return room(fresh(world.mina), language=language).tab("/")


def test_deactivating_a_solo_client_r29_r30_r33(
    world: SoloWorld, page: Page, words: Words, room: OpenRoom, language: str
) -> None:
    to_solo_clients(page, words)  # 1. the list in the sidebar
    managed(page, words, "The Harpers", "Deactivate client").click()  # 2. Manage, Deactivate client
    at(page, words("Deactivate %(name)s", name="The Harpers"))
    at_step(page, words("What it means"))  # 3. the implications, then on
    expect(main(page)).to_contain_text("Harper Bakery")
    expect(main(page)).to_contain_text("Harper Lettings")
    press(page, words("Deactivate"))
    at_step(page, words("Account owner"))  # 4. who becomes owner and administrator, then confirm
    expect(
        main(page).get_by_role("group", name=words("Who becomes account owner and administrator?"))
    ).to_be_visible()
    choose(page, "Nell Harper")
    press(page, words("Deactivate"))
    told(page, words("%(name)s is deactivated.", name="The Harpers"))
    to_solo_clients(page, words)  # it appears under Deactivated clients
    turn_to(page, words("Deactivated clients"))
    assert clients_listed(page) == ["The Harpers"]
    nell = ClientUser.objects.get(person__name="Nell Harper")
    assert fresh(world.harpers).owner_id == nell.person_id
    assert nell.role == ClientRole.ADMINISTRATOR.value
    assert not OutboxMail.objects.exists()
    documents_of_both_sides_are_held(world, page, words, room, language)


def documents_of_both_sides_are_held(
    world: SoloWorld, page: Page, words: Words, room: OpenRoom, language: str
) -> None:
    """The firm still opens the account, the client still signs in; what either adds is stored, not extracted."""
    main(page).get_by_role("link", name="The Harpers", exact=True).click()
    turn_to(page, words("Documents"))
    add_paper(page, "from-the-firm.txt")
    zoe = room(fresh(world.zoe), language=language).tab(f"/account/{world.harpers.id}/documents/")
    expect(main(zoe)).to_contain_text("from-the-firm.txt")
    add_paper(zoe, "from-the-client.txt")
    assert set(Document.objects.values_list("name", "state")) == {
        ("from-the-firm.txt", "held"),
        ("from-the-client.txt", "held"),
    }


def test_reactivating_a_solo_client_brings_back_all_its_businesses_r31(
    world: SoloWorld, page: Page, words: Words
) -> None:
    deactivate(page, words, world.bakery)
    deactivate(page, words, world.harpers)
    to_solo_clients(page, words)
    turn_to(page, words("Deactivated clients"))  # 1. Reactivate next to the client
    back(page, words, "The Harpers").click()
    at(page, words("Reactivate %(name)s", name="The Harpers"))  # 2. confirm by Reactivate
    expect(main(page).get_by_role("radio", name=re.compile(words("Everything")))).to_be_checked()
    press(page, words("Reactivate"))
    told(page, words("%(name)s is reactivated.", name="The Harpers"))
    to_solo_clients(page, words)  # it appears under Active clients
    assert clients_listed(page) == ["The Harpers"]
    main(page).get_by_role("link", name="The Harpers", exact=True).click()
    assert clients_listed(page) == ["Harper Bakery", "Harper Lettings"]
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_as_it_was_leaves_what_rested_before_r31(world: SoloWorld, page: Page, words: Words) -> None:
    deactivate(page, words, world.bakery)
    deactivate(page, words, world.harpers)
    page.goto(f"/reactivation/{world.harpers.id}/")
    choose(page, words("As it was"))
    expect(page.locator("#plan")).not_to_contain_text("Harper Bakery")
    expect(page.locator("#plan")).to_contain_text("Harper Lettings")
    press(page, words("Reactivate"))
    assert Stop.objects.get(lifted_at=None).node == world.bakery.id


def test_deactivating_a_solo_business_r32(world: SoloWorld, page: Page, words: Words) -> None:
    to_solo_clients(page, words)  # 1. the list in the sidebar
    main(page).get_by_role("link", name="The Harpers", exact=True).click()  # 2. the client's name
    assert clients_listed(page) == ["Harper Bakery", "Harper Lettings"]
    managed(page, words, "Harper Bakery", "Deactivate business").click()  # 3. Manage, Deactivate business
    at(page, words("Deactivate %(name)s", name="Harper Bakery"))
    at_step(page, words("What it means"))  # 4. the implications, then on
    press(page, words("Deactivate"))
    at_step(page, words("Account owner"))  # 5. who becomes owner and administrator, then confirm
    choose(page, "Nell Harper")
    press(page, words("Deactivate"))
    told(page, "Harper Bakery (The Harpers)")
    assert clients_listed(page) == ["Harper Lettings"]
    turn_to(page, words("Deactivated businesses"))  # it appears under Deactivated businesses
    assert clients_listed(page) == ["Harper Bakery"]
    to_solo_clients(page, words)
    assert clients_listed(page) == ["The Harpers"]


def test_reactivating_a_business_takes_one_click_r32(world: SoloWorld, page: Page, words: Words) -> None:
    deactivate(page, words, world.bakery)
    page.goto(f"/clients/{world.harpers.id}/businesses/")
    turn_to(page, words("Deactivated businesses"))
    back(page, words, "Harper Bakery").click()  # 1. Reactivate next to the business
    told(page, words("%(name)s is reactivated.", name="Harper Bakery (The Harpers)"))
    assert clients_listed(page) == ["Harper Bakery", "Harper Lettings"]  # it appears under Active businesses
    page.locator("#banners").get_by_role("link", name=words("Undo")).click()
    at(page, words("Deactivate %(name)s", name="Harper Bakery"))


def test_under_a_stopped_client_a_business_says_what_to_do_first_r32(
    world: SoloWorld, page: Page, words: Words
) -> None:
    deactivate(page, words, world.bakery)
    deactivate(page, words, world.harpers)
    page.goto(f"/clients/{world.harpers.id}/businesses/?tab=deactivated")
    greyed = back(page, words, "Harper Bakery")
    expect(greyed).to_be_disabled()
    first = words("Bring back %(parent)s first.", parent="The Harpers")
    expect(greyed).to_have_accessible_description(re.compile(re.escape(first)))
    page.goto(f"/reactivation/{world.bakery.id}/")
    expect(main(page)).to_contain_text(first)


def to_solo_clients(page: Page, words: Words) -> None:
    """Goes to the list by the sidebar."""
    sidebar = page.get_by_role("navigation", name=words("Main"))
    sidebar.get_by_role("link", name=re.compile(rf"^{words('Solo clients')}")).click()
    at(page, words("Solo clients"))


def managed(page: Page, words: Words, name: str, verb: str) -> Locator:
    """A verb in the menu of a row."""
    page.get_by_role("button", name=words("Manage: %(name)s", name=name), exact=True).click()
    return page.locator(".menu:popover-open").get_by_role("link", name=words(verb), exact=True)


def back(page: Page, words: Words, name: str) -> Locator:
    """The way back that stands beside a row, a link or a button."""
    sentence = words("Reactivate: %(name)s", name=name)
    return main(page).locator("tbody").get_by_label(sentence, exact=True)


def deactivate(page: Page, words: Words, node: Client | Business) -> None:
    """The whole way, where a journey is about what comes after it."""
    page.goto(f"/deactivation/{node.id}/")
    press(page, words("Deactivate"))
    choose(page, "Zoe Harper")
    press(page, words("Deactivate"))
    expect(page.locator("#banners .banner")).to_be_visible()
