"""Invoices leave by e-mail with their papers: who gets what, once, and what becomes of it (R45, R46)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import facturx
import pypdfium2
import pytest
from django.test import override_settings

from tenure.operations.credit_notes import credit_invoice
from tenure.operations.errors import NotAllowed
from tenure.operations.invoice_paper import papers_of, zipped
from tenure.operations.invoice_sending import preview_sending, send_invoices
from tenure.operations.letter_previews import preview_of
from tenure.operations.letters import subject_of
from tenure.operations.outbox import deliver_due
from tenure.records.models import BillingDetails, Client, Firm, Invoice, Letterhead, MailState, OutboxMail
from tests.operations.billing import bill, pay
from tests.outlets.post_office import PostOffice, body, open_post_office
from tests.tree_worlds import HaulerWorld, hauler_world

# It publishes no types.
FACTUR_X: Any = facturx
pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    Client.objects.filter(pk=world.mill_lane.pk).update(email="books@mill-lane.example")
    return world


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office, override_settings(MAILERS=office.mailers):
        yield office


def words_in(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_one_letter_a_customer_brings_its_invoices_as_pdf(world: HaulerWorld, office: PostOffice) -> None:
    first, second = bill(world, "1234.50", at=JUNE), bill(world, "20.00", at=JUNE)
    sending = send_invoices([second.id, first.id], actor=world.actor(world.mina), at=JUNE)
    assert [letter.numbers for letter in sending.letters] == [("INV-000001", "INV-000002")]
    assert sending.unsendable == ()
    assert Invoice.objects.filter(sent_at=None).count() == 2, "not sent before the letter has left"
    assert deliver_due(JUNE).sent == 1
    (letter,) = office.letters
    assert letter["To"] == "Mill Lane Foods <books@mill-lane.example>"
    assert letter["Subject"] == "2 invoices from Greenway"
    assert "Invoice INV-000001: 1234.50 GBP" in body(letter, "plain")
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert list(files) == ["INV-000001.pdf", "INV-000002.pdf"]
    text = words_in(files["INV-000001.pdf"])
    assert "INV-000001" in text
    assert "1,234.50 GBP" in text
    first.refresh_from_db()
    assert first.sent_at is not None


def test_what_cannot_be_sent_is_told_before_anything_is_written(world: HaulerWorld) -> None:
    good, void = bill(world, "10.00", at=JUNE), bill(world, "11.00", at=JUNE)
    Invoice.objects.filter(pk=void.pk).update(voided_at=JUNE)
    nowhere = bill(world, "12.00", at=JUNE, client=world.forge)
    Client.objects.filter(pk=world.forge.pk).update(email="")
    looked = preview_sending([good.id, void.id, nowhere.id, "inv_nothing"], actor=world.actor(world.mina))
    assert [(letter.client_name, letter.invoices) for letter in looked.letters] == [
        ("Mill Lane Foods", (good.id,))
    ]
    assert {one.client_name: one.reason.text for one in looked.unsendable} == {
        "Mill Lane Foods": "A void invoice is not sent.",
        "The Old Forge": "There is no e-mail address for invoices. Add one to the billing details.",
    }
    assert not OutboxMail.objects.filter(kind="invoices").exists()


def test_the_billing_details_say_where_invoices_go(world: HaulerWorld) -> None:
    BillingDetails.objects.create(client=world.mill_lane, name="Mill Lane Group", email="ap@group.example")
    invoice = bill(world, "10.00", at=JUNE)
    assert invoice.buyer.splitlines()[0] == "Mill Lane Group"
    (letter,) = preview_sending([invoice.id], actor=world.actor(world.mina)).letters
    assert (letter.to_name, letter.to_address) == ("Mill Lane Group", "ap@group.example")


def test_a_second_click_writes_no_second_letter(world: HaulerWorld, office: PostOffice) -> None:
    invoice = bill(world, "10.00", at=JUNE)
    actor = world.actor(world.mina)
    send_invoices([invoice.id], actor=actor, at=JUNE)
    again = send_invoices([invoice.id], actor=actor, at=JUNE)
    assert [one.reason.text for one in again.unsendable] == ["It waits in the outbox already."]
    assert OutboxMail.objects.filter(kind="invoices").count() == 1
    deliver_due(JUNE)
    assert send_invoices([invoice.id], actor=actor, at=JUNE).invoices == 1, "sent, it may be sent again"


def test_a_letter_whose_invoices_are_void_has_nothing_to_say(world: HaulerWorld, office: PostOffice) -> None:
    invoice = bill(world, "10.00", at=JUNE)
    send_invoices([invoice.id], actor=world.actor(world.mina), at=JUNE)
    Invoice.objects.filter(pk=invoice.pk).update(voided_at=JUNE)
    assert deliver_due(JUNE).failed == 1
    mail = OutboxMail.objects.get(kind="invoices")
    assert (mail.state, preview_of(mail)) == (MailState.FAILED.value, None)
    assert office.letters == []


def test_an_erased_customers_letter_is_gone(world: HaulerWorld, office: PostOffice) -> None:
    invoice = bill(world, "10.00", at=JUNE)
    send_invoices([invoice.id], actor=world.actor(world.mina), at=JUNE)
    mail = OutboxMail.objects.get(kind="invoices")
    assert subject_of(mail).text == "%(number)s from %(firm)s"
    # What erasing leaves: the invoice without its client.
    mail.client = None
    Invoice.objects.filter(pk=invoice.pk).update(client=None)
    assert preview_of(mail) is None


def test_only_who_bills_sends(world: HaulerWorld) -> None:
    invoice = bill(world, "10.00", at=JUNE)
    with pytest.raises(NotAllowed):
        send_invoices([invoice.id], actor=world.actor(world.fay), at=JUNE)
    assert preview_sending([invoice.id], actor=world.actor(world.olive)).invoices == 1


def in_france(world: HaulerWorld, **head: str) -> None:
    Letterhead.objects.create(
        **{
            "firm": world.firm,
            "name": "Greenway SARL",
            "street": "1 rue du Port",
            "postal_code": "33000",
            "city": "Bordeaux",
            "country": "FR",
            "tax_number": "FR 40 303 265 045",
            "iban": "FR7630006000011234567890189",
            **head,
        }
    )
    Client.objects.filter(pk=world.mill_lane.pk).update(
        street="Hauptstr. 1", postal_code="10115", city="Berlin", country="Deutschland", locale="fr"
    )


def test_between_two_countries_of_the_union_the_paper_carries_its_data(world: HaulerWorld) -> None:
    in_france(world)
    invoice = bill(world, "1234.56", at=JUNE, currency="EUR")
    pay_off = credit_invoice(invoice.id, actor=world.actor(world.mina), at=JUNE)
    for row, kind in ((invoice, "380"), (pay_off, "381")):
        (paper,) = papers_of([row.id])
        pdf = paper.pdf()
        assert paper.missing == ()
        name, data = FACTUR_X.get_facturx_xml_from_pdf(BytesIO(pdf))
        assert name == "factur-x.xml"
        assert FACTUR_X.xml_check_xsd(data)
        tree = ET.fromstring(data)  # noqa: S314 - our own
        said = {
            path: tree.findtext(f".//{{*}}{path}")
            for path in ("TypeCode", "GrandTotalAmount", "LineTotalAmount")
        }
        assert said == {"TypeCode": kind, "GrandTotalAmount": "1234.56", "LineTotalAmount": "1234.56"}
        assert "1234,56 EUR" in words_in(pdf).replace(" ", "").replace("EUR", " EUR")
        assert [part.text for part in tree.findall(".//{*}CountryID")] == ["FR", "DE"]


def test_what_the_data_lack_is_told_and_the_paper_is_plain(world: HaulerWorld) -> None:
    in_france(world, tax_number="")
    Client.objects.filter(pk=world.mill_lane.pk).update(country="Atlantis")
    invoice = bill(world, "10.00", at=JUNE)
    (paper,) = papers_of([invoice.id])
    assert [one.text for one in paper.missing] == [
        "The letterhead has no tax number.",
        "The country of %(client)s is missing or not known.",
    ]
    assert b"factur-x.xml" not in paper.pdf()
    Client.objects.filter(pk=world.mill_lane.pk).update(country="Norway")
    assert papers_of([invoice.id])[0].missing == ()


def test_all_papers_come_as_one_zip(world: HaulerWorld) -> None:
    invoices = [bill(world, f"{n}.00", at=JUNE).id for n in (1, 2, 3)]
    pay(world, "1.00", at=JUNE)
    pack = ZipFile(BytesIO(b"".join(zipped(invoices, at=JUNE))))
    assert pack.namelist()[:3] == ["INV-000001.pdf", "INV-000002.pdf", "INV-000003.pdf"]
    assert "This invoice is paid" in words_in(pack.read("INV-000001.pdf"))


def test_many_invoices_are_gathered_in_a_few_questions(
    world: HaulerWorld, django_assert_num_queries: object
) -> None:
    invoices = [bill(world, f"{n}.00", at=JUNE).id for n in range(1, 6)]
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(papers_of(invoices)) == 5
