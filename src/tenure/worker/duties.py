"""What the worker does, how often, and in which order. Each duty finds its own work in the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenure.operations import billing_run_work
from tenure.operations.clock import Clock
from tenure.operations.document_reading import read_due
from tenure.operations.end_dates import end_services
from tenure.operations.import_work import run_waiting
from tenure.operations.imports import forget_abandoned
from tenure.operations.outbox import deliver_due
from tenure.operations.own_plan_turns import remind_of_trials, turn_own_plans
from tenure.operations.planned_stops import turn_planned_stops
from tenure.operations.reminders import remind
from tenure.operations.suspend_rule import suspend_by_rule
from tenure.operations.tidying import remove_doomed_files, tidy
from tenure.outlets.extraction.reader import Reader

# The one reader of this worker: it starts a program of its own once there is something to read.
READER = Reader()

type Stopping = Callable[[], bool]

ALWAYS = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One kind of work. `perform` does a bounded piece of it and returns how much there was; 0 is idle.

    It gets the moment it was called at, and a question to ask between two pieces: is the worker to stop?
    """

    name: str
    every: timedelta
    perform: Callable[[datetime, Stopping], int]


def _letters(at: datetime, stopping: Stopping) -> int:
    return deliver_due(at, stopping=stopping).touched


def _documents(at: datetime, stopping: Stopping) -> int:
    return read_due(at, READER, stopping=stopping)


def _imports(at: datetime, stopping: Stopping) -> int:
    return run_waiting(at, stopping=stopping)


def _billing_runs(at: datetime, stopping: Stopping) -> int:
    return billing_run_work.run_waiting(Clock(at), stopping=stopping)


def _reminders(at: datetime, _stopping: Stopping) -> int:
    return remind(at)


def _own_plans(at: datetime, _stopping: Stopping) -> int:
    return turn_own_plans(at)


def _trial_reminders(at: datetime, _stopping: Stopping) -> int:
    return remind_of_trials(at)


def _end_dates(at: datetime, _stopping: Stopping) -> int:
    return end_services(at)


def _planned_stops(at: datetime, _stopping: Stopping) -> int:
    return turn_planned_stops(at)


def _suspend_rule(at: datetime, _stopping: Stopping) -> int:
    return suspend_by_rule(at)


def _doomed_files(_at: datetime, stopping: Stopping) -> int:
    return remove_doomed_files(stopping=stopping)


def _tidying(at: datetime, _stopping: Stopping) -> int:
    return tidy(at) + forget_abandoned(at)


DUTIES = (
    Duty(name="letters", every=ALWAYS, perform=_letters),
    Duty(name="documents", every=ALWAYS, perform=_documents),
    Duty(name="imports", every=ALWAYS, perform=_imports),
    Duty(name="billing runs", every=ALWAYS, perform=_billing_runs),
    Duty(name="doomed files", every=timedelta(minutes=1), perform=_doomed_files),
    Duty(name="planned stops", every=timedelta(minutes=5), perform=_planned_stops),
    Duty(name="own plans", every=timedelta(minutes=5), perform=_own_plans),
    Duty(name="end dates", every=timedelta(minutes=5), perform=_end_dates),
    Duty(name="suspension by rule", every=timedelta(hours=1), perform=_suspend_rule),
    Duty(name="reminders", every=timedelta(hours=1), perform=_reminders),
    Duty(name="trial reminders", every=timedelta(hours=1), perform=_trial_reminders),
    Duty(name="tidying", every=timedelta(days=1), perform=_tidying),
)
