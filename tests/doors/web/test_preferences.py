"""Everybody's own choices: name, language, light or dark; help in their language (R3)."""

import pytest
from django.test import Client as Browser

from tests.doors.web.walking import signed_in
from tests.worlds import PASSWORD, World, fresh, practice_world

pytestmark = pytest.mark.django_db

TYPED = {"name": "Fay L.", "locale": "fr", "theme": "dark"}


@pytest.fixture
def world() -> World:
    return practice_world()


def language_of(browser: Browser, page: str = "/preferences/") -> str:
    return browser.get(page).content.decode().partition('<html lang="')[2][:2]


def test_choices_are_kept_with_the_person_and_on_the_machine(world: World) -> None:
    browser = signed_in(world.fay)
    assert browser.post("/preferences/", TYPED).status_code == 302
    fay = fresh(world.fay)
    assert (fay.name, fay.locale, fay.theme) == ("Fay L.", "fr", "dark")
    assert (browser.cookies["tenure_language"].value, browser.cookies["theme"].value) == ("fr", "dark")
    assert language_of(browser) == "fr"
    elsewhere = signed_in(world.fay)
    page = elsewhere.get("/clients/").content.decode()
    assert '<html lang="fr" data-theme="dark">' in page


def test_what_a_person_chose_wins_over_the_browser(world: World) -> None:
    browser = signed_in(world.fay)
    browser.cookies["tenure_language"] = "fr"
    answer = browser.get("/preferences/", headers={"Accept-Language": "fr"})
    assert '<html lang="en"' in answer.content.decode()


def test_the_switch_is_kept_for_good(world: World) -> None:
    browser = signed_in(world.zoe)
    assert browser.post("/language/", {"language": "fr", "next": "/help/"})["Location"] == "/help/"
    assert fresh(world.zoe).locale == "fr"
    assert language_of(signed_in(world.zoe), "/help/") == "fr"


def test_the_switch_works_before_signing_in(world: World) -> None:
    browser = Browser()
    browser.post("/language/", {"language": "fr", "next": "/accounts/login/"})
    assert language_of(browser, "/accounts/login/") == "fr"


@pytest.mark.parametrize("language", ["", "xx", "fr-", "../fr", "f" * 5000])
def test_a_language_nobody_speaks_changes_nothing(world: World, language: str) -> None:
    answer = signed_in(world.fay).post("/language/", {"language": language, "next": "//evil.example/"})
    assert answer["Location"] == "/"
    assert fresh(world.fay).locale == "en"


def test_the_theme_is_kept_with_the_person(world: World) -> None:
    signed_in(world.fay).post("/theme/", {"theme": "dark"})
    assert fresh(world.fay).theme == "dark"
    signed_in(world.fay).post("/theme/", {"theme": "<script>"})
    assert fresh(world.fay).theme == "system"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 201}, {"locale": "xx"}, {"theme": "pink"}, {"name": "a\x00b"}]
)
def test_what_cannot_be_used_is_said(world: World, wrong: dict[str, str]) -> None:
    assert signed_in(world.fay).post("/preferences/", {**TYPED, **wrong}).status_code == 422
    assert fresh(world.fay).name == "Fay Lindqvist"
    assert fresh(world.fay).locale == "en"


def test_strangers_sign_in_first(world: World) -> None:
    for page in ("/preferences/", "/help/"):
        assert Browser().get(page)["Location"].startswith("/accounts/login/")


def test_everybody_can_get_help(world: World) -> None:
    assert (
        "the administrators of your firm, Olive Reed" in signed_in(world.fay).get("/help/").content.decode()
    )
    page = signed_in(world.zoe).get("/help/").content.decode()
    assert "the firm that looks after you" in page
    assert "Five minutes as a firm" not in page


def test_signing_in_speaks_the_persons_language(world: World) -> None:
    browser = Browser()
    signed_in(world.fay).post("/preferences/", TYPED)
    browser.post("/accounts/login/", {"login": world.fay.email, "password": PASSWORD})
    assert language_of(browser) == "fr"
