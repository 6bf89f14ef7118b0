"""Which issued invoices a policy lets be regenerated, and what is said before (R44)."""

from datetime import date

import pytest

from tenure.core.billing import Regenerate
from tenure.core.regeneration import AsIssued, WouldBe, cautions, refusals, released

FRESH = AsIssued(number="INV-000007", currency="EUR", total=5000)
SENT = AsIssued(number="INV-000007", currency="EUR", total=5000, sent=date(2026, 6, 2))
PAID = AsIssued(number="INV-000007", currency="EUR", total=5000, paid=2000)
CREDITED = AsIssued(number="INV-000007", currency="EUR", total=5000, paid=1000, credited=1000)
NOTHING = WouldBe(total=0, changes=True, lost=2)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (Regenerate.NEVER, ()),
        (Regenerate.UNSENT, (FRESH,)),
        (Regenerate.UNPAID, (FRESH, SENT)),
        (Regenerate.ANY, (FRESH, SENT, PAID)),
    ],
)
def test_the_policy_says_which_and_every_refusal_names_a_way_out(
    rule: Regenerate, allowed: tuple[AsIssued, ...]
) -> None:
    for invoice in (FRESH, SENT, PAID):
        said = [one.text for one in refusals(invoice, rule, NOTHING)]
        assert (not said) == (invoice in allowed), said
        assert all("rite a credit note" in one for one in said)


def test_what_is_no_issued_bill_stays_whatever_the_policy() -> None:
    for kind, word in (
        (AsIssued(number="CN-000001", currency="EUR", of_a_bill=False), "credit note"),
        (AsIssued(number="", currency="EUR", issued=False), "draft"),
        (AsIssued(number="INV-000007", currency="EUR", voided=True), "void"),
    ):
        (said,) = refusals(kind, Regenerate.ANY, NOTHING)
        assert word in said.text


@pytest.mark.parametrize(
    ("becomes", "word"),
    [
        (WouldBe(total=5000, changes=False), "as it is"),
        (WouldBe(total=-1, changes=True), "less than nothing"),
        (WouldBe(total=999, changes=True), "cannot come to less"),
    ],
)
def test_what_makes_no_sense_is_refused(becomes: WouldBe, word: str) -> None:
    (said,) = refusals(CREDITED, Regenerate.ANY, becomes)
    assert word in said.text
    assert not list(refusals(CREDITED, Regenerate.UNPAID, WouldBe(total=1000, changes=True)))


def test_only_what_has_no_more_room_is_released() -> None:
    assert [released(PAID, WouldBe(total=total, changes=True)) for total in (5000, 2000, 1999, 0)] == [
        0,
        0,
        1,
        2000,
    ]


def test_cautions_say_what_is_lost_released_and_already_sent() -> None:
    said = [one.text for one in cautions("Acme", PAID, NOTHING, deactivated=True)]
    assert "comes out at" in said[0]
    assert "is released" in said[1]
    lost = [one.plural for one in cautions("Acme", SENT, NOTHING, deactivated=False)]
    assert (lost[0] or "").startswith("%(count)d lines go")
    assert not list(cautions("Acme", FRESH, WouldBe(total=9000, changes=True), deactivated=False))
