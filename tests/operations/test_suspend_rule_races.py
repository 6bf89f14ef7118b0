"""A payment arrives while the rule suspends: whoever comes first, the customer that paid runs in the end (R41)."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from tenure.operations.log import verify
from tenure.operations.payments import reverse_payment
from tenure.operations.suspend_rule import follow_the_rule, suspend_by_rule
from tenure.records.models import DebtWarning, OutboxMail, Stop
from tests.operations.billing import bill, pay, rule_of
from tests.operations.racing import ROUNDS, racers
from tests.tree_worlds import hauler_world
from tests.worlds import fresh

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
LATE = JUNE + timedelta(days=60)


def test_who_pays_while_the_rule_looks_is_never_left_suspended() -> None:
    world = hauler_world()
    rule_of(world, days_late=30)
    bill(world, "10.00", at=JUNE)
    with racers(3) as race:
        for _round in range(ROUNDS):
            results = race(
                [
                    partial(suspend_by_rule, LATE),
                    partial(follow_the_rule, world.mill_lane.id, at=LATE),
                    partial(pay, world, "10.00", at=LATE),
                ]
            )
            assert not Stop.objects.filter(lifted_at=None).exists()
            assert not fresh(world.mill_lane).suspended
            payment = results[2]
            reverse_payment(payment.id, actor=world.actor(world.mina), at=LATE)  # type: ignore[attr-defined]
            assert Stop.objects.filter(lifted_at=None).count() == 1
    assert list(verify()) == []


def test_a_customer_is_warned_once_however_many_look() -> None:
    world = hauler_world()
    rule_of(world, days_late=30, warn_days=7)
    world.mill_lane.email = "accounts@milllane.example"
    world.mill_lane.save()
    bill(world, "10.00", at=JUNE)
    with racers(4) as race:
        race([partial(suspend_by_rule, LATE)] * 4)
    assert DebtWarning.objects.count() == 1
    assert OutboxMail.objects.filter(kind="debt_warning").count() == 1
