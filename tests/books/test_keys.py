"""The same client is found under another spelling, and another client is not (R57)."""

import pytest

from tenure.core.books import email_key, legal_form, name_key, number_key


@pytest.mark.parametrize(
    "name",
    ["Café Lumière", "CAFE LUMIERE", "Café Lumière Ltd", "Café Lumière Limited.", "SARL Café Lumière",
     "Café-Lumière, S.A.R.L.", "Cafe\u0301 Lumie\u0300re GmbH", "  café   lumière  Pty Ltd"],
)  # fmt: skip
def test_one_name(name: str) -> None:
    assert name_key(name) == "cafe lumiere"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("O’Rourke & Daughters", "orourke daughters"),
        ("O'Rourke and Daughters", "orourke daughters"),
        ("Ltd", "ltd"),
        ("SAS", "sas"),
        ("Straße AG", "strasse"),
        ("Œuvre", "œuvre"),
        ("株式会社", "株式会社"),
        ("!!!", ""),
    ],
)
def test_names_keep_what_tells_them_apart(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("name", "form"),
    [("Acme Limited", "ltd"), ("Acme Pty. Ltd.", "ltd"), ("SCI Dupont", "sci"), ("Acme", "")],
)
def test_legal_forms(name: str, form: str) -> None:
    assert legal_form(name) == form


def test_a_company_number_survives_a_spreadsheet() -> None:
    assert number_key("09 000 000") == number_key("9000000") == number_key("0900-0000") == "9000000"
    assert number_key("sc 123456") == "SC123456"


@pytest.mark.parametrize("number", ["", "000", "none", "0", "12"])
def test_what_is_no_company_number_finds_nobody(number: str) -> None:
    assert number_key(number) == ""


def test_an_address_has_no_case() -> None:
    assert email_key(" Hello@Acme.Example ") == "hello@acme.example"
