"""When a customer who owes is suspended by itself, and under which type (R41)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenure.core.policy import SuspendRule
from tenure.core.stops import DAYS_LATE, OVER_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a customer owes, in its firm's currency; `oldest_due` is when the oldest unpaid bill was due."""

    owed: Decimal
    oldest_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTerms:
    """What is agreed with one customer instead of the rule: never, or other numbers; None leaves the rule's."""

    exempt: bool = False
    days_late: int | None = None
    credit_limit: Decimal | None = None


NO_TERMS = CreditTerms()


def type_to_suspend(balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date) -> str | None:
    """The type of suspension the rule asks for today, lateness first; None if it asks for none."""
    if terms.exempt or not rule.on:
        return None
    days = rule.days_late if terms.days_late is None else terms.days_late
    limit = rule.credit_limit if terms.credit_limit is None else terms.credit_limit
    late = (today - balance.oldest_due).days if balance.oldest_due is not None else 0
    if days is not None and late >= days:
        return DAYS_LATE
    return OVER_LIMIT if limit is not None and balance.owed > limit else None
