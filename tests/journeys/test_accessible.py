"""Every page of the product, light and dark: nothing serious for those who read it by ear, keyboard or contrast."""

from collections.abc import Iterable, Iterator
from itertools import islice

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from playwright.sync_api import Page, expect

from tenure.records.models import Person
from tests.journeys.account_people_pages import OF_PEOPLE, people_pages
from tests.journeys.axe import findings
from tests.journeys.browsing import DESKTOP, PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.everything import NO_PAGE, NOT_OFFERED, ON_THE_WAY, Shown, all_names, everything
from tests.journeys.figure_pages import figure_pages
from tests.journeys.group_pages import group_pages
from tests.journeys.hauler_pages import hauler_pages
from tests.journeys.invoice_pages import invoice_pages
from tests.journeys.money_pages import money_pages
from tests.journeys.own_plan_pages import OF_OWN_PLANS, own_plan_pages
from tests.journeys.paper_pages import paper_pages
from tests.journeys.phone_app import SECRET, code_of
from tests.journeys.reading_pages import reading_pages
from tests.journeys.run_pages import run_pages
from tests.journeys.service_pages import service_pages
from tests.journeys.solo_pages import solo_pages
from tests.journeys.steps import at, main, manage, press
from tests.journeys.suspension_pages import suspension_pages
from tests.worlds import PASSWORD, practice_world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("mailbox"),
]


def test_every_address_of_the_product_is_looked_at_or_known_to_show_no_page() -> None:
    with transaction.atomic():
        seen = everything()
        pages = {page.name for page in (*seen.of_the_firm(), *seen.of_the_client(), *seen.of_anybody())}
        transaction.set_rollback(True)
    for world in (
        solo_pages,
        hauler_pages,
        suspension_pages,
        service_pages,
        money_pages,
        paper_pages,
        invoice_pages,
        figure_pages,
        group_pages,
        run_pages,
        reading_pages,
    ):
        # Some of them make the same firm: each is gone before the next one comes.
        with transaction.atomic():
            pages |= {page.name for page in world().shown()}
            transaction.set_rollback(True)
    pages |= OF_PEOPLE
    pages |= OF_OWN_PLANS
    known = pages | ON_THE_WAY | NO_PAGE | NOT_OFFERED
    assert all_names() - known == set(), "a page nobody looks at"
    assert known - all_names() == {"404"}, "a page that is no more"


def test_the_pages_of_businesses_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = solo_pages()
    # French is longer: what fits in French fits in English.
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_figures_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = figure_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_billing_runs_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = run_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.mina).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_locations_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = hauler_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_services_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = service_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_suspensions_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = suspension_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_account_groups_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = group_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_money_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = money_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.of_the_firm())
    found += looked_at(room(seen.world.nadia).tab(), seen.of_the_client())
    assert found == [], "\n".join(found)


def test_the_pages_of_papers_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = paper_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_invoices_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = invoice_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    assert found == [], "\n".join(found)


