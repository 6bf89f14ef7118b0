"""Several people and workers at once: one trial, each month owed once, one end (R12)."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.operations.log import verify
from tenure.operations.own_plan_turns import remind_of_trials, turn_own_plans
from tenure.operations.own_plans import NotAsShown, carry_out, foresee
from tenure.records.models import LogEntry, OutboxMail, OwnPlan, PlanPayment, Subscription
from tests.operations.test_races import THREADS, at_once
from tests.worlds import practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("round_", range(3))
def test_six_clicks_on_the_trial_are_one_trial(round_: int) -> None:
    world = practice_world("practice")
    zoe, question = world.actor(world.zoe), Question(wish=Wish.TRIAL)
    digest = foresee(question, world.birch.id, actor=zoe, at=NOON).digest
    results = at_once(
        [
            lambda: carry_out(question, world.birch.id, digest=digest, actor=zoe, at=NOON)
            for _ in range(THREADS)
        ]
    )
    assert Counter(type(result) for result in results) == {Proposal: 1, NotAsShown: THREADS - 1}
    assert Subscription.objects.filter(client=world.birch, payer="client").count() == 1
    assert OutboxMail.objects.count() == 1
    assert list(verify()) == []


@pytest.mark.parametrize("round_", range(3))
def test_six_workers_owe_a_month_once_and_remind_once(round_: int) -> None:
    world = practice_world("practice")
    zoe, dora = world.actor(world.zoe), world.actor(world.dora)
    paid, trial = Question(wish=Wish.SUBSCRIBE, tariff="business"), Question(wish=Wish.TRIAL)
    for question, client, actor in ((paid, world.birch, zoe), (trial, world.dune, dora)):
        digest = foresee(question, client.id, actor=actor, at=NOON).digest
        carry_out(question, client.id, digest=digest, actor=actor, at=NOON)
    OutboxMail.objects.all().delete()
    at_once([lambda: remind_of_trials(NOON + timedelta(days=11)) for _ in range(THREADS)])
    assert OutboxMail.objects.count() == 1
    later = NOON + timedelta(days=31)
    assert sum(int(str(one)) for one in at_once([lambda: turn_own_plans(later) for _ in range(THREADS)])) == 2
    assert PlanPayment.objects.filter(client=world.birch).count() == 2
    assert OwnPlan.objects.get(client=world.birch).months == 2
    ended = LogEntry.objects.filter(chain=world.dune.id, event="own_trial_ended")
    assert ended.count() == 1
    assert list(verify()) == []
