"""The headers of common exports are recognised, in English and French, and a person can overrule (R57)."""

import pytest

from tenure.core.books import Create, Field, names_a_client
from tenure.outlets.books import (
    BookError,
    mapping_of,
    parse_overrides,
    recognise,
    with_overrides,
)
from tests.books.shelf import mapped, said, verdicts, written


def test_a_plain_list() -> None:
    assert mapped("Client", "Email", "Phone") == {"Client": "name", "Email": "email", "Phone": "phone"}


def test_freeagent_contacts() -> None:
    assert mapped(
        "Organisation", "First Name", "Last Name", "Email", "Billing Email", "Phone Number", "Mobile",
        "Address Line 1", "Town", "Postcode", "Country", "Sales Tax Registration Number",
    ) == {
        "Organisation": "name", "First Name": "contact_first_name", "Last Name": "contact_last_name",
        "Email": "email", "Phone Number": "phone", "Mobile": "phone", "Address Line 1": "street",
        "Town": "city", "Postcode": "postal_code", "Country": "country",
        "Sales Tax Registration Number": "tax_number",
    }  # fmt: skip


def test_sage_customers() -> None:
    assert mapped(
        "Account Reference", "Account Name", "Street 1", "Street 2", "Town", "County", "Postcode",
        "Contact Name", "Telephone Number", "Fax Number", "E-mail", "VAT Registration Number",
    ) == {
        "Account Reference": "reference", "Account Name": "name", "Street 1": "street", "Street 2": "street",
        "Town": "city", "County": "region", "Postcode": "postal_code", "Contact Name": "contact_name",
        "Telephone Number": "phone", "E-mail": "email", "VAT Registration Number": "tax_number",
    }  # fmt: skip


def test_pennylane_clients() -> None:
    assert mapped(
        "Raison sociale", "N° SIREN", "N° SIRET", "N° TVA", "Adresse", "Code postal", "Ville", "Pays",
        "Emails", "Téléphone", "Langue", "Référence externe", "Notes",
    ) == {
        "Raison sociale": "name", "N° SIREN": "company_number", "N° TVA": "tax_number", "Adresse": "street",
        "Code postal": "postal_code", "Ville": "city", "Pays": "country", "Emails": "email",
        "Téléphone": "phone", "Langue": "locale", "Référence externe": "reference", "Notes": "note",
    }  # fmt: skip


@pytest.mark.parametrize("header", ["*ContactName", "contact name", "CONTACT-NAME", " Contact_Name "])
def test_case_signs_and_spaces_do_not_matter(header: str) -> None:
    assert mapped(header) == {header: "name"}


@pytest.mark.parametrize("header", ["Téléphone", "telephone", "TELEPHONE", "Te\u0301le\u0301phone"])
def test_accents_do_not_matter(header: str) -> None:
    assert mapped(header) == {header: "phone"}


def test_nom_is_the_client_alone_and_a_last_name_beside_a_first_name() -> None:
    assert mapped("Nom", "Ville") == {"Nom": "name", "Ville": "city"}
    assert mapped("Nom", "Prénom") == {"Nom": "contact_last_name", "Prénom": "contact_first_name"}


def test_a_book_of_persons_names_its_clients_by_them() -> None:
    (verdict,) = verdicts(written([("Prénom", "Nom", "Email"), ("Zoé", "Moreau", "zoe@moreau.example")]))
    assert isinstance(verdict, Create)
    assert verdict.values[Field.NAME] == "Zoé Moreau"


def test_a_client_without_a_company_is_called_by_its_person() -> None:
    (verdict,) = verdicts(written([("Name", "Company", "Email"), ("Aoife Hale", "", "a@hale.example")]))
    assert isinstance(verdict, Create)
    assert verdict.values[Field.NAME] == "Aoife Hale"


def test_confidence_says_how_sure_it_is() -> None:
    columns = recognise(["Company", "Name", "Preferred email for invoices", "Shoe size"])
    assert [(column.field, column.confidence) for column in columns] == [
        (Field.NAME, 1.0),
        (Field.CONTACT_NAME, 0.8),
        (Field.EMAIL, 0.5),
        (None, 0.0),
    ]


def test_a_guess_yields_to_what_is_known() -> None:
    assert mapped("Old email", "Client", "Email") == {"Client": "name", "Email": "email"}


def test_a_book_without_a_name_column_says_so() -> None:
    assert not names_a_client(mapping_of(recognise(["Email", "Phone"])))


def test_a_street_takes_all_its_lines_and_a_phone_the_first_that_is_filled() -> None:
    (verdict,) = verdicts(
        written(
            [
                ("Client", "Address line 1", "Address line 2", "Phone", "Mobile"),
                ("Acme", "3 Mill Lane,", "Unit 4", "", "+44 7700 900000"),
            ]
        )
    )
    assert isinstance(verdict, Create)
    assert verdict.values[Field.STREET] == "3 Mill Lane, Unit 4"
    assert verdict.values[Field.PHONE] == "+44 7700 900000"


MAPPING = mapping_of(recognise(["Client", "Email", "Boss", "A=B"]))


def test_a_person_maps_what_was_not_recognised() -> None:
    mapping = with_overrides(MAPPING, parse_overrides(["Boss=contact_name", "A=B=note"]))
    assert mapping == {
        "Client": Field.NAME, "Email": Field.EMAIL, "Boss": Field.CONTACT_NAME, "A=B": Field.NOTE,
    }  # fmt: skip


def test_a_person_takes_a_field_from_the_column_that_had_it() -> None:
    mapping = with_overrides(MAPPING, parse_overrides(["boss = Name"]))
    assert (mapping["Boss"], mapping["Client"]) == (Field.NAME, None)


@pytest.mark.parametrize("option", ["Email=ignore", "Email="])
def test_a_person_leaves_a_column_out(option: str) -> None:
    assert with_overrides(MAPPING, parse_overrides([option]))["Email"] is None


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("Email", "bad_mapping"),
        ("=name", "bad_mapping"),
        ("Email=mail", "unknown_field"),
        ("Fax=phone", "unknown_header"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(option: str, code: str) -> None:
    with pytest.raises(BookError) as caught:
        with_overrides(MAPPING, parse_overrides([option]))
    assert caught.value.code == code
    assert "%" not in said(caught.value)
