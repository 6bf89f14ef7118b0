"""The mornings of clients that pay for themselves: months that began, trials that ended, reminders, money that came."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tenure.demo.happenings import Happening
from tenure.demo.scripts import Script
from tenure.operations.own_plan_turns import remind_of_trials, turn_own_plans
from tenure.operations.plan_payments import settle
from tenure.records.plan_payments import payments

OWN = frozenset({"subscribe", "trial"})
# Clients pay a little after they have to: some of it is due today, some overdue.
PAID_LATE = timedelta(days=2)


def days_of_own_plans(scripts: Iterable[Script], now: datetime) -> Iterator[Happening]:
    """Every morning since somebody first had a plan of its own, as the worker does it for all firms."""
    events = (event for script in scripts for event in script.events if event.what in OWN)
    first = max((event.days for event in events if event.days is not None), default=-1)
    for back in range(first, -1, -1):
        at = (now - timedelta(days=back)).replace(hour=3, minute=0, second=0, microsecond=0)
        if at <= now:
            yield Happening(at=at, perform=_morning)


def _morning(at: datetime) -> None:
    turn_own_plans(at)
    remind_of_trials(at)
    for payment in payments("due", today=at.date()):
        if payment.due_on + PAID_LATE <= at.date():
            settle(payment.reference, paid=True, at=at)
