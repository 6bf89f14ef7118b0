"""The article's questions about invoices of deactivated customers, walked as it answers them (R44, R45)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tenure.core.actions import Verb
from tenure.core.billing import Days, month_of
from tenure.operations.outbox import deliver_due
from tenure.records.models import AccountGroup, Client, Invoice, Service, Stop, Visit
from tests.journeys.axe import findings
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, follow, main, press, sees, sees_not, told
from tests.operations.acting import do
from tests.operations.service_bills import billed_to, by_hand, issued_with, pay
from tests.outlets.post_office import PostOffice, body, open_post_office
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service
from tests.worlds import fresh, new_client, recount

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


@pytest.fixture
def bakery(world: HaulerWorld) -> Client:
    """Quay Bakery has weekly bins and a skip on request, which came once last month."""
    bakery = new_client(world.firm, "Quay Bakery", ())
    depot = new_location(bakery, "Depot")
    new_service(depot, "Weekly bins", "FREQ=WEEKLY;BYDAY=MO")
    skip = new_service(depot, "Skip on request")
    Visit.objects.create(client=bakery, service=skip, on=last_month().first)
    recount(world.firm)
    return fresh(bakery)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office, override_settings(MAILERS=office.mailers):
        yield office


def last_month() -> Days:
    return month_of(timezone.localdate().replace(day=1) - timedelta(days=1))


def lines_on(page: Page) -> list[str]:
    """The stored lines as the invoice's page shows them."""
    expect(main(page).locator("#lines")).to_be_visible()
    return main(page).locator("#lines tbody tr").all_inner_texts()


def sums_on(page: Page) -> str:
    return main(page).locator("#lines .sums").inner_text()


def come_back(page: Page, address: str) -> None:
    """Reactivates what the address names, alone."""
    page.goto(address)
    press(page, "Reactivate")
    told(page, "reactivated.")


def toggle_on(page: Page, service: Service) -> None:
    """Toggles a service to Active and, where it recurs, removes the end date in the same save."""
    page.goto(f"/services/{service.id}/")
    page.get_by_role("switch").check()
    if service.recurring:
        page.get_by_role("tab", name="Schedule").click()
        page.get_by_role("button", name="Remove the end date").click()
        expect(page.locator("[name=end_date]")).to_have_value("")
    press(page, "Save changes")
    told(page, f"{service.name} (Quay Bakery) is reactivated.")
    expect(page.get_by_role("switch")).to_be_checked()


@pytest.mark.parametrize("size", [(1280, 820), PHONE])
def test_can_i_regenerate_an_invoice_for_a_deactivated_customer_r44(
    size: tuple[int, int], world: HaulerWorld, bakery: Client, room: OpenRoom
) -> None:
    invoice = billed_to(world, bakery, last_month(), at=timezone.now())
    page = room(world.mina, size=size).tab(f"/invoices/{invoice.id}/")
    lines, sums = lines_on(page), sums_on(page)
    assert len(lines) == 2
    do(world, world.mina, Verb.DEACTIVATE, bakery.id)
    # You are able to regenerate the invoice, however because the services are now deactivated
    follow(page, "Regenerate")
    # it will regenerate as a $0 invoice and remove the services from the invoice. We recommend using caution.
    sees(page, "Quay Bakery is deactivated, and so are its services", "As it is stored", "As it would be")
    expect(main(page).locator("#stored .beside__line")).to_have_count(2)
    expect(main(page).locator("#new")).to_contain_text("No lines")
    expect(main(page).locator("#new .sums")).to_contain_text("0.00 GBP")
    assert findings(page) == []
    follow(page, "Leave it as it is")
    assert lines_on(page) == lines
    follow(page, "Regenerate")
    press(page, "Regenerate INV-000001")
    told(page, "INV-000001 is regenerated. What it said before is kept.")
    assert lines_on(page) == []
    # Should you accidentally regenerate an invoice: you will need to reactivate the account,
    come_back(page, f"/reactivation/{bakery.id}/")
    come_back(page, f"/reactivation/{bakery.locations.get().id}/")
    # reactivate the services
    for service in bakery.services.order_by("name"):
        toggle_on(page, service)
    # ensuring they're listed as active
    page.goto(f"/clients/{bakery.id}/services/")
    sees(page, "Weekly bins", "Skip on request")
    assert not Stop.objects.filter(client=bakery, lifted_at=None).exists()
    # and then regenerate your invoice again.
    page.goto(f"/invoices/{invoice.id}/")
    follow(page, "Regenerate")
    sees_not(page, "Caution")
    press(page, "Regenerate INV-000001")
    told(page, "INV-000001 is regenerated.")
    assert (lines_on(page), sums_on(page)) == (lines, sums)


