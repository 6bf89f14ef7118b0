"""A cell of a client book made clean: tidied, and refused with a reason where it cannot be trusted (R57)."""

import re
import unicodedata

from tenure.core.books.fields import FIELD_LABELS, LONGEST, Field
from tenure.core.books.verdicts import Reason
from tenure.core.wording import say

# Signs for nothing, and what a spreadsheet writes where a formula failed.
_BLANKS = frozenset({"-", "--", "–", "—", "?", "n/a", "#n/a", "#ref!", "#value!", "null"})
_LONGEST_BLANK = max(map(len, _BLANKS))

# What a spreadsheet takes for the start of a formula, also in the full-width forms of East Asian keyboards.
_FORMULA_STARTS = "=+-@＝＋－＠"
_FORMULA_STARTS_BY_FIELD = {
    Field.PHONE: "=-@＝－＠",  # +44 is how a phone number starts
    Field.NOTE: "=+@＝＋＠",  # - starts an item of a list
}

# Both join letters in Persian and Indian names and in emoji; every other invisible sign is dropped.
_JOINERS = "\u200c\u200d"

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_EMAIL = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@{_LABEL}(?:\.{_LABEL})*\.(?!\d+\Z){_LABEL}")
_LONGEST_LOCAL_PART = 64

_LANGUAGES = {"en": "en", "an": "en", "fr": "fr"}


def clean(field: Field, raw: str) -> tuple[str, Reason | None]:
    """The value of a cell, or what could be read of it and the reason why it is refused.

    A cell that holds nothing, or only a sign for nothing (`-`, `n/a`), gives an empty value.
    """
    text = _lines_of(raw) if field is Field.NOTE else _one_line(raw, field)
    if not text or (len(text) <= _LONGEST_BLANK and text.casefold() in _BLANKS):
        return "", None
    if len(text) > LONGEST[field]:
        return text[: LONGEST[field]], _too_long(field, len(text))
    if not text.isprintable() and any(unicodedata.category(char) == "Cc" for char in text.replace("\n", "")):
        return "".join(filter(str.isprintable, text)), _control_character(field)
    if field is Field.EMAIL:
        return _email(text)
    if text[0] in _FORMULA_STARTS_BY_FIELD.get(field, _FORMULA_STARTS):
        return text, _formula(field, text)
    if field is Field.LOCALE:
        return _LANGUAGES.get(text[:2].casefold(), ""), None
    return text, None


def is_email(text: str) -> bool:
    """Whether the text has the form of one e-mail address (no look-up is made)."""
    if len(text) > LONGEST[Field.EMAIL]:
        return False
    match = _EMAIL.fullmatch(text)
    return match is not None and len(match["local"]) <= _LONGEST_LOCAL_PART


def _one_line(raw: str, field: Field) -> str:
    if not raw.isascii():
        raw = _visible(raw)
    if field is Field.STREET:
        return ", ".join(part for line in raw.splitlines() if (part := " ".join(line.split()).strip(",")))
    return " ".join(raw.split())


def _lines_of(raw: str) -> str:
    text = raw if raw.isascii() else _visible(raw)
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def _visible(raw: str) -> str:
    """Composed, and without the signs that are invisible or turn the reading direction."""
    text = unicodedata.normalize("NFC", raw)
    return "".join(char for char in text if char in _JOINERS or unicodedata.category(char) != "Cf")


def _email(text: str) -> tuple[str, Reason | None]:
    """The first address of the cell; some exports put several into one."""
    addresses = [address.removeprefix("mailto:") for address in re.split(r"[;,\s]+", text) if address]
    if addresses and all(map(is_email, addresses)):
        return addresses[0], None
    return text, Reason(
        code="email_invalid", message=say("“%(value)s” is not an e-mail address.", value=text)
    )


def _formula(field: Field, text: str) -> Reason:
    return Reason(
        code="formula",
        message=say(
            "The cell “%(column)s” begins with “%(sign)s”, which a spreadsheet would run as a formula.",
            column=FIELD_LABELS[field],
            sign=text[0],
        ),
    )


def _control_character(field: Field) -> Reason:
    return Reason(
        code="control_character",
        message=say("The cell “%(column)s” contains a control character.", column=FIELD_LABELS[field]),
    )


def _too_long(field: Field, length: int) -> Reason:
    return Reason(
        code="too_long",
        message=say(
            "The cell “%(column)s” has %(length)s characters; at most %(longest)s are kept.",
            column=FIELD_LABELS[field],
            length=length,
            longest=LONGEST[field],
        ),
    )
