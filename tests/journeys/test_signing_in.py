"""Ways to sign in: password, a code from the phone, a passkey; and a new password through the mailbox."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.phone_app import code_of
from tests.journeys.steps import at, follow, main, press, sees, told
from tests.worlds import PASSWORD, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_password_signs_in_and_signing_out_ends_it(room: OpenRoom) -> None:
    practice_world("practice")
    page = room().tab("/")
    sign_in(page, password="not the password")
    sees(page, "The email address and/or password you specified are not correct.")
    sign_in(page)
    at(page, "Overview")
    page.get_by_role("button", name="Mina Okafor").click()
    page.get_by_role("button", name="Sign out").click()
    at(page, "Sign in")
    page.goto("/clients/")
    at(page, "Sign in")


def test_a_code_from_the_phone_is_asked_for_once_it_is_set_up(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/accounts/2fa/totp/activate/")
    confirm_password(page)
    secret = re.sub(r"\s", "", main(page).locator(".code").inner_text())
    page.get_by_label("Authenticator code").fill(code_of(secret))
    press(page, "Activate")
    sees(page, "Authenticator app")
    other = room().tab("/")
    sign_in(other)
    other.get_by_label("Code").fill("000000")
    press(other, "Sign in")
    sees(other, "Incorrect code.")
    other.get_by_label("Code").fill(code_of(secret, later=1))
    press(other, "Sign in")
    at(other, "Overview")


def test_a_passkey_signs_in_without_a_password(room: OpenRoom) -> None:
    world = practice_world("practice")
    here = room(world.mina)
    page = here.tab()
    with_a_key(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Sign in with this key alone (passkey)").check()
    press(page, "Add")
    sees(page, "Recovery codes", "Unused codes")
    page.goto("/accounts/2fa/webauthn/")
    sees(page, "Laptop", "Passkey")
    here.context.clear_cookies()
    page.goto("/")
    press(page, "Sign in with a passkey")
    at(page, "Overview")


def test_a_forgotten_password_is_replaced_through_the_mailbox(room: OpenRoom, letters: ReadLetters) -> None:
    world = practice_world("practice")
    page = room().tab("/accounts/login/")
    follow(page, "Forgot your password?")
    page.get_by_label("E-mail").fill("mina.okafor@example.com")
    main(page).get_by_role("button").first.click()
    letter = letters(world.olive).read("mina.okafor")
    link = letter.get_by_role("link").first.get_attribute("href")
    assert link is not None
    page.goto(re.sub(r"^https?://[^/]+", "", link))
    page.get_by_label("New password", exact=True).fill("a boat on the lake")
    page.get_by_label("New password, once more").fill("a boat on the lake")
    main(page).get_by_role("button").first.click()
    at(page, "Overview")
    other = room().tab("/")
    sign_in(other)
    sees(other, "The email address and/or password you specified are not correct.")
    sign_in(other, password="a boat on the lake")
    at(other, "Overview")


def test_an_invited_colleague_chooses_a_password_and_is_in(room: OpenRoom, letters: ReadLetters) -> None:
    world = practice_world("practice")
    olive = room(world.olive).tab("/team/")
    olive.get_by_label("E-mail").fill("nils@northline.example")
    olive.get_by_label("Name").fill("Nils Berg")
    main(olive).get_by_role("radio", name="Manager").check()
    press(olive, "Send the invitation")
    told(olive, "nils@northline.example")
    link = letters(world.olive).read("nils").get_by_role("link").first.get_attribute("href")
    assert link is not None
    page = room().tab(re.sub(r"^https?://[^/]+", "", link))
    at(page, "Join Northline Accounting")
    page.get_by_label("Password").fill("a hill above the town")
    press(page, "Accept the invitation")
    told(page, "Welcome to Northline Accounting.")
    olive.reload()
    expect(main(olive).get_by_role("row").filter(has_text="Nils Berg")).to_contain_text("Manager")


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """Mina types her address and a password."""
    page.get_by_label("E-mail").fill("mina.okafor@example.com")
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def confirm_password(page: Page) -> None:
    """Before a way to sign in is changed, the password is asked for again."""
    page.get_by_label("Password").fill(PASSWORD)
    main(page).get_by_role("button").first.click()


def with_a_key(page: Page) -> None:
    """Plugs in a key that knows its owner: the browser's own, made for such trials."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