def test_the_pages_of_readings_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = reading_pages()
    Person.objects.update(locale="fr")
    found = looked_at(room(seen.world.olive).tab(), seen.shown())
    found += looked_at(room(seen.world.zoe).tab(), seen.of_the_client())
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("half", [0, 1])
def test_the_pages_of_a_firm_read_well_light_and_dark_and_fit_a_phone(half: int, room: OpenRoom) -> None:
    seen = everything()
    TOTP.activate(seen.world.olive, SECRET)
    RecoveryCodes.activate(seen.world.olive)
    page = room().tab("/accounts/login/")
    page.get_by_label("E-mail").fill(seen.world.olive.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    at(page, "Second step")
    found = findings(page)
    page.get_by_label("Code").fill(code_of(SECRET))
    press(page, "Sign in")
    at(page, "Overview")
    confirm_password(page)
    # French is longer: what fits in French fits in English.
    Person.objects.filter(pk=seen.world.olive.pk).update(locale="fr")
    found += looked_at(page, islice(seen.of_the_firm(), half, None, 2))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert found == [], "\n".join(found)


def test_the_pages_of_a_client_and_those_before_the_sign_in_read_well_light_and_dark(room: OpenRoom) -> None:
    seen = everything()
    found = looked_at(room().tab(), seen.of_anybody())
    # French is longer: what fits in French fits in English.
    Person.objects.filter(pk=seen.world.zoe.pk).update(locale="fr")
    for person, account in ((seen.world.zoe, seen.world.birch), (seen.world.dora, seen.world.dune)):
        own = [page for page in seen.of_the_client() if account.id in page.address]
        found += looked_at(room(person).tab(), own)
    assert found == [], "\n".join(found)


def test_the_pages_of_people_and_ownership_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = people_pages()
    assert {page.name for page in (*seen.of_the_owner(), *seen.of_the_one_who_is_asked())} >= OF_PEOPLE
    Person.objects.update(locale="fr")
    found = looked_at(room(language="fr").tab(), seen.of_anybody())
    found += looked_at(room(seen.world.zoe).tab(), seen.of_the_owner())
    found += looked_at(room(seen.tess).tab(), seen.of_the_one_who_is_asked())
    found += looked_at(room(seen.world.dora).tab(), seen.of_whoever_was_declined())
    found += looked_at(room(seen.world.olive).tab(), seen.of_the_firm())
    assert found == [], "\n".join(found)


def test_the_pages_of_a_subscription_read_well_light_and_dark_and_fit_a_phone(room: OpenRoom) -> None:
    seen = own_plan_pages()
    pages = {seen.world.zoe: tuple(seen.of_zoe()), seen.world.dora: tuple(seen.of_dora())}
    assert {page.name for shown in pages.values() for page in shown} >= OF_OWN_PLANS
    Person.objects.update(locale="fr")
    found = [one for person, shown in pages.items() for one in looked_at(room(person).tab(), shown)]
    assert found == [], "\n".join(found)


def test_the_pages_of_a_second_step_read_well_light_and_dark(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.olive).tab()
    confirm_password(page)
    found = looked_at(page, [Shown(name="mfa_activate_totp", address="/accounts/2fa/totp/activate/")])
    key = Authenticator.objects.create(
        user=world.olive, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    for way in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        found += looked_at(page, [Shown(name="webauthn", address=f"/accounts/2fa/webauthn/{way}")])
    assert found == [], "\n".join(found)


def test_an_empty_installation_reads_well_light_and_dark(room: OpenRoom) -> None:
    page = room().tab("/set-up/")
    at(page, "Welcome. Let us set up your firm.")
    found = findings(page)
    page.get_by_label("Name of the firm").fill("Northline Accounting")
    page.get_by_label("Your name").fill("Olive Reed")
    page.get_by_label("E-mail").fill("olive@northline.example")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password again").fill("shorter")
    press(page, "Set up the firm")
    expect(main(page).locator(".field__error")).to_have_count(2)
    found += findings(page)
    assert found == [], "\n".join(found)


def test_open_menus_banners_and_complaints_read_well_light_and_dark(room: OpenRoom) -> None:
    seen = everything()
    page = room(seen.world.olive).tab("/clients/")
    manage(page, "Birch & Sons")
    found = findings(page)
    page.goto(f"/deletion/{seen.world.cedar.id}/?step=type_name")
    page.get_by_label("Type the client's name").fill("Cedar")
    press(page, "Delete client")
    expect(main(page).locator(".field__error")).to_be_visible()
    found += findings(page)
    page.goto("/waits/")
    press(page, "Approve")
    expect(page.locator("#banners .banner")).to_be_visible()
    found += findings(page)
    found += looked_at(room(seen.world.fay).tab(), refused(seen.world.birch.id))
    assert found == [], "\n".join(found)


def confirm_password(page: Page) -> None:
    """Before a way to sign in is looked at, the password is asked for again."""
    page.goto("/accounts/reauthenticate/?next=/preferences/")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Confirm")
    at(page, "Preferences")


def refused(client: str) -> Iterable[Shown]:
    """What somebody without any right reads."""
    for address in (
        f"/disconnection/{client}/",
        f"/clients/{client}/settings/",
        "/outbox/",
        "/team/",
        "/policy/",
    ):
        yield Shown(name="refused", address=address)


def too_wide(page: Page) -> Iterator[str]:
    """Whether anything stands out of the page to the right, at the desk or on a phone."""
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        if (more := page.evaluate(TOO_WIDE)) > 0:
            yield f"at {width} pixels it is {more} too wide"


TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looked_at(page: Page, pages: Iterable[Shown]) -> list[str]:
    """What is found on these pages, each with its address."""
    found = []
    for shown in pages:
        page.goto(shown.address)
        assert page.url.endswith(shown.address), f"{shown.address} leads to {page.url}"
        found += [
            f"{shown.name} {shown.address}: {finding}" for finding in (*findings(page), *too_wide(page))
        ]
    return found
