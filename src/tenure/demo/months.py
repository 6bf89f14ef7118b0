"""The last months of an invented firm that bills services: one run each, and most of it collected at once (R42, R46)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tenure.core.invoicing import PaymentMethod
from tenure.core.money import to_minor
from tenure.core.months import add_months
from tenure.core.tree import Kind
from tenure.demo.accounts import Account
from tenure.demo.happenings import Happening
from tenure.demo.office import Office
from tenure.operations.billing_run_preview import RunWish, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.billing_runs import start_run
from tenure.operations.clock import Clock
from tenure.operations.past_payments import pay_invoices
from tenure.records.billing_runs import invoices_of, runs_of

MONTHS = (2, 1)
BILLED_ON, HOUR = 2, 9
COLLECTED_AFTER = timedelta(hours=6)
# The newest month is not all paid: some of the small bills wait, too small for the rule to notice.
LATE_SHARE, SMALL = 0.2, Decimal(250)


def months_billed(office: Office, free: Sequence[Account]) -> Iterator[Happening]:
    """A run on the second of the month over the month before, while that is no longer to come."""
    if not office.script.rules.has(Kind.SERVICE):
        return
    now = office.days.now
    for back in MONTHS:
        first = add_months(now.date().replace(day=1), 1 - back)
        at = now.replace(year=first.year, month=first.month, day=BILLED_ON, hour=HOUR, minute=5, second=0)
        if at < now - timedelta(hours=1):
            late = free if back == min(MONTHS) else ()
            yield Happening(at=at.replace(microsecond=0), perform=partial(_bill, office))
            evening = at.replace(microsecond=0) + COLLECTED_AFTER
            yield Happening(at=min(evening, now), perform=partial(_collect, office, late))


def _bill(office: Office, at: datetime) -> None:
    actor = office.colleague("")
    wish = RunWish(month=add_months(at.date().replace(day=1), -1))
    seen = preview_run(wish, actor=actor, at=at)
    run = start_run(wish, digest=seen.digest, actor=actor, at=at)
    work_on(run.id, clock=Clock(at))


def _collect(office: Office, late: Sequence[Account], at: datetime) -> None:
    """What the newest run has billed, by direct debit."""
    actor = office.colleague("")
    run = runs_of(actor).latest("created_at")
    chance = Random(f"late {office.script.slug}")  # noqa: S311 - it has to be the same each time
    small, patient = to_minor(SMALL, office.script.currency), {account.id for account in late}
    paid = [
        invoice.id
        for invoice in invoices_of(run)
        if invoice.client_id not in patient or invoice.total > small or chance.random() > LATE_SHARE
    ]
    pay_invoices(paid, method=PaymentMethod.DEBIT, actor=actor, at=at)
