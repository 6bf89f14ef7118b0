"""The first steps: an empty installation leads to them, one person takes them, then they are gone."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connections
from django.test import Client as Browser

from tenure.core.profiles import NAMES
from tenure.records.models import Firm, Member, Person, Role

TYPED = {
    "firm_name": "Atelier Comptable",
    "profile": "cabinet",
    "locale": "fr",
    "time_zone": "Europe/Paris",
    "country": "fr",
    "currency": "eur",
    "person_name": "Rosa Martin",
    "email": "Rosa@Example.com",
    "password": "un bon mot de passe",
    "password_again": "un bon mot de passe",
}


@pytest.fixture
def browser() -> Browser:
    return Browser(raise_request_exception=True)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/clients/", "/accounts/login/", "/team/", "/nowhere/"])
def test_while_there_is_no_firm_every_page_leads_to_the_first_steps(browser: Browser, page: str) -> None:
    answer = browser.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/set-up/")


@pytest.mark.django_db
def test_every_kind_of_firm_is_a_card_to_choose(browser: Browser) -> None:
    page = browser.get("/set-up/").content.decode()
    assert all(f'value="{name}"' in page for name in NAMES)


@pytest.mark.django_db
def test_who_takes_them_runs_the_firm_and_is_signed_in(browser: Browser) -> None:
    """R7: the first one is administrator, with a password of their own."""
    answer = browser.post("/set-up/", TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    firm, rosa = Firm.objects.get(), Person.objects.get()
    assert (firm.name, firm.locale, firm.time_zone, firm.country, firm.currency) == (
        "Atelier Comptable",
        "fr",
        "Europe/Paris",
        "FR",
        "EUR",
    )
    assert Member.objects.get().role.key == "administrator"
    assert rosa.email == "rosa@example.com"
    assert rosa.check_password("un bon mot de passe")
    assert browser.session[SESSION_KEY] == rosa.id
    assert browser.get("/").status_code == 200


@pytest.mark.django_db
def test_afterwards_the_page_is_gone_and_makes_nothing(browser: Browser) -> None:
    browser.post("/set-up/", TYPED)
    stranger = Browser()
    assert stranger.get("/set-up/")["Location"] == "/"
    assert stranger.post("/set-up/", {**TYPED, "email": "mallory@example.com"})["Location"] == "/"
    assert Firm.objects.count() == Person.objects.count() == 1
    assert SESSION_KEY not in stranger.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password": "password123", "password_again": "password123"}, "too common"),
        ({"password": "rosa@example.com", "password_again": "rosa@example.com"}, "too similar"),
        ({"password_again": "another good one"}, "This is not the same password."),
        ({"email": "rosa"}, "Enter a valid email address."),
        ({"profile": "bakery"}, "Select a valid choice."),
        ({"time_zone": "Mars/Base"}, "Select a valid choice."),
        ({"country": "France"}, "A country is two letters"),
        ({"currency": "€"}, "A currency is three letters"),
        ({"firm_name": "  "}, "This field is required."),
        ({"firm_name": "x" * 201}, "at most 200 characters"),
        ({"person_name": ""}, "This field is required."),
        ({"firm_name": "Atelier\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(
    browser: Browser, wrong: dict[str, str], said: str
) -> None:
    answer = browser.post("/set-up/", {**TYPED, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Europe/Paris" in page
    assert not Firm.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_name_that_is_html_stays_a_name(browser: Browser) -> None:
    browser.post("/set-up/", {**TYPED, "firm_name": "<script>alert(1)</script>"})
    page = browser.get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins() -> None:
    barrier = threading.Barrier(2)

    def take(email: str) -> Callable[[], None]:
        def act() -> None:
            barrier.wait()
            Browser().post("/set-up/", {**TYPED, "email": email})
            connections.close_all()

        return act

    threads = [threading.Thread(target=take(email)) for email in ("one@example.com", "two@example.com")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Firm.objects.count() == Person.objects.count() == 1
    assert Role.objects.filter(key="administrator").count() == 1
