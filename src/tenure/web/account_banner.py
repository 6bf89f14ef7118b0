"""What stands above every page of a client's account: what is stopped, since when, by whom, why, what helps (R48)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.account_roles import RIGHTS_OF, AccountRight, AccountRole
from tenure.core.facts import Facts, Payer
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind
from tenure.operations.own_plans import setting
from tenure.records.own_plans import trial_used
from tenure.web.stop_words import type_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One thing the reader can do about it now."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBanner:
    """What one act of the firm stopped. `reason` is in the firm's own words; `by` who acted.

    `extracted`: new documents are extracted all the same, under a plan of the account's own (R20).
    """

    suspension: bool
    names: str
    firm: str
    since: date
    by: str
    reason: str
    until: date | None
    locked_until: date | None
    extracted: bool
    ways: tuple[Way, ...]


def banners_of(facts: Facts, role: AccountRole) -> tuple[AccountBanner, ...]:
    """One banner for each act that stops something today: its products and places together."""
    ordered = sorted(facts.stops, key=lambda stop: (stop.since, stop.cause, stop.kind))
    ways = tuple(_ways(facts, role)) if ordered else ()
    return tuple(
        _banner(facts, tuple(stops), ways)
        for _act, stops in groupby(ordered, key=lambda stop: (stop.since, stop.cause, stop.kind))
    )


def _banner(facts: Facts, stops: tuple[Stop, ...], ways: tuple[Way, ...]) -> AccountBanner:
    first = stops[0]
    locked = [stop.locked_until for stop in stops if stop.locked_until is not None]
    return AccountBanner(
        suspension=first.kind is StopKind.SUSPENSION,
        names=", ".join(dict.fromkeys(stop.node.name for stop in stops)),
        firm=facts.firm_name,
        since=first.since,
        by=first.by,
        reason=first.reason or (type_in_words(first.type) if first.type else ""),
        until=first.until,
        locked_until=max(locked) if locked and max(locked) > facts.today else None,
        extracted=any(branch.payer is Payer.CLIENT and branch.extraction for branch in facts.branches),
        ways=ways,
    )


def _ways(facts: Facts, role: AccountRole) -> Iterator[Way]:
    client, rights = facts.client.id, RIGHTS_OF[role]
    sells = any(branch.node.kind is Kind.PRODUCT for branch in facts.branches)
    if sells and AccountRight.SUBSCRIPTION in rights and facts.payer is not Payer.CLIENT:
        yield from subscription_ways(client)
    if AccountRight.ACCOUNTANT in rights:
        yield Way(label=_("Invite another accountant"), url=reverse("own_invitation_new", args=[client]))
    yield Way(
        label=_("Ask %(firm)s") % {"firm": facts.firm_name}, url=reverse("own_accountant", args=[client])
    )


def subscription_ways(client: str) -> Iterator[Way]:
    """Going on without a firm: a trial first, as long as it was not had, then a plan of one's own (R12, R20)."""
    if setting().trial_days and not trial_used(client):
        yield Way(label=_("Start a free trial"), url=reverse("own_trial", args=[client]))
    yield Way(label=_("Subscribe"), url=reverse("own_subscription", args=[client]))
