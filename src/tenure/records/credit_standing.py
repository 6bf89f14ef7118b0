"""How one customer stands to the firm's rule of suspension: what it owes, what is agreed, what would follow today (R41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tenure.core.actions import Verb
from tenure.core.credit import (
    NO_TERMS,
    Balance,
    CreditTerms,
    agreed,
    days_late,
    lenient_until,
    type_to_suspend,
)
from tenure.core.policy import SuspendRule
from tenure.core.stops import AUTOMATIC_TYPES, StopKind
from tenure.records import balances
from tenure.records.models import Client, Firm, Source, Stop
from tenure.records.policies import policy_of, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStanding:
    """`rule` is the firm's, `holds` what of it holds for this customer, `wanted` the type it asks for today.

    `placed` is the type under which it is suspended by the rule, empty if it is not. `lenient_until` is the first day
    on which the rule looks again after somebody lifted by hand what it had placed.
    """

    owed: Balance | None
    late: int
    rule: SuspendRule
    terms: CreditTerms
    holds: SuspendRule
    wanted: str | None
    placed: str
    lenient_until: date | None


def credit_standing(client: Client, firm: Firm, *, at: datetime) -> CreditStanding:
    """The standing of one customer of a firm on the firm's day."""
    today, rule = today_of(firm, at), policy_of(firm).suspend_rule
    owed = balances.balance_of([client.id]).get(client.id)
    terms = balances.terms_of([client.id]).get(client.id, NO_TERMS)
    lifted = lifted_by_hand([client.id], firm).get(client.id)
    again = lenient_until(rule, terms, lifted)
    return CreditStanding(
        owed=owed,
        late=days_late(owed, today) if owed is not None else 0,
        rule=rule,
        terms=terms,
        holds=agreed(rule, terms),
        wanted=type_to_suspend(owed, rule, terms, today, lifted) if owed is not None else None,
        placed=_placed(client, today),
        lenient_until=again if again is not None and today < again else None,
    )


def lifted_by_hand(clients: Sequence[str], firm: Firm) -> dict[str, date]:
    """The last day on which somebody lifted what the rule had placed on each of these customers; the others are absent."""
    rows = Stop.objects.filter(
        node__in=clients,
        type__in=AUTOMATIC_TYPES,
        cause__firm=firm,
        lifted_by__verb=Verb.UNSUSPEND.value,
        lifted_at__isnull=False,
    ).exclude(lifted_by__source=Source.WORKER.value)
    zone = ZoneInfo(firm.time_zone)
    # In the order of lifting, so that the last one stays.
    found = rows.order_by("lifted_at").values_list("node", "lifted_at")
    return {node: lifted.astimezone(zone).date() for node, lifted in found if lifted is not None}


def _placed(client: Client, today: date) -> str:
    rows = Stop.objects.filter(
        node=client.id,
        kind=StopKind.SUSPENSION.value,
        type__in=AUTOMATIC_TYPES,
        lifted_at__isnull=True,
        since__lte=today,
    )
    return rows.values_list("type", flat=True).first() or ""
