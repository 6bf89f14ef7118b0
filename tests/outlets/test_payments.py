"""Payment by invoice: a reference that banks accept, and that a slip of the pen breaks (R12)."""

from datetime import date
from decimal import Decimal
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.tariffs.tariff import Money
from tenure.outlets.payments import BY_INVOICE, PROVIDERS
from tenure.outlets.payments.invoice import creditor_reference
from tenure.outlets.payments.provider import Charge
from tenure.records.ids import ALPHABET, SYMBOLS, new_id

LONGEST = 25  # of a creditor reference, by ISO 11649


def holds(reference: str) -> bool:
    turned = reference[4:] + reference[:4]
    return int("".join(str(int(symbol, 36)) for symbol in turned)) % 97 == 1


@given(st.text(alphabet=ALPHABET, min_size=SYMBOLS, max_size=SYMBOLS))
def test_every_reference_holds_by_iso_11649(symbols: str) -> None:
    reference = creditor_reference(f"ppy_{symbols}")
    assert holds(reference)
    assert len(reference) <= LONGEST
    assert reference.isascii()


def test_the_example_that_everybody_knows() -> None:
    assert creditor_reference("539007547034") == "RF18539007547034"


def test_a_slip_is_found() -> None:
    reference = creditor_reference(new_id("ppy"))
    last = reference[-1]
    # A figure for a figure, a letter for a letter: one for the other counts as two slips, and one in 97 of those holds.
    kind = digits if last.isdigit() else ascii_uppercase
    others = [reference[:-1] + other for other in kind if other != last]
    assert not any(holds(other) for other in others)


@pytest.mark.parametrize("code", PROVIDERS)
def test_a_charge_is_answered_at_once(code: str) -> None:
    price = Money(amount=Decimal("29.00"), currency="EUR")
    charge = Charge(key=new_id("ppy"), agreement="sub_1", price=price, due_on=date(2026, 12, 1))
    claim = PROVIDERS[code].charge(charge)
    assert claim.reference
    assert PROVIDERS[code].charge(charge) == claim, "asked twice it says the same"


def test_what_is_invoiced_is_not_paid_yet() -> None:
    price = Money(amount=Decimal("29.00"), currency="EUR")
    charge = Charge(key=new_id("ppy"), agreement="sub_1", price=price, due_on=date(2026, 12, 1))
    assert not BY_INVOICE.charge(charge).paid
