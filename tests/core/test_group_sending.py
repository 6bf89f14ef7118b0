"""Whom a re-send reaches, case by case: membership, standing, what is unpaid, where to send it (R45)."""

from itertools import product

import pytest

from tenure.core.group_sending import Asked, Batch, reach


@pytest.mark.parametrize(
    ("member", "deactivated", "unpaid", "email", "sent", "said"),
    [
        (True, False, 2, True, True, ""),
        (True, True, 1, True, True, "Deactivated, has an unpaid invoice: included."),
        (True, True, 0, True, False, "Deactivated, nothing unpaid: not included."),
        (True, False, 0, True, False, "Nothing unpaid: not included."),
        (True, True, 1, False, False, "No e-mail address for invoices: add one to its billing details."),
        (True, False, 1, False, False, "No e-mail address for invoices: add one to its billing details."),
        (True, True, 0, False, False, "Deactivated, nothing unpaid: not included."),
        (False, True, 1, True, False, "Not in this group: not included."),
        (False, False, 1, True, False, "Not in this group: not included."),
    ],
)
def test_who_gets_its_unpaid_invoices(
    member: bool, deactivated: bool, unpaid: int, email: bool, sent: bool, said: str
) -> None:
    found = reach(Asked(member=member, deactivated=deactivated, invoices=unpaid, email=email), Batch.UNPAID)
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
