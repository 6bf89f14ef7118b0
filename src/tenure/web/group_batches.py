"""Which invoices of a group are meant: all that are unpaid, or those of one of the last months, as an address says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.core.actor import Actor
from tenure.core.group_sending import Batch
from tenure.operations.errors import Missing
from tenure.records.firms import firm_of
from tenure.records.policies import today_of
from tenure.web.invoice_filling import month_named

MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A batch: `code` stands in addresses, `label` on pages."""

    batch: Batch
    month: date | None
    code: str
    label: str


def batches(actor: Actor) -> list[Chosen]:
    """What can be chosen: unpaid ones first, then the last months."""
    today = today_of(firm_of(actor), timezone.now())
    return [_unpaid(), *map(_of_month, _months(today))]


def batch_named(code: str) -> Chosen:
    """What an address names; nothing named means the unpaid ones. Raises Missing for nonsense."""
    if code in {"", Batch.UNPAID.value}:
        return _unpaid()
    month = month_named(code)
    if month is None:
        raise Missing(code)
    return _of_month(month.first)


def _unpaid() -> Chosen:
    return Chosen(batch=Batch.UNPAID, month=None, code=Batch.UNPAID.value, label=_("All unpaid invoices"))


def _of_month(first: date) -> Chosen:
    label = _("Issued in %(month)s") % {"month": date_format(first, "YEAR_MONTH_FORMAT")}
    return Chosen(batch=Batch.MONTH, month=first, code=f"{first:%Y-%m}", label=label)


def _months(today: date) -> Iterator[date]:
    first = today.replace(day=1)
    for _n in range(MONTHS):
        yield first
        first = (first - timedelta(days=1)).replace(day=1)
