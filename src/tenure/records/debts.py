"""What the rule of suspension knows about customers: balance, terms, warnings, stops; a fixed number of queries (R41)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import F

from tenure.core.actions import Verb
from tenure.core.credit import (
    NO_TERMS,
    Balance,
    CreditTerms,
    agreed,
    day_to_announce,
    type_to_place,
    type_to_suspend,
)
from tenure.core.money import to_minor
from tenure.core.policy import SuspendRule
from tenure.core.stops import AUTOMATIC_TYPES, StopKind
from tenure.records import balances
from tenure.records.invoices import OPEN
from tenure.records.models import Client, ClientStanding, DebtWarning, Firm, Invoice, Source, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A customer is to be warned that it is suspended on the day `on`, because of its oldest debt."""

    client: str
    oldest_due: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """A customer as the rule sees it on one day. `placed` are the types of suspension that the rule placed.

    `keeps` is the type that stays or comes, `places` the one to suspend it under now, `announces` what it is to be
    warned of.
    """

    client: str
    placed: tuple[str, ...]
    keeps: str | None = None
    places: str | None = None
    announces: Announcement | None = None


def debtors(clients: Sequence[str], firm: Firm, rule: SuspendRule, today: date) -> list[Debtor]:
    """Those of the customers for whom the rule has something to do, or had. Deactivated ones are only ever lifted."""
    owed, agreed_with = balances_under(clients, rule), balances.terms_of(clients)
    lifted, suspended = lifted_by_hand(clients, firm), _suspended(clients)
    resting = _deactivated([client for client in clients if client in owed])
    known = (
        _Known(
            client=client,
            balance=owed.get(client),
            terms=agreed_with.get(client, NO_TERMS),
            lifted=lifted.get(client),
            suspended=frozenset(suspended.get(client, ())),
            rests=client in resting,
        )
        for client in clients
        if client in owed or client in suspended
    )
    return [_debtor(one, rule, today) for one in known]


def balances_under(clients: Sequence[str], rule: SuspendRule) -> dict[str, Balance]:
    """What these customers owe, and what of it the rule needs to know beside: since when over the limit, warned when."""
    owed = balances.balance_of(clients)
    announced = _announced(list(owed)) if rule.warn_days else {}
    over = _over_since(owed, rule) if rule.grace_days else {}
    return {
        client: replace(
            balance,
            over_since=over.get(client),
            announced=announced.get((client, balance.oldest_due)),
        )
        for client, balance in owed.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """One customer's rows."""

    client: str
    balance: Balance | None
    terms: CreditTerms
    lifted: date | None
    suspended: frozenset[str]
    rests: bool


def _debtor(known: _Known, rule: SuspendRule, today: date) -> Debtor:
    placed = tuple(sorted(known.suspended & AUTOMATIC_TYPES))
    if known.balance is None:
        return Debtor(client=known.client, placed=placed)
    seen = (known.balance, rule, known.terms, today, known.lifted)
    keeps = type_to_suspend(*seen)
    if known.suspended or known.rests:
        return Debtor(client=known.client, placed=placed, keeps=keeps)
    return Debtor(
        client=known.client,
        placed=placed,
        keeps=keeps,
        places=type_to_place(*seen),
        announces=_announcement(known.client, known.balance.oldest_due, day_to_announce(*seen)),
    )


def _announcement(client: str, oldest_due: date | None, on: date | None) -> Announcement | None:
    if oldest_due is None or on is None:
        return None
    return Announcement(client=client, oldest_due=oldest_due, on=on)


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


def _suspended(clients: Sequence[str]) -> dict[str, set[str]]:
    rows = Stop.objects.filter(
        node__in=clients, kind=StopKind.SUSPENSION.value, lifted_at__isnull=True, planned=False
    )
    found: dict[str, set[str]] = defaultdict(set)
    for node, type_ in rows.values_list("node", "type"):
        found[node].add(type_)
    return found


def _deactivated(clients: Sequence[str]) -> set[str]:
    rows = Client.objects.filter(id__in=clients, standing=ClientStanding.DEACTIVATED.value)
    return set(rows.values_list("id", flat=True))


def _announced(clients: Sequence[str]) -> dict[tuple[str, date | None], date]:
    rows = DebtWarning.objects.filter(client__in=clients)
    return {
        (client, due): on for client, due, on in rows.values_list("client_id", "oldest_due", "suspends_on")
    }


def _over_since(owed: Mapping[str, Balance], rule: SuspendRule) -> dict[str, date]:
    """The day of the bill with which each customer's open bills came to more than its limit."""
    terms = balances.terms_of(list(owed))
    limits = {client: agreed(rule, terms.get(client, NO_TERMS)).credit_limit for client in owed}
    above = {
        client: limit for client, limit in limits.items() if limit is not None and owed[client].owed > limit
    }
    rows = Invoice.objects.filter(OPEN, client__in=list(above), firm_id=F("client__firm_id")).order_by(
        "client_id", "issued_on", "id"
    )
    bills = rows.annotate(open=F("total") - F("paid")).values_list(
        "client_id", "client__firm__currency", "currency", "issued_on", "open"
    )
    found: dict[str, date] = {}
    for client, each in groupby(bills, key=lambda row: str(row[0])):
        day = _crossing(list(each), above[client])
        if day is not None:
            found[client] = day
    return found


type _Bill = tuple[str | None, str | None, str, date | None, int]


def _crossing(bills: Sequence[_Bill], limit: Decimal) -> date | None:
    """None where a payment came in while this was read: the next look knows more."""
    # The same choice as in the balance: the firm's currency, or the first where it has none.
    own = bills[0][1] or min(currency for _client, _firms, currency, _on, _open in bills)
    units, most = 0, to_minor(limit, own)
    for _client, _firms, currency, on, part in bills:
        units += part if currency == own else 0
        if units > most:
            return on
    return None