def test_the_stored_lines_can_be_put_back_instead_r44(
    world: HaulerWorld, bakery: Client, room: OpenRoom
) -> None:
    invoice = billed_to(world, bakery, last_month(), at=timezone.now())
    page = room(world.mina).tab(f"/invoices/{invoice.id}/")
    lines, sums = lines_on(page), sums_on(page)
    do(world, world.mina, Verb.DEACTIVATE, bakery.id)
    follow(page, "Regenerate")
    press(page, "Regenerate INV-000001")
    told(page, "is regenerated.")
    follow(page, "Look, and put back: version 1")
    expect(main(page).locator("#new .beside__line")).to_have_count(2)
    press(page, "Put these lines back")
    told(page, "The lines of INV-000001 are put back.")
    assert (lines_on(page), sums_on(page)) == (lines, sums)


def test_if_i_re_send_unpaid_invoices_will_my_deactivated_customer_still_get_an_invoice_r45(
    world: HaulerWorld, bakery: Client, room: OpenRoom, office: PostOffice
) -> None:
    Client.objects.filter(pk=bakery.pk).update(email="bills@quay.example")
    issued_with(world, by_hand(), client=bakery, at=timezone.now())
    do(world, world.mina, Verb.DEACTIVATE, bakery.id)
    page = room(world.mina).tab("/groups/")
    page.get_by_label("Name of the group").fill("Quay Street")
    press(page, "Add a group")
    told(page, "The group is there.")
    for name in ("Quay Bakery", "The Old Forge"):
        page.get_by_label("Name, e-mail or reference").fill(name)
        main(page).get_by_role("button", name=f"Add {name}").click()
        told(page, "1 member added.")
    # The deactivated customer will be sent an invoice if any remaining unpaid invoices exist
    follow(page, "Re-send unpaid invoices")
    expect(main(page).locator("#reached")).to_contain_text("Deactivated, has an unpaid invoice: included.")
    expect(main(page).locator("#left")).to_contain_text("The Old Forge")
    assert findings(page) == []
    press(page, "Send 1 letter")
    told(page, "1 letter is in the outbox and leaves now.")
    deliver_due(timezone.now())
    (letter,) = [one for one in office.letters if "bills@quay.example" in one["To"]]
    assert "INV-000001" in body(letter, "plain")
    (paper,) = letter.iter_attachments()
    assert (paper.get_filename(), paper.get_content()[:4]) == ("INV-000001.pdf", b"%PDF")
    # and they are in the account group; once nothing is unpaid, it gets nothing.
    pay(world, "12.00", client=bakery, at=timezone.now())
    follow(page, "Re-send unpaid invoices")
    expect(main(page).locator("#left")).to_contain_text("Deactivated, nothing unpaid: not included.")
    sees(page, "Nobody gets anything")
    expect(main(page).get_by_role("button", name="Send")).to_have_count(0)
    assert len([one for one in office.letters if "quay.example" in one["To"]]) == 1


def test_outside_the_group_it_gets_nothing_r45(world: HaulerWorld, bakery: Client, room: OpenRoom) -> None:
    issued_with(world, by_hand(), client=bakery, at=timezone.now())
    do(world, world.mina, Verb.DEACTIVATE, bakery.id)
    group = AccountGroup.objects.create(firm=world.firm, name="Others")
    page = room(world.mina).tab(f"/groups/{group.id}/")
    page.get_by_label("Name, e-mail or reference").fill("forge")
    main(page).get_by_role("button", name="Add The Old Forge").click()
    follow(page, "Re-send unpaid invoices")
    sees(page, "Nobody gets anything", "The Old Forge")
    sees_not(page, "Quay Bakery")
    at(page, "Re-send unpaid invoices")
    assert Invoice.objects.filter(sent_at=None).count() == 1
