"""The bank account that is to be paid, by its check digits (R20)."""

from tenure.core.reading.checks import ibans_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.reading import Found
from tenure.core.reading.sheet import Cell, Sheet

_CHECKED, _CHECKED_UNLABELLED, _WRONG = 0.99, 0.93, 0.3


def iban_of(sheet: Sheet) -> Found | None:
    """The account; one with wrong check digits, beside its label, is given too, as what nobody should trust."""
    labelled = {index for index, _ in sheet.labelled(Term.IBAN)}
    seen = [
        (iban.right, index in labelled or index - 1 in labelled, -index, iban)
        for index, line in enumerate(sheet.lines)
        for iban in ibans_in(line.text)
    ]
    if not seen:
        return None
    right, beside, below, iban = max(seen, key=lambda each: each[:3])
    if not (right or beside):
        return None
    cell = Cell(sheet.lines[-below], iban.start, iban.end)
    return cell.found(iban.value, _WRONG if not right else _CHECKED if beside else _CHECKED_UNLABELLED)
