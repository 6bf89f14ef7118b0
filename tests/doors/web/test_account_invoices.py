"""A client's own side: what it was billed, by whom, how to pay; also deactivated, also after it left (R46, R48)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client as Browser

from tenure.core.actions import Verb
from tenure.core.facts import UserState
from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.records.models import Client, ClientRole, Firm, Invoice, Letterhead
from tests.doors.web.test_payments import words
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import fresh, new_client, new_firm, new_member, new_person, place

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    """Mill Lane has two invoices of which it paid a part, and a draft; the Forge has one of its own."""
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    Client.objects.filter(pk=world.mill_lane.pk).update(owner=world.nadia)
    mina = world.actor(world.mina)
    for client, price in ((world.mill_lane, "10"), (world.mill_lane, "20"), (world.forge, "99")):
        issue_invoice(drafted(world, client, price).id, actor=mina, at=JUNE)
    drafted(world, world.mill_lane, "7777")
    received = Received(
        amount=Decimal(15), currency="GBP", on=JUNE.date(), method=PaymentMethod.TRANSFER, reference="R1"
    )
    record_payment(world.mill_lane.id, received, actor=mina, at=JUNE)
    return world


def drafted(world: HaulerWorld, client: Client, price: str) -> Invoice:
    line = LineDraft(
        description=f"Sacks for {price}",
        quantity=Decimal(1),
        unit_price=Decimal(price),
        tax_rate=Decimal(0),
    )
    return draft_invoice(client.id, [line], currency="GBP", actor=world.actor(world.mina), at=JUNE)


@pytest.fixture
def nadia(world: HaulerWorld) -> Browser:
    return signed_in(world.nadia)


def own(world: HaulerWorld, rest: str = "invoices/") -> str:
    return f"/account/{world.mill_lane.id}/{rest}"


def test_issued_invoices_are_listed_and_drafts_never_r48(world: HaulerWorld, nadia: Browser) -> None:
    text = words(nadia.get(own(world)).content.decode())
    for said in (
        "INV-000001",
        "Paid",
        "INV-000002",
        "15.00 GBP",
        "1 open invoice",
        "Ask Greenway how to pay.",
    ):
        assert said in text, said
    assert "7,777" not in text
    assert "INV-000003" not in text, "the Forge's"
    home = words(nadia.get(own(world, "")).content.decode())
    assert "To pay Greenway" in home
    assert "15.00 GBP" in home
    for invoice in Invoice.objects.filter(number=None) | Invoice.objects.filter(client=world.forge):
        assert nadia.get(own(world, f"invoices/{invoice.id}/")).status_code == 404


def test_an_invoice_says_what_is_open_and_where_to_pay(world: HaulerWorld, nadia: Browser) -> None:
    Letterhead.objects.create(firm=world.firm, name="Greenway Ltd", iban="GB33BUKB20201555555555")
    second = Invoice.objects.get(client=world.mill_lane, number=2)
    text = words(nadia.get(own(world, f"invoices/{second.id}/")).content.decode())
    for said in (
        "INV-000002",
        "Sacks for 20",
        "Greenway Ltd",
        "GB33 BUKB 2020 1555 5555 55",
        "Reference INV-000002",
        "Bank transfer",
    ):
        assert said in text, (said, text)
    note = credit_invoice(second.id, actor=world.actor(world.mina), at=JUNE)
    text = words(nadia.get(own(world, f"invoices/{note.id}/")).content.decode())
    assert "Credit note" in text
    assert "IBAN" not in text


def test_the_statement_and_its_file(world: HaulerWorld, nadia: Browser) -> None:
    query = "?first=2026-06-01&last=2026-06-30"
    text = words(nadia.get(own(world, "statement/") + query).content.decode())
    assert "Closing balance" in text
    assert "Payment R1 Bank transfer" in text
    rows = b"".join(nadia.get(own(world, "statement/export/") + query).streaming_content)  # type: ignore[attr-defined]
    assert b"15.00,GBP" in rows
    assert nadia.get(own(world, "statement/") + "?first=x").status_code == 422


def test_a_deactivated_customer_still_sees_them(world: HaulerWorld, nadia: Browser) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert nadia.get(own(world)).status_code == 200


def test_after_leaving_what_was_billed_stays_with_the_firms_name(world: HaulerWorld, nadia: Browser) -> None:
    Client.objects.filter(pk=world.mill_lane.pk).update(firm=None)
    text = words(nadia.get(own(world)).content.decode())
    assert "INV-000002" in text
    assert "To pay: Greenway" in text
    statement = words(
        nadia.get(own(world, "statement/") + "?first=2026-06-01&last=2026-06-30").content.decode()
    )
    assert "15.00 GBP" in statement
    other, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(other, quinn, "administrator")
    Client.objects.filter(pk=world.mill_lane.pk).update(firm=other)
    southside = signed_in(quinn)
    invoice = Invoice.objects.get(client=world.mill_lane, number=2)
    assert southside.get(f"/invoices/{invoice.id}/").status_code == 404
    assert "INV-0000" not in words(
        southside.get(
            f"/clients/{world.mill_lane.id}/statement/?first=2026-01-01&last=2026-12-31"
        ).content.decode()
    )


def test_who_is_no_administrator_is_told_whom_to_ask(world: HaulerWorld) -> None:
    stan = new_person("Stan Mills")
    place(world.mill_lane, stan, UserState.JOINED, ClientRole.STANDARD)
    browser = signed_in(stan)
    for page in ("invoices/", "statement/", "statement/export/"):
        answer = browser.get(own(world, page))
        assert answer.status_code == 403
        assert "Nadia Mills" in words(answer.content.decode())
    assert "/invoices/" not in browser.get(own(world, "")).content.decode()
    assert browser.get(f"/account/{world.forge.id}/invoices/").status_code == 404


def test_an_account_that_was_never_billed_has_no_such_tab() -> None:
    firm, zoe = new_firm("Books & Co", "practice"), new_person("Zoe Baker")
    client = new_client(firm, "Birch", (), joined=[zoe])
    browser = signed_in(zoe)
    assert "/invoices/" not in browser.get(f"/account/{client.id}/").content.decode()
    text = words(browser.get(f"/account/{client.id}/invoices/").content.decode())
    assert "What you are billed is listed here." in text or "Ask an administrator" in text
    assert browser.get(f"/account/{client.id}/statement/").status_code in {200, 403}


def test_long_lists_have_pages(world: HaulerWorld, nadia: Browser) -> None:
    first = Invoice.objects.get(client=world.mill_lane, number=1)
    for number in range(100, 160):
        first.pk, first.number = None, number
        first.id = f"inv_{number:024d}"
        first.issued_on = (JUNE - timedelta(days=number)).date()
        first.save(force_insert=True)
    page = nadia.get(own(world)).content.decode()
    after = page.partition("?after=")[2].partition('"')[0]
    assert words(nadia.get(own(world) + f"?after={after}").content.decode()).count("INV-000") == 12
    assert fresh(world.mill_lane).owner_id == world.nadia.id
