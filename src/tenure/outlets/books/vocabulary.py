"""The column headers of common exports, in English and French, and what each of them means (R57)."""

import re
import unicodedata
from functools import cache

from tenure.core.books import Field

# Xero, QuickBooks, FreeAgent, Sage, Pennylane, French cabinets, plain lists. In a field's list the better
# header comes first: where a book has several of them, the first is taken.
_HEADERS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "Raison sociale", "Dénomination sociale", "Dénomination", "Company name", "Company",
        "Company/Name", "Business name", "Organisation", "Organisation name", "Organization",
        "Organization name", "Trading name", "Société", "Nom de la société", "Entreprise",
        "Nom de l'entreprise", "Nom du dossier", "Dossier", "Account name", "Client name",
        "Customer name", "Nom du client", "Nom client", "Client", "Customer", "Client full name",
        "Customer full name", "Intitulé", "Libellé", "Display name", "Display name as", "ContactName",
        "Full name", "Nom complet", "Name", "Nom", "Legal name",
    ),
    Field.EMAIL: (
        "Email", "E-mail", "Email address", "E-mail address", "Emails", "Main email", "Primary email",
        "Contact email", "Adresse e-mail", "Adresse mail", "Adresse électronique", "Courriel", "Mail",
        "Email client", "Client email", "Customer email", "Company email", "Billing email",
        "Email de facturation", "Email 1",
    ),
    Field.CONTACT_NAME: (
        "Contact", "Contact person", "Main contact", "Primary contact", "Personne à contacter",
        "Interlocuteur", "Nom du contact", "Contact principal", "Dirigeant", "Gérant",
    ),
    Field.CONTACT_FIRST_NAME: (
        "First name", "Forename", "Given name", "Prénom", "Prénom du contact", "Contact first name",
        "Prénom contact", "Prénom du dirigeant",
    ),
    Field.CONTACT_LAST_NAME: (
        "Last name", "Surname", "Family name", "Nom de famille", "Contact last name", "Nom contact",
        "Nom du dirigeant",
    ),
    Field.PHONE: (
        "Phone", "Phone number", "Phone numbers", "Telephone", "Telephone number", "Tel", "Téléphone",
        "Tél", "Numéro de téléphone", "N° de téléphone", "N° téléphone", "Téléphone fixe", "Main phone",
        "Work phone", "Business phone", "Contact phone", "Telephone 1", "Téléphone 1", "Phone 1",
        "Mobile", "Mobile number", "Mobile phone", "Cell", "Cell phone", "Portable",
        "Téléphone portable", "Téléphone mobile", "Telephone 2",
    ),
    Field.COMPANY_NUMBER: (
        "Company number", "Company no", "Company registration number", "Company registration no",
        "Registration number", "Company reg no", "Registered number", "Companies House number", "CRN",
        "CRO number", "ACN", "SIREN", "N° SIREN", "Numéro SIREN", "Numéro d'entreprise",
        "N° d'entreprise", "SIREN/SIRET", "SIRET", "N° SIRET", "Numéro SIRET", "Code SIRET",
    ),
    Field.TAX_NUMBER: (
        "Tax number", "Tax no", "VAT number", "VAT no", "VAT registration number", "VAT reg no",
        "VAT reg number", "VAT ID", "Tax ID", "Tax ID number", "Sales tax registration number",
        "Tax registration number", "GST number", "ABN", "EIN", "N° TVA", "Numéro de TVA", "Numéro TVA",
        "TVA intracommunautaire", "N° TVA intracommunautaire", "Numéro de TVA intracommunautaire",
        "N° de TVA intracommunautaire",
    ),
    Field.REFERENCE: (
        "Account number", "Account no", "Account reference", "Account ref", "A/C", "Client reference",
        "Customer reference", "Client code", "Customer code", "Client ID", "Customer ID",
        "Client number", "Customer number", "Client no", "Customer no", "Code client", "N° client",
        "Numéro client", "Numéro de client", "Référence client", "Code dossier", "N° dossier",
        "Numéro de dossier", "Reference", "Référence", "Ref", "Réf", "External reference",
        "Référence externe", "Code", "Numéro de compte", "N° de compte", "N° compte",
        "Compte auxiliaire", "Compte", "Identifiant", "ID",
    ),
    Field.STREET: (
        "POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4", "Street", "Street 1",
        "Street 2", "Street address", "Address", "Address 1", "Address 2", "Address 3", "Address line 1",
        "Address line 2", "Address line 3", "Billing address", "Billing street",
        "Billing address line 1", "Billing address line 2", "Adresse", "Adresse 1", "Adresse 2",
        "Adresse postale", "Adresse de facturation", "Adresse ligne 1", "Adresse ligne 2",
        "Complément d'adresse", "Rue", "Voie",
    ),
    Field.CITY: (
        "City", "POCity", "Town", "Town/City", "City/Town", "Billing city", "Ville", "Commune", "Localité",
    ),
    Field.REGION: (
        "Region", "PORegion", "State", "County", "Province", "State/Province", "State/Region",
        "State/County", "Billing state", "Région", "Département",
    ),
    Field.POSTAL_CODE: (
        "Postal code", "POPostalCode", "Postcode", "Post code", "ZIP", "ZIP code", "ZIP/Postal code",
        "Billing zip", "Billing postal code", "Code postal", "CP",
    ),
    Field.COUNTRY: (
        "Country", "POCountry", "Country code", "Country/Region", "Billing country", "Pays", "Code pays",
    ),
    Field.LOCALE: ("Language", "Locale", "Langue", "Preferred language"),
    Field.NOTE: (
        "Note", "Notes", "Comment", "Comments", "Remarks", "Memo", "Commentaire", "Commentaires",
        "Remarque", "Remarques", "Observations",
    ),
}  # fmt: skip

