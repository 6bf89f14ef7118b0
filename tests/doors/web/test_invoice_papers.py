"""Letterhead, billing details and profiles on pages; an invoice as PDF and by e-mail (R42, R46)."""

from datetime import UTC, datetime

import pypdfium2
import pytest
from django.utils import timezone

from tenure.operations.billing_details import add_profile
from tenure.records.models import BillingDetails, BillingProfile, Client, Firm, Letterhead, OutboxMail
from tenure.records.people import actor_at_firm
from tests.doors.web.walking import signed_in
from tests.operations.billing import bill
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    Client.objects.filter(pk=world.mill_lane.pk).update(email="books@mill-lane.example")
    return world


def words_in(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_letterhead_is_written_and_seen_on_paper(world: HaulerWorld) -> None:
    olive = signed_in(world.olive)
    assert "Nobody has written a letterhead yet" in olive.get("/firm/letterhead/").content.decode()
    typed = {
        "name": "Greenway Ltd",
        "country": "GB",
        "tax_number": "GB 980 7806 84",
        "iban": "gb29 nwbk 6016 1331 9268 19",
        "terms": "Thirty days.",
    }
    assert olive.post("/firm/letterhead/", typed).status_code == 302
    head = Letterhead.objects.get()
    assert (head.name, head.iban, head.country) == ("Greenway Ltd", "GB29NWBK60161331926819", "GB")
    paper = olive.get("/firm/letterhead/specimen/")
    assert paper["Content-Type"] == "application/pdf"
    assert "Thirty days." in words_in(paper.content)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("iban", "GB00 NWBK 6016 1331 9268 19"),
        ("bic", "NO"),
        ("tax_number", "GB 980 7806 85"),
        ("email", "nowhere"),
        ("country", "XX"),
        ("name", " "),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field(world: HaulerWorld, field: str, wrong: str) -> None:
    typed = {"name": "Greenway Ltd", "country": "GB", "terms": "Kept", field: wrong}
    answer = signed_in(world.olive).post("/firm/letterhead/", typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert "Kept" in answer.content.decode()
    assert not Letterhead.objects.exists()


def test_only_who_may_writes_a_letterhead(world: HaulerWorld) -> None:
    assert signed_in(world.fay).get("/firm/letterhead/").status_code == 403
    assert "Letterhead" in signed_in(world.olive).get("/firm/").content.decode()


def test_a_firm_that_does_not_bill_has_none_of_these_pages() -> None:
    solo = solo_world()
    olive = signed_in(solo.olive)
    for address in (
        "/firm/letterhead/",
        "/billing/profiles/",
        f"/clients/{solo.harpers.id}/billing/details/",
    ):
        assert olive.get(address).status_code == 404
    assert "Letterhead" not in olive.get("/firm/").content.decode()


def test_billing_details_and_profiles(world: HaulerWorld) -> None:
    mina = signed_in(world.mina)
    assert mina.post("/billing/profiles/", {"name": "Monthly", "due_days": "30"}).status_code == 302
    assert mina.post("/billing/profiles/", {"name": "monthly"}).status_code == 422
    profile = BillingProfile.objects.get()
    address = f"/clients/{world.mill_lane.id}/billing/details/"
    typed = {"name": "Mill Lane Group", "email": "ap@group.example", "profile": profile.id}
    assert mina.post(address, typed).status_code == 302
    page = mina.get(address).content.decode()
    assert "Mill Lane Group" in page
    assert "due after 30 days" in page
    invoice = bill(world, "10.00", at=JUNE)
    assert (invoice.due_on.isoformat() if invoice.due_on else "") == "2026-07-10"
    assert (
        mina.post(f"/billing/profiles/{profile.id}/", {"name": "Every month", "due_days": ""}).status_code
        == 302
    )
    assert (
        "1 customer is in this profile"
        in mina.get(f"/billing/profiles/{profile.id}/removal/").content.decode()
    )
    assert mina.post(f"/billing/profiles/{profile.id}/removal/").status_code == 302
    assert BillingDetails.objects.get().profile is None
    assert mina.get(f"/billing/profiles/{profile.id}/").status_code == 404


def test_a_strangers_profile_is_none(world: HaulerWorld) -> None:
    other, nora = new_firm("Other Haulers", "hauler"), new_person("Nora Other")
    new_member(other, nora, "administrator")
    theirs = actor_at_firm(nora.id, other.id)
    assert theirs is not None
    profile = add_profile("Theirs", actor=theirs)
    address = f"/clients/{world.mill_lane.id}/billing/details/"
    assert signed_in(world.mina).post(address, {"profile": profile.id}).status_code == 422
    assert signed_in(world.mina).get(f"/billing/profiles/{profile.id}/").status_code == 404


def test_an_invoice_is_taken_as_pdf_and_kept_by_nobody_else(world: HaulerWorld) -> None:
    invoice = bill(world, "1234.50", at=JUNE)
    for answer in (
        signed_in(world.fay).get(f"/invoices/{invoice.id}/pdf/"),
        signed_in(world.nadia).get(f"/account/{world.mill_lane.id}/invoices/{invoice.id}/pdf/"),
    ):
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == 'attachment; filename="INV-000001.pdf"'
        assert answer["Cache-Control"] == "private, no-store"
        assert "1,234.50 GBP" in words_in(answer.content)
    theirs = bill(world, "5.00", at=JUNE, client=world.forge)
    assert (
        signed_in(world.nadia).get(f"/account/{world.mill_lane.id}/invoices/{theirs.id}/pdf/").status_code
        == 404
    )
    nora = new_person("Nora Other")
    new_member(new_firm("Other Haulers", "hauler"), nora, "administrator")
    assert signed_in(nora).get(f"/invoices/{invoice.id}/pdf/").status_code == 404


def test_a_statement_is_taken_as_pdf(world: HaulerWorld) -> None:
    bill(world, "1234.50", at=timezone.now())
    for reader, address in (
        (world.fay, f"/clients/{world.mill_lane.id}/statement/pdf/"),
        (world.nadia, f"/account/{world.mill_lane.id}/statement/pdf/"),
    ):
        answer = signed_in(reader).get(address)
        assert answer["Content-Type"] == "application/pdf"
        text = words_in(answer.content)
        assert "Invoice INV-000001" in text
        assert "Still to be paid" in text
        assert signed_in(reader).get(f"{address}?first=2020-01-01&last=2020-02-01").status_code == 404


def test_sending_shows_the_letter_first(world: HaulerWorld) -> None:
    invoice = bill(world, "12.00", at=JUNE)
    mina = signed_in(world.mina)
    page = mina.get(f"/invoices/{invoice.id}/send/").content.decode()
    assert "books@mill-lane.example" in page
    assert "INV-000001 from Greenway" in page
    assert "INV-000001.pdf" in page
    assert not OutboxMail.objects.filter(kind="invoices").exists()
    assert mina.post(f"/invoices/{invoice.id}/send/").status_code == 302
    mail = OutboxMail.objects.get(kind="invoices")
    letter = signed_in(world.olive).get(f"/outbox/{mail.id}/").content.decode()
    assert "INV-000001.pdf" in letter
    assert "It waits in the outbox already." in mina.get(f"/invoices/{invoice.id}/send/").content.decode()
    assert signed_in(world.fay).get(f"/invoices/{invoice.id}/send/").status_code == 403


def test_without_an_address_the_page_says_so(world: HaulerWorld) -> None:
    Client.objects.filter(pk=world.mill_lane.pk).update(email="")
    invoice = bill(world, "12.00", at=JUNE)
    page = signed_in(world.mina).get(f"/invoices/{invoice.id}/send/").content.decode()
    assert "There is no e-mail address for invoices" in page
    assert "Send it" not in page


def test_what_the_data_lack_is_said(world: HaulerWorld) -> None:
    Letterhead.objects.create(firm=world.firm, name="Greenway SARL", country="FR")
    Client.objects.filter(pk=world.mill_lane.pk).update(country="Germany")
    invoice = bill(world, "12.00", at=JUNE)
    page = signed_in(world.mina).get(f"/invoices/{invoice.id}/").content.decode()
    assert "The letterhead has no tax number." in page
