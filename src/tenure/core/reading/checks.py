"""Numbers with check digits: bank accounts and tax numbers, by the tables of python-stdnum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import iban as stdnum_iban
from stdnum.eu import vat as stdnum_vat

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?[0-9OIl]{2}(?:[ .]?[A-Za-z0-9]){10,38}")
_SHORTEST_IBAN = 15
_VAT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?[A-Z0-9](?:[ .]?[A-Z0-9]){7,13}")
# What pictures confuse; tried only where the digits do not check as they stand.
_CONFUSED = str.maketrans("OIlSB", "01158")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A number in a line, `text[start:end]`, compact, and whether its check digits are right."""

    start: int
    end: int
    value: str
    right: bool


def is_iban(text: str) -> bool:
    """Whether it is a bank account number: country, length and check digits."""
    return bool(stdnum_iban.is_valid(text))


def ibans_in(text: str) -> Iterator[Checked]:
    """The bank account numbers in a line; also those whose check digits are wrong, marked as such."""
    for match in _IBAN.finditer(text):
        yield _iban(match)


def vat_numbers_in(text: str) -> Iterator[Checked]:
    """The European tax numbers in a line, with right check digits only."""
    for match in _VAT.finditer(text):
        value = _compact(match.group())
        if stdnum_vat.is_valid(value):
            yield Checked(start=match.start(), end=match.end(), value=value, right=True)


def _iban(match: re.Match[str]) -> Checked:
    """The longest beginning that checks: words that follow the number may have been taken for a part of it."""
    written = match.group()
    for length in range(len(written), _SHORTEST_IBAN - 1, -1):
        for value in _readings(_compact(written[:length])):
            if is_iban(value):
                return Checked(start=match.start(), end=match.start() + length, value=value, right=True)
    value = _compact(re.split(r"\s(?=BIC|SWIFT)", written)[0]).upper()
    return Checked(start=match.start(), end=match.end(), value=value[:34], right=False)


def _readings(value: str) -> Iterator[str]:
    yield value.upper()
    yield value[:2].upper() + value[2:].translate(_CONFUSED).upper()
    yield (
        value[:2].upper()
        + value[2:4].translate(_CONFUSED)
        + value[4:8].upper()
        + value[8:].translate(_CONFUSED)
    )


def _compact(text: str) -> str:
    return re.sub(r"[ .]", "", text)
