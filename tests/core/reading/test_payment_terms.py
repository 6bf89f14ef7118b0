"""When a document is due where no date says it; and who has to look where it only speaks of it."""

import pytest

from tenure.core.reading.reading import SURE, Field, Reading
from tenure.core.reading.storing import fields_to_plain, from_plain, rates_to_plain
from tests.core.reading.pages import reading_of

PAPERS = {
    "en": ("Alder Bakery Ltd    INVOICE", "London", "Invoice number: 77", "Invoice date: 5 March 2026", "Total  £100.00"),
    "fr": ("SARL Duval    FACTURE", "69002 Lyon", "Facture n° 77", "Date de facture : 05/03/2026", "Total TTC  10,00 €"),
    "de": ("Huber GmbH    RECHNUNG", "Bonn", "Rechnungsnummer: 77", "Rechnungsdatum: 05.03.2026", "Gesamtbetrag  10,00 €"),
    "nl": ("Van Dijk B.V.    FACTUUR", "Utrecht", "Factuurnummer: 77", "Factuurdatum: 05-03-2026", "Totaal  € 100,00"),
    "es": ("Ruiz S.L.    FACTURA", "Madrid", "Nº de factura: 77", "Fecha de factura: 05/03/2026", "Total factura  10,00 €"),
}  # fmt: skip


def paper(language: str, terms: str) -> Reading:
    *head, total = PAPERS[language]
    return reading_of("\n".join((*head, terms, total)))


@pytest.mark.parametrize(
    ("language", "terms", "due"),
    [
        ("en", "30 days net", "2026-04-04"),
        ("en", "Payment terms: 14 days", "2026-03-19"),
        ("en", "Terms: Net 30", "2026-04-04"),
        ("en", "Terms          Ship via\nNet 30         Road", "2026-04-04"),
        ("en", "Terms: 2% 10 days, net 30 days", "2026-04-04"),
        ("en", "Due on receipt", "2026-03-05"),
        ("fr", "30 jours net", "2026-04-04"),
        ("fr", "Règlement à 30 jours", "2026-04-04"),
        ("fr", "Conditions de règlement : 45 jours", "2026-04-19"),
        ("fr", "Échéance : à réception", "2026-03-05"),
        ("de", "30 Tage netto", "2026-04-04"),
        ("de", "Zahlbar innerhalb 10 Tagen 2 % Skonto, 30 Tage netto", "2026-04-04"),
        ("de", "Zahlungsziel: 14 Tage", "2026-03-19"),
        ("de", "Zahlbar sofort ohne Abzug", "2026-03-05"),
        ("nl", "30 dagen netto", "2026-04-04"),
        ("nl", "Betalingstermijn: 14 dagen", "2026-03-19"),
        ("nl", "Te betalen binnen 30 dagen", "2026-04-04"),
        ("es", "30 días neto", "2026-04-04"),
        ("es", "Condiciones de pago: 60 días", "2026-05-04"),
        ("es", "Vencimiento: al contado", "2026-03-05"),
    ],
)
def test_terms_of_payment_give_a_day(language: str, terms: str, due: str) -> None:
    reading = paper(language, terms)
    found = reading.fields[Field.DUE_DATE]
    assert found.value == due
    assert SURE <= found.confidence < 0.9
    assert not reading.uncertain


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", "Payment terms: 30 days end of month"),
        ("fr", "Règlement à 30 jours fin de mois"),
        ("de", "Zahlungsziel: 30 Tage, Monatsende"),
        ("nl", "Betalingstermijn: 30 dagen einde maand"),
        ("es", "Vencimiento a 30 días fin de mes"),
    ],
)
def test_the_end_of_a_month_is_for_a_person_to_confirm(language: str, terms: str) -> None:
    reading = paper(language, terms)
    assert reading.fields[Field.DUE_DATE].value == "2026-04-30"
    assert reading.doubtful == (Field.DUE_DATE,)


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", "Due date:"),
        ("en", "Payment terms: as agreed"),
        ("fr", "Échéance : voir contrat"),
        ("de", "Zahlungsbedingungen laut Vertrag"),
        ("de", "Zahlbar innerhalb 10 Tagen mit 2 % Skonto. Zahlungsziel laut Vertrag."),
        ("nl", "Vervaldatum: zie contract"),
        ("es", "Fecha de vencimiento: según contrato"),
    ],
)
def test_a_document_that_speaks_of_its_due_date_without_one_goes_to_review(language: str, terms: str) -> None:
    reading = paper(language, terms)
    assert Field.DUE_DATE not in reading.fields
    assert reading.doubtful == (Field.DUE_DATE,)
    assert reading.uncertain


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", "Thank you. Terms and conditions apply."),
        ("en", "Payment by bank transfer"),
        ("fr", "Pénalités exigibles le jour suivant la date de règlement figurant sur la facture"),
        ("de", "Vielen Dank für Ihren Auftrag"),
        ("nl", "Te betalen op rekening NL91 ABNA 0417 1643 00"),
        ("es", "Forma de pago: transferencia"),
    ],
)
def test_a_document_that_says_nothing_of_it_has_no_due_date(language: str, terms: str) -> None:
    reading = paper(language, terms)
    assert Field.DUE_DATE not in reading.fields
    assert not reading.uncertain


def test_a_receipt_was_paid() -> None:
    assert reading_of("Receipt\nAlder Bakery Ltd\n05/03/2026\nTotal £10.00\nDue date:").unread == {}


def test_what_was_not_read_is_kept_with_its_place() -> None:
    reading = paper("en", "Due date:")
    again = from_plain(
        fields_to_plain(reading),
        rates_to_plain(reading),
        source=reading.source.value,
        adds_up=reading.adds_up,
    )
    assert again == reading
    assert list(again.unread) == [Field.DUE_DATE]
