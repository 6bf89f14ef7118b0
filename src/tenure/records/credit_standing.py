"""How one customer stands to the firm's rule of suspension: what it owes, what is agreed, what would follow today (R41)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from tenure.core.credit import (
    NO_TERMS,
    Balance,
    Coming,
    CreditTerms,
    agreed,
    coming,
    day_to_announce,
    days_late,
    lenient_until,
    type_to_place,
)
from tenure.core.policy import SuspendRule
from tenure.core.stops import AUTOMATIC_TYPES, StopKind
from tenure.records import balances
from tenure.records.debts import balances_under, lifted_by_hand
from tenure.records.models import Client, Firm, Stop
from tenure.records.policies import policy_of, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStanding:
    """`rule` is the firm's, `holds` what of it holds for this customer, `wanted` the type it asks for today.

    `coming` is the first suspension to which the balance leads if nothing is paid, `announced` the day of which it was
    warned, where it was. `placed` is the type under which it is suspended by the rule, empty if it is not.
    `lenient_until` is the first day on which the rule looks again after somebody lifted by hand what it had placed.
    """

    owed: Balance | None
    late: int
    rule: SuspendRule
    terms: CreditTerms
    holds: SuspendRule
    wanted: str | None
    coming: Coming | None
    announced: date | None
    placed: str
    lenient_until: date | None


def credit_standing(client: Client, firm: Firm, *, at: datetime) -> CreditStanding:
    """The standing of one customer of a firm on the firm's day."""
    today, rule = today_of(firm, at), policy_of(firm).suspend_rule
    owed = balances_under([client.id], rule).get(client.id)
    terms = balances.terms_of([client.id]).get(client.id, NO_TERMS)
    lifted = lifted_by_hand([client.id], firm).get(client.id)
    again = lenient_until(rule, terms, lifted)
    return CreditStanding(
        owed=owed,
        late=days_late(owed, today) if owed is not None else 0,
        rule=rule,
        terms=terms,
        holds=agreed(rule, terms),
        wanted=type_to_place(owed, rule, terms, today, lifted) if owed is not None else None,
        coming=_first_coming(owed, rule, terms, today, lifted) if owed is not None else None,
        announced=owed.announced if owed is not None else None,
        placed=placed_by_rule(client.id),
        lenient_until=again if again is not None and today < again else None,
    )


def _first_coming(
    owed: Balance, rule: SuspendRule, terms: CreditTerms, today: date, lifted: date | None
) -> Coming | None:
    """On which day it comes, counted with the warning that was given, or is still to be."""
    found = min(coming(owed, rule, terms, today, lifted), key=lambda one: one.on, default=None)
    told = owed.announced or day_to_announce(owed, rule, terms, today, lifted)
    return replace(found, on=max(found.on, told)) if found is not None and told is not None else found


def placed_by_rule(client: str) -> str:
    """The type under which the rule has suspended a customer; empty where it has not."""
    rows = Stop.objects.filter(
        node=client,
        kind=StopKind.SUSPENSION.value,
        type__in=AUTOMATIC_TYPES,
        lifted_at__isnull=True,
        planned=False,
    )
    return rows.values_list("type", flat=True).first() or ""
