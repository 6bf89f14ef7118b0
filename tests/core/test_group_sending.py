"""Whom a re-send reaches, case by case: membership, standing, what is unpaid, where to send it (R45)."""

from itertools import product

import pytest

from tenure.core.group_sending import Asked, Batch, reach


@pytest.mark.parametrize(
    ("asked", "sent", "said"),
    [
        (Asked(member=True, deactivated=False, invoices=2, email=True), True, ""),
        (
            Asked(member=True, deactivated=True, invoices=1, email=True),
            True,
            "Deactivated, has an unpaid invoice: included.",
        ),
        (
            Asked(member=True, deactivated=True, invoices=0, email=True),
            False,
            "Deactivated, nothing unpaid: not included.",
        ),
        (
            Asked(member=True, deactivated=False, invoices=0, email=True),
            False,
            "Nothing unpaid: not included.",
        ),
        (
            Asked(member=True, deactivated=True, invoices=1, email=False),
            False,
            "No e-mail address for invoices: add one to its billing details.",
        ),
        (
            Asked(member=True, deactivated=False, invoices=1, email=False),
            False,
            "No e-mail address for invoices: add one to its billing details.",
        ),
        (
            Asked(member=True, deactivated=True, invoices=0, email=False),
            False,
            "Deactivated, nothing unpaid: not included.",
        ),
        (
            Asked(member=False, deactivated=True, invoices=1, email=True),
            False,
            "Not in this group: not included.",
        ),
        (
            Asked(member=False, deactivated=False, invoices=1, email=True),
            False,
            "Not in this group: not included.",
        ),
    ],
)
def test_who_gets_its_unpaid_invoices(asked: Asked, sent: bool, said: str) -> None:
    found = reach(asked, Batch.UNPAID)
    assert (found.sent, found.why.text if found.why else "") == (sent, said)


@pytest.mark.parametrize("batch", Batch)
def test_standing_never_decides_and_whoever_gets_nothing_is_told_why(batch: Batch) -> None:
    for member, invoices, email in product((True, False), (0, 1, 5), (True, False)):
        active, stopped = (
            reach(Asked(member=member, deactivated=one, invoices=invoices, email=email), batch)
            for one in (False, True)
        )
        assert active.sent == stopped.sent == (member and invoices > 0 and email)
        assert active.sent or active.why is not None
        assert stopped.why is not None
