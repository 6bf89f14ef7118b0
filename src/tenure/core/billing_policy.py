"""How a firm bills: what a part of a period costs, when an invoice is due, at which tax (R42, R46)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tenure.core.billing import PartPeriod, Regenerate
from tenure.core.wording import Message, say

LONGEST_DUE_DAYS = 365
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingPolicy:
    """`part_period`: what a service costs that ran on some days only. `tax_rate` in percent, where none is named.

    `regenerate`: which issued invoices may be written anew (R44).
    """

    part_period: PartPeriod = PartPeriod.BY_DAY
    due_days: int = 14
    tax_rate: Decimal = Decimal(0)
    zero_invoices: bool = False
    regenerate: Regenerate = Regenerate.UNSENT


def read_billing(row: Mapping[str, object]) -> BillingPolicy:
    """The billing table of a policy document. Raises ValueError on a word it does not know."""
    days = row.get("due_days", 14)
    if isinstance(days, bool) or not isinstance(days, int):
        raise ValueError(f"a number of days is expected, not {days!r}")
    return BillingPolicy(
        part_period=PartPeriod(str(row.get("part_period", PartPeriod.BY_DAY))),
        due_days=days,
        tax_rate=_percent(row.get("tax_rate", "0")),
        zero_invoices=bool(row.get("zero_invoices", False)),
        regenerate=Regenerate(str(row.get("regenerate", Regenerate.UNSENT))),
    )


def contradictions_of_billing(billing: BillingPolicy) -> Iterator[Message]:
    """Every way in which it cannot be followed."""
    if not 0 <= billing.due_days <= LONGEST_DUE_DAYS:
        yield say("Billing: invoices are due after 0 to %(most)d days.", most=LONGEST_DUE_DAYS)
    if not 0 <= billing.tax_rate <= PERCENT:
        yield say("Billing: the tax rate is between 0 and 100 percent.")


def _percent(value: object) -> Decimal:
    try:
        rate = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"a percentage is expected, not {value!r}") from error
    if not rate.is_finite():
        raise ValueError(f"a percentage is expected, not {value!r}")
    return rate
