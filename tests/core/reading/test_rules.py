"""Whole documents in five languages, as people write them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tenure.core.reading.reading import DocumentKind, Field, Place, Source, TaxRate
from tenure.core.reading.rules import read
from tests.core.reading.pages import page_of, reading_of, values_of

AMERICAN = """
ACME Tools LLC                                               INVOICE
200 Industrial Blvd                                          # 10452
Dayton, OH 45402
                                            Date:             Mar 4, 2025
Bill To:             Ship To:               Payment Terms:    Net 30
Grant Miller         Grant Miller           Due Date:         Apr 3, 2025
12 Elm St            12 Elm St              Balance Due:      $1,190.75
Dayton, OH 45402     Dayton, OH 45402

Item                                   Quantity    Rate        Amount
Cordless drill                         2           $250.00     $500.00
Saw                                    3           $200.00     $600.00

                                            Subtotal:         $1,100.00
                                            Tax (8.25%):      $90.75
                                            Total:            $1,190.75
Notes: Thanks for your business!
"""

GERMAN = """
Schreinerei Huber                                          Schreinerei Huber
Inhaber Josef Huber                                        Am Anger 4
Am Anger 4 · 83022 Rosenheim                               83022 Rosenheim
                                                           Tel. 08031 12345
Frau                                                       mail@schreinerei-huber.de
Erika Mustermann
Seestr. 12                                                 Rechnungsnummer   2025-117
83209 Prien                                                Kundennummer      10023
                                                           Datum             3. Februar 2025
Rechnung

Sehr geehrte Frau Mustermann,
für die Arbeiten vom 12.01.2025 bis 15.01.2025 berechnen wir:
Pos   Bezeichnung                     Menge    Einzel     Gesamt
1     Küchenfront                     1 Stk    2.400,00   2.400,00
2     Montage                         8 Std    65,00      520,00

                                      Summe netto             2.920,00 EUR
                                      zzgl. 19 % MwSt.          554,80 EUR
                                      Rechnungsbetrag         3.474,80 EUR
Zahlbar innerhalb von 14 Tagen ohne Abzug. Bei Zahlung bis 10.02.2025 2 % Skonto.
Sparkasse Rosenheim  IBAN DE89 3704 0044 0532 0130 00  BIC COBADEFFXXX
Steuernummer 156/123/45678
"""

FRENCH = """
                                FACTURE N° FA-2025-0871
Date : 14 mars 2025
Société DUVAL ET FILS
Plomberie - Chauffage                                  Monsieur PETIT Jean
45, avenue Foch                                        8 rue du Moulin
33000 BORDEAUX                                         33700 MERIGNAC
SIRET 732 829 320 00074

Désignation                         Qté    P.U. HT     Total HT
Remplacement chaudière              1      3 450,00    3 450,00
Main d'oeuvre                       6      55,00       330,00

                                    Total HT           3 780,00
                                    TVA 10 %           378,00
                                    Total TTC          4 158,00
                                    Acompte versé      1 000,00
                                    Net à payer        3 158,00 €
Règlement à 30 jours
"""

SPANISH = """
FACTURA                                   Ana Ruiz Gómez
Nº 2025/018                               NIF 12345678Z
Fecha 10/02/2025                          C/ Luna 8, 28004 Madrid
Cliente: Talleres Norte S.L.
CIF: B12345674
Concepto                                              Importe
Diseño web                                            1.000,00 €
Base imponible                                        1.000,00 €
IVA 21%                                               210,00 €
IRPF -15%                                             -150,00 €
Total a pagar                                         1.060,00 €
Pago por transferencia: ES91 2100 0418 4502 0005 1332
"""

TILL = """
            THE CORNER CAFE
            12 High Street, Bath
            VAT No GB 123 4567 89
  04/05/25  13:22        Till 2
  2 Flat white                       7.20
  1 Cheese toastie                   6.50
  TOTAL                             13.70
  CASH                              20.00
  CHANGE                             6.30
            Thank you!
"""

DUTCH = """
Van Dijk Loodgieters                              Kerkstraat 12
                                                  1011 AB Amsterdam
                                                  KvK 12345678
                                                  BTW NL004495445B01
Factuur
Bakkerij De Vries B.V.
Havenweg 3
3511 LK Utrecht

Factuurnummer:  25-0033       Factuurdatum: 3 maart 2025    Vervaldatum: 17 maart 2025
Omschrijving            Aantal     Prijs        BTW      Totaal
Reparatie lekkage       3          € 60,00      21%      € 180,00
Materiaal               1          € 40,00      9%       € 40,00
                                   Subtotaal             € 220,00
                                   BTW 21% over € 180,00   € 37,80
                                   BTW 9% over € 40,00      € 3,60
                                   Totaal                € 261,40
