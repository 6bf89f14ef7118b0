"""Suspends customers who owe too much or for too long, and lifts that, and only that, once they have paid (R41).

They are looked at every hour, and each one at once when its money moves. Where the policy says so they are warned.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor, Right
from tenure.core.credit import NO_TERMS, CreditTerms
from tenure.core.policy import SuspendRule
from tenure.core.policy_check import LONGEST_LATE_DAYS
from tenure.core.stops import AUTOMATIC_TYPES
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.debt_letters import tell_firm, warn
from tenure.operations.errors import Invalid
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.permission import firm_for, still_holds
from tenure.operations.system import perform_due
from tenure.records import balances
from tenure.records import models as m
from tenure.records.debts import Debtor, debtors
from tenure.records.policies import policy_of, today_of
from tenure.records.scope import clients_of

CHUNK = 1_000
# What the column has room for.
LARGEST_LIMIT = 10**12


def suspend_by_rule(at: datetime | None = None) -> int:
    """Applies every firm's rule to its customers; returns how many suspensions were placed or lifted."""
    at = at or timezone.now()
    return sum(_in_firm(firm, at) for firm in m.Firm.objects.order_by("id").iterator())


def follow_the_rule(client_id: str | None, *, by: str = "", at: datetime | None = None) -> int:
    """Looks at one customer whose money just moved. Call it after the change, not within its frame.

    `by` is the person who moved it: the others at the firm are told by letter. Returns how many suspensions were
    placed or lifted.
    """
    at = at or timezone.now()
    client = m.Client.objects.filter(pk=client_id).select_related("firm").first()
    if client is None or client.firm is None:
        return 0
    return _among([client.id], client.firm, policy_of(client.firm).suspend_rule, at, by)


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
    return sum(_among(ids, firm, rule, at) for ids in batched(clients.iterator(chunk_size=CHUNK), CHUNK))


def _among(clients: Sequence[str], firm: m.Firm, rule: SuspendRule, at: datetime, by: str = "") -> int:
    """Looks without locks, then once more under them at those for whom there is something to do.

    A payment that comes in meanwhile is written before or after, and counts.
    """
    seen = _to_do(clients, firm, rule, today_of(firm, at))
    if not seen:
        return 0
    with transaction.atomic():
        locked = lock_firm(firm.id)
        mine = [row.id for row in lock_clients(one.client for one in seen).values() if row.firm_id == firm.id]
        found = _to_do(mine, locked, policy_of(locked).suspend_rule, today_of(locked, at))
        warn(locked, [one.announces for one in found if one.announces is not None], at=at)
        done = perform_due(firm.id, list(_actions(found)), at=at)
        tell_firm(locked, done, by=by, at=at)
    return len(done)


def _to_do(clients: Sequence[str], firm: m.Firm, rule: SuspendRule, today: date) -> list[Debtor]:
    return [
        one
        for one in debtors(clients, firm, rule, today)
        if one.places or one.announces or (one.placed and one.keeps is None)
    ]


def _actions(found: Iterable[Debtor]) -> Iterator[Action]:
    for one in found:
        if one.places is not None:
            yield Action(verb=Verb.SUSPEND, target=one.client, answers=Answers(type=one.places))
        elif one.keeps is None:
            for placed in one.placed:
                yield Action(verb=Verb.UNSUSPEND, target=one.client, answers=Answers(type=placed))
