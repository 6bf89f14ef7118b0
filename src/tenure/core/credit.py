"""When a customer who owes is suspended by itself, and under which type (R41)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tenure.core.policy import SuspendRule
from tenure.core.stops import DAYS_LATE, OVER_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a customer owes, in its firm's currency; `oldest_due` is when the oldest unpaid bill was due.

    `over_since` is the day of the bill that brought it over its limit, where somebody asked; None counts as today.
    `announced` is the day for which the customer was warned of a suspension because of this oldest bill.
    """

    owed: Decimal
    oldest_due: date | None = None
    over_since: date | None = None
    announced: date | None = None


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
        grace_days=rule.grace_days,
        warn_days=rule.warn_days,
    )


def days_late(balance: Balance, today: date) -> int:
    """How many days the oldest unpaid bill is late; 0 for none."""
    return max((today - balance.oldest_due).days, 0) if balance.oldest_due is not None else 0


def lenient_until(rule: SuspendRule, terms: CreditTerms, lifted: date | None) -> date | None:
    """The first day on which the rule looks again at somebody whose suspension was `lifted` by hand."""
    if lifted is None:
        return None
    return lifted + timedelta(days=agreed(rule, terms).days_late or LENIENCY_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A suspension that the rule asks for on the day `on`; `began` is the first day of its cause."""

    type: str
    began: date
    on: date


def coming(
    balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None = None
) -> tuple[Coming, ...]:
    """The suspensions to which this balance leads if nothing is paid, lateness first.

    `lifted` is the day on which somebody lifted by hand what the rule had placed: the count begins anew that day.
    """
    holds = agreed(rule, terms)
    again = lenient_until(rule, terms, lifted) or date.min
    found = []
    if holds.days_late is not None and balance.oldest_due is not None:
        late = balance.oldest_due + timedelta(days=1)
        on = balance.oldest_due + timedelta(days=holds.days_late)
        found.append(Coming(type=DAYS_LATE, began=late, on=max(on, again)))
    if holds.credit_limit is not None and balance.owed > holds.credit_limit:
        over = balance.over_since or today
        found.append(
            Coming(type=OVER_LIMIT, began=over, on=max(over + timedelta(days=holds.grace_days), again))
        )
    return tuple(found)


def type_to_suspend(
    balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None = None
) -> str | None:
    """The type under which the rule keeps this customer suspended today, lateness first; None if it does not."""
    found = coming(balance, rule, terms, today, lifted)
    return next((one.type for one in found if one.on <= today), None)


def type_to_place(
    balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None = None
) -> str | None:
    """The type under which the rule suspends a customer that runs: where it warns, not before the day announced."""
    if agreed(rule, terms).warn_days and (balance.announced is None or today < balance.announced):
        return None
    return type_to_suspend(balance, rule, terms, today, lifted)


def day_to_announce(
    balance: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None = None
) -> date | None:
    """The day of suspension of which the customer is to be warned today; None if it is not, or was already.

    However late the warning comes, it leaves the customer the days that the rule promises.
    """
    warning = timedelta(days=agreed(rule, terms).warn_days)
    found = coming(balance, rule, terms, today, lifted)
    if not warning or not found or balance.announced is not None or balance.oldest_due is None:
        return None
    first = min(found, key=lambda one: one.on)
    return max(first.on, today + warning) if max(first.began, first.on - warning) <= today else None
