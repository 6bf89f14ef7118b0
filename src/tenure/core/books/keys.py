"""By what two clients are found to be the same: e-mail address, company number, or name (R57)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from tenure.core.books.fields import Field

_FORMS = {
    # written: canonical. Two names with different forms are two companies (SCI Dupont is not SARL Dupont).
    "ltd": "ltd", "limited": "ltd", "plc": "plc", "llp": "llp", "lp": "lp", "cic": "cic", "dac": "dac",
    "inc": "inc", "incorporated": "inc", "corp": "corp", "corporation": "corp", "llc": "llc", "pllc": "pllc",
    "pty": "ltd", "pte": "ltd",
    "sarl": "sarl", "eurl": "eurl", "sas": "sas", "sasu": "sasu", "sa": "sa", "sci": "sci", "snc": "snc",
    "scop": "scop", "scp": "scp", "selarl": "selarl", "selas": "selas", "eirl": "eirl", "ei": "ei",
    "gie": "gie", "gmbh": "gmbh", "ag": "ag", "kg": "kg", "ug": "ug", "ohg": "ohg", "gbr": "gbr",
    "bv": "bv", "nv": "nv", "srl": "srl", "sprl": "sprl", "spa": "spa", "sl": "sl", "oy": "oy", "ab": "ab",
    "aps": "aps",
}  # fmt: skip
# Only the French put the form in front; elsewhere "AB" or "AG" may begin a name.
_LEADING_FORMS = frozenset(
    {"sarl", "eurl", "sas", "sasu", "sa", "sci", "snc", "scop", "scp", "selarl", "selas", "eirl", "ei"}
)
_AND = frozenset({"and", "et", "und"})
_SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The keys of one client; an empty key matches nothing."""

    email: str
    number: str
    name: str
    form: str


def identity_of(values: Mapping[Field, str]) -> Identity:
    """The keys under which a client with these values is found."""
    words, form = _words_and_form(values.get(Field.NAME, ""))
    return Identity(
        email=email_key(values.get(Field.EMAIL, "")),
        number=number_key(values.get(Field.COMPANY_NUMBER, "")),
        name=" ".join(words),
        form=form,
    )


def email_key(email: str) -> str:
    """The address without regard to case."""
    return email.strip().casefold()


def number_key(number: str) -> str:
    """The company number without spaces, punctuation and the leading zeros that spreadsheets lose.

    Empty for what cannot be a company number, such as `none` or `000`.
    """
    key = re.sub(r"[\W_]+", "", number).upper().lstrip("0")
    return key if len(key) >= _SHORTEST_NUMBER and any(map(str.isdigit, key)) else ""


def name_key(name: str) -> str:
    """The name without case, accents, punctuation and legal form: `Café Lumière Ltd.` is `cafe lumiere`."""
    return " ".join(_words_and_form(name)[0])


def legal_form(name: str) -> str:
    """The legal form that the name carries, in one spelling (`limited` is `ltd`); empty if it has none."""
    return _words_and_form(name)[1]


def forms_agree(one: str, other: str) -> bool:
    """Whether two legal forms can belong to one company; an unwritten form agrees with any."""
    return not one or not other or one == other


def _words_and_form(name: str) -> tuple[list[str], str]:
    words = [word for word in _plain(name).split() if word not in _AND]
    form = ""
    while len(words) > 1 and words[-1] in _FORMS:
        form = _FORMS[words.pop()]
    if not form and len(words) > 1 and words[0] in _LEADING_FORMS:
        form = _FORMS[words.pop(0)]
    return words, form


def _plain(name: str) -> str:
    """Casefolded letters and digits; dots and apostrophes close up (S.A.R.L., O'Rourke), others part."""
    folded = name.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return re.sub(r"[\W_]+", " ", re.sub(r"[.'’ʼ]", "", folded))
