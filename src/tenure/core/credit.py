"""When a customer who owes is suspended by itself, and under which type (R41)."""

from dataclasses import dataclass
from datetime import date, timedelta
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


# How long the rule leaves a customer alone whom somebody let go on by hand, where it counts no days itself.
LENIENCY_DAYS = 30


def agreed(rule: SuspendRule, terms: CreditTerms) -> SuspendRule:
    """The rule as it holds for one customer: off where exempt, else with what is agreed instead."""
    if terms.exempt or not rule.on:
        return SuspendRule()
    return SuspendRule(
        days_late=rule.days_late if terms.days_late is None else terms.days_late,
        credit_limit=rule.credit_limit if terms.credit_limit is None else terms.credit_limit,
    )


def days_late(balance: Balance, today: date) -> int:
    """How many days the oldest unpaid bill is late; 0 for none."""
    return max((today - balance.oldest_due).days, 0) if balance.oldest_due is not None else 0


def lenient_until(rule: SuspendRule, terms: CreditTerms, lifted: date | None) -> date | None:
    """The first day on which the rule looks again at somebody whose suspension was `lifted` by hand."""
    if lifted is None:
        return None
    return lifted + timedelta(days=agreed(rule, terms).days_late or LENIENCY_DAYS)


def type_to_suspend(
    balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None = None
) -> str | None:
    """The type of suspension the rule asks for today, lateness first; None if it asks for none.

    `lifted` is the day on which somebody lifted by hand what the rule had placed: the count begins anew that day.
    """
    again = lenient_until(rule, terms, lifted)
    if again is not None and today < again:
        return None
    holds = agreed(rule, terms)
    if holds.days_late is not None and days_late(balance, today) >= holds.days_late:
        return DAYS_LATE
    return OVER_LIMIT if holds.credit_limit is not None and balance.owed > holds.credit_limit else None
