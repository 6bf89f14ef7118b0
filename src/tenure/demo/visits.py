"""What an invented firm did on request in the last weeks, written down by whoever dispatches (R46)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tenure.demo.accounts import Account
from tenure.demo.happenings import Happening
from tenure.demo.office import Office
from tenure.demo.parts import Job
from tenure.operations.visits import Done, record_visit

CUSTOMERS, LONGEST_AGO = 18, 34
EVENING = 18


def days_of_visits(office: Office, accounts: Iterable[Account]) -> Iterator[Happening]:
    """One or two visits at some of the customers that nothing else happens to; today's are still to come."""
    # A chance of its own: another visit does not change who the clients are.
    chance = Random(f"visits {office.script.slug}")  # noqa: S311 - it has to be the same each time
    waiting = [(account, job) for account in accounts for job in _on_request(account)]
    for account, job in waiting[:CUSTOMERS]:
        for _ in range(chance.choice((1, 1, 2))):
            days = chance.randrange(1, min(LONGEST_AGO, account.entered - 1))
            at = (office.days.now - timedelta(days=days)).replace(
                hour=EVENING, minute=chance.randrange(60), second=0, microsecond=0
            )
            yield Happening(at=at, perform=partial(_record, office, job, chance.choice((1, 1, 1, 2))))


def _on_request(account: Account) -> list[Job]:
    return [job for place in account.places for job in place.jobs if not job.rule][:1]


def _record(office: Office, job: Job, times: int, at: datetime) -> None:
    """The day before is over everywhere, also where the location's clock is behind."""
    done = Done(on=at.date() - timedelta(days=1), quantity=Decimal(times))
    record_visit(job.id, done, actor=office.colleague(""), at=at)
