"""E-invoices are taken at their word, and XML that is up to something is not."""

from decimal import Decimal

import pytest

from tenure.core.reading.reading import Field, Reading, Source, TaxRate
from tenure.outlets.extraction.einvoice import read_xml
from tenure.outlets.extraction.troubles import Refused, Trouble
from tests.outlets.extraction import papers


def values(reading: Reading) -> dict[str, str]:
    return {field.value: found.value for field, found in reading.fields.items()}


def trouble(content: bytes) -> Trouble:
    with pytest.raises(Refused) as refused:
        read_xml(content)
    return refused.value.failure.trouble


def test_cii_is_read() -> None:
    reading = read_xml(papers.cii())
    assert values(reading) == {
        "supplier": "Birch & Sons GmbH",
        "number": "RE-7",
        "date": "2026-03-14",
        "due_date": "2026-04-13",
        "currency": "EUR",
        "net": "100.00",
        "tax": "19.00",
        "total": "119.00",
        "iban": "DE89370400440532013000",
        "kind": "invoice",
    }
    assert reading.rates == (TaxRate(rate=Decimal("19.00"), net=Decimal("100.00"), tax=Decimal("19.00")),)
    assert reading.source is Source.XML
    assert reading.adds_up is True
    assert not reading.uncertain


def test_ubl_is_read() -> None:
    reading = read_xml(papers.ubl())
    assert values(reading) == {
        "supplier": "Zoé SARL",
        "number": "F-2026-88",
        "date": "2026-03-14",
        "due_date": "2026-04-13",
        "currency": "EUR",
        "net": "200.00",
        "tax": "25.50",
        "total": "225.50",
        "iban": "FR1420041010050500013M02606",
        "kind": "invoice",
    }
    assert [rate.rate for rate in reading.rates] == [Decimal(20), Decimal("5.5")]
    assert reading.adds_up is True


def test_credit_notes_are_told_apart() -> None:
    assert read_xml(papers.ubl("CreditNote")).fields[Field.KIND].value == "credit_note"
    assert read_xml(papers.cii(code="381")).fields[Field.KIND].value == "credit_note"


def test_an_invoice_below_zero_is_a_credit_note_with_positive_amounts() -> None:
    content = papers.cii(total="-119.00").replace(b">19.00</ram:T", b">-19.00</ram:T")
    content = content.replace(b">100.00</ram:", b">-100.00</ram:").replace(
        b">19.00</ram:C", b">-19.00</ram:C"
    )
    reading = read_xml(content)
    assert reading.fields[Field.KIND].value == "credit_note"
    assert [reading.fields[field].value for field in (Field.NET, Field.TAX, Field.TOTAL)] == [
        "100.00",
        "19.00",
        "119.00",
    ]
    assert reading.rates[0].tax == Decimal("19.00")
    assert reading.adds_up is True


def test_what_does_not_add_up_is_said() -> None:
    reading = read_xml(papers.cii(total="191.00"))
    assert reading.adds_up is False
    assert reading.uncertain


def test_zugferd_of_the_first_edition_is_read() -> None:
    content = papers.cii().decode()
    for new, old in (
        (
            "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
            "urn:ferd:CrossIndustryDocument:invoice:1p0",
        ),
        ("CrossIndustryInvoice", "CrossIndustryDocument"),
        ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"),
        ("rsm:ExchangedDocument", "rsm:HeaderExchangedDocument"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SettlementHeaderMonetary", "SettlementMonetary"),
        ("RateApplicablePercent", "ApplicablePercent"),
    ):
        content = content.replace(new, old)
    assert values(read_xml(content.encode()))["total"] == "119.00"
    assert len(read_xml(content.encode()).rates) == 1


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Invoice>&c;</Invoice>"""
THIEF = (
    b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>"""
)
CALLER = b"""<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><Invoice/>"""


@pytest.mark.parametrize("content", [BOMB, THIEF, CALLER, b"<a>" * 100_000])
def test_xml_that_is_up_to_something_is_not_read(content: bytes) -> None:
    assert trouble(content) is Trouble.UNSAFE_XML


@pytest.mark.parametrize(
    "content", [b"<Invoice>", b"<?xml version='1.0' encoding='no-such'?><a/>", papers.cii()[:900]]
)
def test_broken_xml_is_told(content: bytes) -> None:
    assert trouble(content) is Trouble.DAMAGED


@pytest.mark.parametrize("content", [b"<Invoice/>", b"<rss/>", b"<Invoice xmlns='urn:other'/>"])
def test_other_xml_is_told(content: bytes) -> None:
    assert trouble(content) is Trouble.NOT_AN_E_INVOICE


def test_values_that_are_none_are_left_out() -> None:
    content = papers.cii(total="NaN").replace(b"20260314", b"20261314").replace(b"DE89", b"DE88")
    read = values(read_xml(content))
    assert not {"total", "date", "iban"} & read.keys()
    assert read_xml(papers.cii(total="1e400")).fields.get(Field.TOTAL) is None
