"""A statement adds up, whatever happened: each range begins where the one before it ended (R46)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tenure.core.statement import Entry, EntryKind, statements

DAY = date(2026, 1, 1)
ENTRIES = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(EntryKind),
        on=st.integers(0, 60).map(lambda days: DAY + timedelta(days=days)),
        id=st.text("abc", min_size=1, max_size=3),
        text=st.text("123", max_size=3),
        currency=st.sampled_from(["EUR", "JPY", "KWD"]),
        units=st.integers(-10_000, 10_000),
    ),
    max_size=20,
)


@given(entries=ENTRIES, cut=st.integers(0, 59))
def test_one_range_begins_where_the_other_ends(entries: list[Entry], cut: int) -> None:
    middle, end = DAY + timedelta(days=cut), DAY + timedelta(days=60)
    before = {one.currency: one for one in statements(entries, DAY, middle)}
    after = {one.currency: one for one in statements(entries, middle + timedelta(days=1), end)}
    whole = {one.currency: one for one in statements(entries, DAY, end)}
    for code, one in whole.items():
        assert one.closing == sum(entry.units for entry in entries if entry.currency == code)
        assert one.opening + one.billed - one.settled == one.closing
        if code in before and code in after:
            assert before[code].closing == after[code].opening
            assert [line.balance for line in one.lines] == [
                line.balance for part in (before[code], after[code]) for line in part.lines
            ]


def test_invoices_stand_before_the_payments_of_their_day() -> None:
    paid = Entry(kind=EntryKind.PAYMENT, on=DAY, id="pay_1", text="", currency="EUR", units=-500)
    billed = Entry(kind=EntryKind.INVOICE, on=DAY, id="inv_1", text="INV-000001", currency="EUR", units=500)
    [found] = statements([paid, billed], DAY, DAY)
    assert [line.balance for line in found.lines] == [500, 0]
    assert statements([paid, billed], DAY + timedelta(days=1), DAY + timedelta(days=2)) == ()
