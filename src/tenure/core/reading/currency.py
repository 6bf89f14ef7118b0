"""The currency of a document, by the signs and codes beside its amounts (R20)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tenure.core.reading.amounts import amounts_in
from tenure.core.reading.checks import ibans_in, vat_numbers_in
from tenure.core.reading.currencies import currency_code, currency_of_country, marks_of_dollars
from tenure.core.reading.reading import Found
from tenure.core.reading.sheet import Cell, Sheet

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}(?![A-Za-z\d-])")
_SIGN = re.compile(r"[€£¥₹]|(?:US|CA|AU|NZ|C|A)?\$|\bEuros?\b|\bEURO\b")
_BESIDE_AN_AMOUNT, _ALONE = 1.0, 0.4
_GUESSED = 0.65


def currency_of(sheet: Sheet) -> Found | None:
    """The currency that most amounts are in."""
    votes: dict[str, float] = defaultdict(float)
    first: dict[str, Cell] = {}
    for weight, code, cell in _signs(sheet):
        votes[code] += weight
        first.setdefault(code, cell)
    if not votes:
        return _of_its_country(sheet)
    best = max(votes, key=lambda code: votes[code])
    share = votes[best] / sum(votes.values())
    meant = _which_dollar(sheet) if best == "USD" else best
    return first[best].found(meant, 0.98 if share > 0.8 else 0.6 + 0.3 * share)


def _signs(sheet: Sheet) -> Iterator[tuple[float, str, Cell]]:
    for line in sheet.lines:
        amounts = list(amounts_in(line.text))
        beside = {amount.currency for amount in amounts if amount.currency}
        for match in (*_SIGN.finditer(line.text), *_CODE.finditer(line.text)):
            code = currency_code(match.group())
            if code is not None:
                weight = _BESIDE_AN_AMOUNT if match.group() in beside else _ALONE
                yield weight, code, Cell(line, match.start(), match.end())


def _of_its_country(sheet: Sheet) -> Found | None:
    """Without a sign: the money of the country that gave the tax number or keeps the account."""
    for line in sheet.lines:
        for number in (*vat_numbers_in(line.text), *ibans_in(line.text)):
            code = currency_of_country(number.value[:2])
            if code is not None:
                return Cell(line, number.start, number.end).found(code, _GUESSED)
    return None


def _which_dollar(sheet: Sheet) -> str:
    text = "\n".join(line.text for line in sheet.lines)
    for code, marks in marks_of_dollars().items():
        if any(re.search(rf"\b{re.escape(mark)}\b", text) for mark in marks):
            return code
    return "USD"