Gelieve te betalen op NL91 ABNA 0417 1643 00 t.n.v. Van Dijk Loodgieters
"""


def test_an_american_invoice() -> None:
    assert values_of(AMERICAN) == {
        Field.SUPPLIER: "ACME Tools LLC", Field.NUMBER: "10452", Field.DATE: "2025-03-04", Field.DUE_DATE: "2025-04-03",
        Field.CURRENCY: "USD", Field.NET: "1100.00", Field.TAX: "90.75", Field.TOTAL: "1190.75",
        Field.KIND: DocumentKind.INVOICE, Field.LANGUAGE: "en",
    }  # fmt: skip


def test_a_german_invoice_is_due_when_it_is_due_not_when_the_discount_ends() -> None:
    assert values_of(GERMAN) == {
        Field.SUPPLIER: "Schreinerei Huber", Field.NUMBER: "2025-117", Field.DATE: "2025-02-03",
        Field.DUE_DATE: "2025-02-17",
        Field.CURRENCY: "EUR", Field.NET: "2920.00", Field.TAX: "554.80", Field.TOTAL: "3474.80",
        Field.IBAN: "DE89370400440532013000", Field.KIND: DocumentKind.INVOICE, Field.LANGUAGE: "de",
    }  # fmt: skip


def test_a_french_invoice_with_a_deposit_has_the_total_before_it() -> None:
    values = values_of(FRENCH)
    assert (values[Field.NET], values[Field.TAX], values[Field.TOTAL]) == ("3780.00", "378.00", "4158.00")
    assert (values[Field.SUPPLIER], values[Field.NUMBER]) == ("Société DUVAL ET FILS", "FA-2025-0871")
    assert (values[Field.DATE], values[Field.DUE_DATE]) == ("2025-03-14", "2025-04-13")


def test_a_dutch_invoice_names_its_supplier_as_the_holder_of_the_account() -> None:
    reading = reading_of(DUTCH)
    assert reading.fields[Field.SUPPLIER].value == "Van Dijk Loodgieters"
    assert reading.rates == (
        TaxRate(rate=Decimal(21), net=Decimal("180.00"), tax=Decimal("37.80")),
        TaxRate(rate=Decimal(9), net=Decimal("40.00"), tax=Decimal("3.60")),
    )
    assert (reading.adds_up, reading.uncertain) == (True, False)


def test_a_spanish_invoice_adds_up_with_the_tax_that_is_kept_back() -> None:
    reading = reading_of(SPANISH)
    assert (reading.fields[Field.NET].value, reading.fields[Field.TAX].value) == ("1000.00", "210.00")
    assert reading.fields[Field.TOTAL].value == "1060.00"
    assert reading.adds_up is True


def test_a_receipt_from_a_till_needs_no_number() -> None:
    reading = reading_of(TILL, country="GB")
    assert reading.fields[Field.KIND].value == DocumentKind.RECEIPT
    assert reading.fields[Field.TOTAL].value == "13.70"
    assert Field.NUMBER not in reading.doubtful


def test_a_document_that_does_not_add_up_goes_to_review() -> None:
    reading = reading_of(FRENCH.replace("378,00", "379,00").replace("4 158,00", "4 185,00"))
    assert reading.adds_up is False
    assert reading.uncertain


def test_what_is_missing_is_named() -> None:
    reading = reading_of("Facture\nMerci de votre confiance")
    assert {Field.SUPPLIER, Field.NUMBER, Field.DATE, Field.CURRENCY, Field.TOTAL} <= set(reading.doubtful)
    assert reading.adds_up is None


def test_a_field_knows_where_it_stands() -> None:
    place = reading_of(DUTCH).fields[Field.NUMBER].place
    assert place is not None
    assert place.page == 1
    row, column = 9, 16
    assert place.left == pytest.approx(column / 100)
    assert place.top == pytest.approx(row / 70)
    assert isinstance(place, Place)


def test_letters_that_were_hard_to_read_make_a_field_unsure() -> None:
    page = page_of(DUTCH)
    blurred = (replace(word, confidence=0.55) if word.text == "25-0033" else word for word in page.words)
    reading = read([replace(page, words=tuple(blurred))], source=Source.OCR)
    assert Field.NUMBER in reading.doubtful


CREDIT_NOTE = """
Alder Bakery Ltd                         CREDIT NOTE
12 Mill Road, Leeds LS1 4DY
Credit note no: CN-88        Date: 25/03/2026
Original invoice: INV-2041   VAT no GB980780684
Bill to
Birch Cafe Ltd
Subtotal       -£100.00
VAT 20%         -£20.00
Total          -£120.00
"""


def test_a_credit_note_has_its_own_number_and_amounts_without_minus() -> None:
    values = values_of(CREDIT_NOTE)
    assert values[Field.KIND] == DocumentKind.CREDIT_NOTE
    assert values[Field.NUMBER] == "CN-88"
    assert (values[Field.NET], values[Field.TAX], values[Field.TOTAL]) == ("100.00", "20.00", "120.00")
