"""Suspends customers who owe too much or for too long, and lifts that, and only that, once they have paid (R41)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched

from django.utils import timezone

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor, Right
from tenure.core.credit import NO_TERMS, CreditTerms, type_to_suspend
from tenure.core.policy import SuspendRule
from tenure.core.policy_check import LONGEST_LATE_DAYS
from tenure.core.stops import AUTOMATIC_TYPES, StopKind
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.permission import firm_for, still_holds
from tenure.operations.system import do_what_is_due
from tenure.records import balances
from tenure.records import models as m
from tenure.records.credit_standing import lifted_by_hand
from tenure.records.policies import policy_of, today_of
from tenure.records.scope import clients_of

CHUNK = 1_000
# What the column has room for.
LARGEST_LIMIT = 10**12


def suspend_by_rule(at: datetime | None = None) -> int:
    """Applies every firm's rule to its customers; returns how many suspensions were placed or lifted."""
    at = at or timezone.now()
    return sum(_in_firm(firm, at) for firm in m.Firm.objects.order_by("id").iterator())


def set_credit_terms(client_id: str, terms: CreditTerms, *, actor: Actor, at: datetime | None = None) -> bool:
    """Agrees with one customer on other numbers than the rule's, or on none. Raises NotAllowed, Missing, Invalid.

    Returns whether anything changed. The rule follows when it looks next.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    if terms.days_late is not None and not 1 <= terms.days_late <= LONGEST_LATE_DAYS:
        raise Invalid(
            say("A customer is suspended after 1 to %(most)d days late.", most=LONGEST_LATE_DAYS), "days_late"
        )
    if terms.credit_limit is not None and terms.credit_limit < 0:
        raise Invalid(say("A credit limit is not negative."), "credit_limit")
    if terms.credit_limit is not None and terms.credit_limit >= LARGEST_LIMIT:
        raise Invalid(say("A credit limit is below %(most)d.", most=LARGEST_LIMIT), "credit_limit")
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_holds(actor, Right.CLIENTS)
        if balances.terms_of([client.id]).get(client.id, NO_TERMS) == terms:
            return False
        values = {"exempt": terms.exempt, "days_late": terms.days_late, "credit_limit": terms.credit_limit}
        m.CreditTerms.objects.update_or_create(client=client, defaults=values)
        note_on(client, "credit_terms_set", {"exempt": terms.exempt}, by=actor.person, at=at)
    return True


def _in_firm(firm: m.Firm, at: datetime) -> int:
    rule = policy_of(firm).suspend_rule
    placed = m.Stop.objects.filter(client__firm=firm, lifted_at__isnull=True, type__in=AUTOMATIC_TYPES)
    if not rule.on and not placed.exists():
        return 0
    clients = m.Client.objects.filter(firm=firm).order_by("id").values_list("id", flat=True)
    return sum(
        do_what_is_due(firm.id, list(_due(firm, ids, rule, at)), at=at)
        for ids in batched(clients.iterator(chunk_size=CHUNK), CHUNK)
    )


def _due(firm: m.Firm, clients: Sequence[str], rule: SuspendRule, at: datetime) -> Iterator[Action]:
    owed, agreed, today = balances.balance_of(clients), balances.terms_of(clients), today_of(firm, at)
    lifted = lifted_by_hand(clients, firm)
    standing = m.Stop.objects.filter(
        node__in=clients, kind=StopKind.SUSPENSION.value, lifted_at__isnull=True, planned=False
    )
    suspended: dict[str, set[str]] = defaultdict(set)
    for node, type_ in standing.values_list("node", "type"):
        suspended[node].add(type_)
    for client in clients:
        balance = owed.get(client)
        terms = agreed.get(client, NO_TERMS)
        wanted = type_to_suspend(balance, rule, terms, today, lifted.get(client)) if balance else None
        if wanted is not None and client not in suspended:
            yield Action(verb=Verb.SUSPEND, target=client, answers=Answers(type=wanted))
        if wanted is None:
            for placed in sorted(suspended.get(client, set()) & AUTOMATIC_TYPES):
                yield Action(verb=Verb.UNSUSPEND, target=client, answers=Answers(type=placed))
