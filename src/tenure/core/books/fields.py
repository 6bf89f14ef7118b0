"""What a column of a client book can be: name, e-mail address, company number and so on (R57)."""

from enum import StrEnum

from tenure.core.wording import Message, say


class Field(StrEnum):
    """A meaning that a column can be given; its value is the word used in `--map "Header=field"`."""

    NAME = "name"
    EMAIL = "email"
    CONTACT_NAME = "contact_name"
    CONTACT_FIRST_NAME = "contact_first_name"
    CONTACT_LAST_NAME = "contact_last_name"
    PHONE = "phone"
    COMPANY_NUMBER = "company_number"
    TAX_NUMBER = "tax_number"
    REFERENCE = "reference"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    LOCALE = "locale"
    NOTE = "note"


# First and last name are read, then kept as one contact name.
STORED_FIELDS: tuple[Field, ...] = tuple(
    field for field in Field if field not in {Field.CONTACT_FIRST_NAME, Field.CONTACT_LAST_NAME}
)

FIELD_LABELS: dict[Field, Message] = {
    Field.NAME: say("Client name"),
    Field.EMAIL: say("E-mail address"),
    Field.CONTACT_NAME: say("Contact person"),
    Field.CONTACT_FIRST_NAME: say("Contact's first name"),
    Field.CONTACT_LAST_NAME: say("Contact's last name"),
    Field.PHONE: say("Phone"),
    Field.COMPANY_NUMBER: say("Company number"),
    Field.TAX_NUMBER: say("Tax number"),
    Field.REFERENCE: say("Reference"),
    Field.STREET: say("Street"),
    Field.CITY: say("City"),
    Field.REGION: say("Region"),
    Field.POSTAL_CODE: say("Postal code"),
    Field.COUNTRY: say("Country"),
    Field.LOCALE: say("Language"),
    Field.NOTE: say("Note"),
}

# In characters. Records may hold more, never less.
LONGEST: dict[Field, int] = {
    Field.NAME: 200,
    Field.EMAIL: 254,
    Field.CONTACT_NAME: 200,
    Field.CONTACT_FIRST_NAME: 100,
    Field.CONTACT_LAST_NAME: 99,
    Field.PHONE: 50,
    Field.COMPANY_NUMBER: 50,
    Field.TAX_NUMBER: 50,
    Field.REFERENCE: 50,
    Field.STREET: 300,
    Field.CITY: 100,
    Field.REGION: 100,
    Field.POSTAL_CODE: 20,
    Field.COUNTRY: 60,
    Field.LOCALE: 50,
    Field.NOTE: 2000,
}