# The name of a person as well as of a client: beside a better header for the client it names the contact.
PERSON_TOO = (
    "Display name", "Customer", "Client", "Customer name", "Client name", "Nom du client", "Nom client",
    "Customer full name", "Client full name", "Full name", "Nom complet", "ContactName", "Name", "Nom",
)  # fmt: skip
# The last name only, where the first name has a column of its own.
LAST_NAME_TOO = ("Nom", "Name")

# Parts that give a long header away; the first that is contained decides.
_PARTS: tuple[tuple[str, Field], ...] = (
    ("siren", Field.COMPANY_NUMBER), ("siret", Field.COMPANY_NUMBER), ("companynumber", Field.COMPANY_NUMBER),
    ("courriel", Field.EMAIL), ("email", Field.EMAIL), ("vatnumber", Field.TAX_NUMBER),
    ("telephone", Field.PHONE), ("phone", Field.PHONE),
    ("postcode", Field.POSTAL_CODE), ("postalcode", Field.POSTAL_CODE), ("codepostal", Field.POSTAL_CODE),
    ("firstname", Field.CONTACT_FIRST_NAME), ("prenom", Field.CONTACT_FIRST_NAME),
    ("lastname", Field.CONTACT_LAST_NAME), ("surname", Field.CONTACT_LAST_NAME),
    ("companyname", Field.NAME), ("businessname", Field.NAME), ("clientname", Field.NAME),
    ("customername", Field.NAME), ("raisonsociale", Field.NAME),
)  # fmt: skip


@cache
def spelled(header: str) -> str:
    """A header without case, accents, spaces and punctuation: `*ContactName` and `Contact name` are one."""
    decomposed = unicodedata.normalize("NFKD", header.replace("#", " number"))
    return re.sub(r"[^a-z0-9]", "", decomposed.casefold())


_BY_SPELLING = {
    spelled(header): (field, rank)
    for field, headers in _HEADERS.items()
    for rank, header in enumerate(headers)
}
_PERSON_TOO = frozenset(map(spelled, PERSON_TOO))
_LAST_NAME_TOO = frozenset(map(spelled, LAST_NAME_TOO))


def field_named(header: str) -> tuple[Field, int] | None:
    """The field that a header is known to mean, with its rank among the headers for it; 0 is the best."""
    return _BY_SPELLING.get(spelled(header))


def field_hinted(header: str) -> Field | None:
    """The field that a part of the header speaks for."""
    spelling = spelled(header)
    return next((field for part, field in _PARTS if part in spelling), None)


def may_be_person(header: str) -> bool:
    """Whether the header names a person as well as a client."""
    return spelled(header) in _PERSON_TOO


def may_be_last_name(header: str) -> bool:
    """Whether the header means the last name where the first name stands apart."""
    return spelled(header) in _LAST_NAME_TOO
