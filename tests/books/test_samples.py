"""The books that common tools export map without a word from the person who imports them (R57)."""

import pytest

from tenure.core.books import Create, Field, Refused, names_a_client
from tenure.outlets.books import ignored, mapping_of, open_book, recognise
from tests.books.shelf import said, sample, verdicts


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("xero-contacts", "utf-8-sig", ","),
        ("quickbooks-customers", "utf-8", ","),
        ("cabinet-clients", "cp1252", ";"),
    ],
)
def test_encoding_separator_and_name_column_are_found(name: str, encoding: str, delimiter: str) -> None:
    book = open_book(sample(name))
    assert (book.encoding, book.layout.delimiter, book.layout.header_record) == (encoding, delimiter, 0)
    assert names_a_client(mapping_of(recognise(book.headers)))


def test_xero_creates_the_good_rows_and_refuses_the_last_three() -> None:
    judged = verdicts(sample("xero-contacts"))
    assert [type(verdict) for verdict in judged] == [Create] * 24 + [Refused] * 3
    refused = [verdict for verdict in judged if isinstance(verdict, Refused)]
    assert [(verdict.line, [reason.code for reason in verdict.reasons]) for verdict in refused] == [
        (26, ["duplicate"]),
        (27, ["formula", "email_invalid"]),
        (28, ["name_missing"]),
    ]
    assert [said(reason) for verdict in refused for reason in verdict.reasons] == [
        "Line 2 has the same company number.",
        "The cell “Client name” begins with “=”, which a spreadsheet would run as a formula.",
        "“not an address” is not an e-mail address.",
        "The row has no client name.",
    ]


def test_xero_rows_carry_everything_that_was_mapped() -> None:
    first = verdicts(sample("xero-contacts"))[0]
    assert isinstance(first, Create)
    assert first.values == {
        Field.NAME: "Harbour Lane Bakery Ltd",
        Field.REFERENCE: "HAR001",
        Field.EMAIL: "aoife@harbourlanebak.example",
        Field.CONTACT_NAME: "Aoife Hale",
        Field.STREET: "3 Mill Lane",
        Field.CITY: "Leeds",
        Field.POSTAL_CODE: "LS1 0AB",
        Field.COUNTRY: "United Kingdom",
        Field.PHONE: "0113 496 0000",
        Field.TAX_NUMBER: "GB300000000",
        Field.COMPANY_NUMBER: "09000000",
    }


def test_quickbooks_names_the_client_by_company_and_the_contact_by_name() -> None:
    judged = verdicts(sample("quickbooks-customers"))
    assert all(isinstance(verdict, Create) for verdict in judged)
    assert len(judged) == 18
    first = judged[0]
    assert isinstance(first, Create)
    assert first.values[Field.NAME] == "Blue Mesa Plumbing"
    assert first.values[Field.CONTACT_NAME] == "Aoife Hale"


def test_quickbooks_says_which_columns_it_leaves_out() -> None:
    mapping = mapping_of(recognise(open_book(sample("quickbooks-customers")).headers))
    assert ignored(mapping) == ("Fax", "Website", "Opening balance", "Date", "Resale number")


def test_a_cabinet_keeps_its_accents() -> None:
    judged = verdicts(sample("cabinet-clients"))
    assert all(isinstance(verdict, Create) for verdict in judged)
    hotel = judged[7]
    assert isinstance(hotel, Create)
    assert hotel.values[Field.NAME] == "Hôtel de l'Évêché"
    assert hotel.values[Field.CITY] == "Besançon"
    assert hotel.values[Field.CONTACT_NAME] == "Léa COSTA"
    assert hotel.values[Field.COMPANY_NUMBER] == "552138633"
