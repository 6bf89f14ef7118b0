"""Money settles debts to the last unit: nothing is lost, nothing is settled twice (R46)."""

from hypothesis import given
from hypothesis import strategies as st

from tenure.core.settlement import Credit, Debt, Settlement, outcome_of_paying, settlement

AMOUNTS = st.lists(st.integers(1, 1_000), max_size=6)


def debts(amounts: list[int]) -> list[Debt]:
    return [Debt(invoice=f"inv_{n}", number=f"INV-{n}", open=units) for n, units in enumerate(amounts)]


@given(owed=AMOUNTS, has=AMOUNTS)
def test_what_comes_in_is_used_or_left(owed: list[int], has: list[int]) -> None:
    found: Settlement = settlement(
        [Credit(payment=f"pay_{n}", units=units) for n, units in enumerate(has)], debts(owed)
    )
    used = sum(use.units for use in found.uses)
    assert used + found.credit == sum(has)
    assert found.still_open + used == sum(owed)
    assert found.credit == 0 or found.still_open == 0, "credit and debt never stand side by side"
    paid = [one.left == 0 for one in found.settled]
    assert paid == sorted(paid, reverse=True), "the oldest debt first"


def test_a_payment_tells_what_it_changes_only() -> None:
    found = outcome_of_paying(1500, "EUR", [], debts([1000, 2000, 500]))
    assert [(one.debt.number, one.paid, one.left) for one in found.invoices] == [
        ("INV-0", 1000, 0),
        ("INV-1", 500, 1500),
    ]
    assert (found.credit, found.owed) == (0, 2000)
    assert found.digest != outcome_of_paying(1501, "EUR", [], debts([1000, 2000, 500])).digest
