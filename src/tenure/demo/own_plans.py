"""The mornings of clients that pay for themselves: months that began, trials that ended, reminders, money that came."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tenure.demo.happenings import Happening
from tenure.demo.office import Office
from tenure.operations.own_plan_turns import remind_of_trials, turn_own_plans
from tenure.operations.plan_payments import settle
from tenure.records.plan_payments import payments

OWN = frozenset({"subscribe", "trial"})
# Clients pay a little after they have to: some of it is due today, some overdue.
PAID_LATE = timedelta(days=2)


def days_of_own_plans(office: Office) -> Iterator[Happening]:
    """Every morning since somebody first had a plan of its own, as the worker does it."""
    first = max((e.days for e in office.script.events if e.what in OWN and e.days is not None), default=None)
    if first is None:
        return
    for back in range(first, -1, -1):
        day = office.days.now - timedelta(days=back)
        at = day.replace(hour=3, minute=0, second=0, microsecond=0)
        if at <= office.days.now:
            yield Happening(at=at, perform=_morning)


def _morning(at: datetime) -> None:
    turn_own_plans(at)
    remind_of_trials(at)
    for payment in payments("due", today=at.date()):
        if payment.due_on + PAID_LATE <= at.date():
            settle(payment.reference, paid=True, at=at)
