"""Why something is stopped, for any node's page: every stop on it and above it, and the button that is yours (R6).

Put `why_panel(actor, node)` into the page's context as `why`, and into its template
`{% include "clients/why.html" with why=why only %}`; with nothing to say it draws nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.actions import LIFTED_BY
from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.refusals import RefusalCode
from tenure.core.stops import AUTOMATIC_TYPES, Stop, StopKind
from tenure.core.tree import Kind
from tenure.operations.errors import Missing
from tenure.operations.why import Reason, explain, reasons_of, why
from tenure.web.stop_words import type_in_words
from tenure.web.verb_words import ICONS, title_of
from tenure.web.ways_out import Reason as Refused
from tenure.web.ways_out import reasons

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The button that lifts a stop."""

    text: str
    icon: str
    url: str
    primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyLine:
    """One stop: what, since when, by whom, why, until when, who may lift it.

    Either there is a `press`, or `first` says what to do before, or whom to ask. `last` is the last day of one that
    ends by itself.
    """

    id: str
    node: str
    name: str
    kind: Kind
    suspension: bool
    inherited: bool
    planned: bool
    since: date
    until: date | None
    last: date | None
    by: str
    type: str
    automatic: bool
    reason: str
    lifters: str
    transition: str
    wait_until: date | None
    days_left: int
    page: str
    press: Press | None
    first: tuple[Refused, ...]

    @property
    def stops_collections(self) -> bool:
        """Whether what rests is collected: at a location, or one of its services."""
        return self.kind in {Kind.LOCATION, Kind.SERVICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPanel:
    """What stops a node now, nearest first, and what is planned to stop it."""

    name: str
    lines: tuple[WhyLine, ...]
    planned: tuple[WhyLine, ...]


def why_panel(actor: Actor, node_id: str, at: datetime | None = None) -> WhyPanel | None:
    """Why a node is stopped, or will be; None if nothing stops it and nothing is planned. Raises Missing."""
    found = why(actor, node_id, at=at)
    return _panel(found.node.name, found.reasons, found.planned, actor, found.day)


def why_panel_of(facts: Facts, actor: Actor) -> WhyPanel | None:
    """The same from facts that are gathered already; for a client with the products of the account itself too."""
    if facts.target is None:
        raise Missing(facts.client.id)
    found = explain(facts, actor)
    above = {reason.stop.id for reason in found.reasons}
    products = (stop for stop in facts.stops if stop.node.kind is Kind.PRODUCT and stop.id not in above)
    direct = {branch.node.id for branch in facts.branches if branch.parent == facts.target.id}
    below = reasons_of((stop for stop in products if stop.node.id in direct), facts, actor)
    own = tuple(replace(reason, inherited=False) for reason in below)
    return _panel(found.node.name, (*found.reasons, *own), found.planned, actor, facts.today)


def _panel(
    name: str, stopped: Iterable[Reason], planned: Iterable[Reason], actor: Actor, today: date
) -> WhyPanel | None:
    lines = [_line(reason, actor, today) for reason in stopped]
    coming = tuple(_line(reason, actor, today) for reason in planned)
    # The uppermost has to come back first, so its button leads.
    leading = next((line for line in reversed(lines) if line.press is not None), None)
    drawn = tuple(_leading(line) if line is leading else line for line in lines)
    return WhyPanel(name=name, lines=drawn, planned=coming) if drawn or coming else None


def _line(reason: Reason, actor: Actor, today: date) -> WhyLine:
    stop, lift = reason.stop, reason.lift
    refused = tuple(_first(lift)) if lift is not None else ()
    wait_until = _wait(lift, stop, today)
    return WhyLine(
        id=stop.id,
        node=stop.node.id,
        name=stop.node.name,
        kind=stop.node.kind,
        suspension=stop.kind is StopKind.SUSPENSION,
        inherited=reason.inherited,
        planned=stop.since > today,
        since=stop.since,
        until=stop.until,
        last=stop.until - ONE_DAY if stop.until is not None else None,
        by=stop.by,
        type=type_in_words(stop.type) if stop.type else "",
        automatic=stop.type in AUTOMATIC_TYPES,
        reason=stop.reason,
        lifters=", ".join(reason.lifters),
        transition=stop.cause if actor.side is Side.FIRM else "",
        wait_until=wait_until,
        days_left=(wait_until - today).days if wait_until is not None else 0,
        page=_page(stop, actor),
        press=_press(stop, lift, planned=stop.since > today) if lift is not None and not refused else None,
        first=refused,
    )


def _first(lift: Plan) -> Iterator[Refused]:
    """What to do before; until when a wait runs, the line itself says."""
    for refusal, said in zip(lift.refusals, reasons(lift), strict=True):
        yield replace(said, sentence="") if refusal.code is RefusalCode.WAIT_NOT_OVER else said


def _wait(lift: Plan | None, stop: Stop, today: date) -> date | None:
    """Until when nobody may lift it: also for those who never may, whose refusal does not speak of it."""
    refusals = lift.refusals if lift is not None else ()
    locked = stop.locked_until if stop.locked_until is not None and stop.locked_until > today else None
    return next((r.until for r in refusals if r.code is RefusalCode.WAIT_NOT_OVER), locked)


def _page(stop: Stop, actor: Actor) -> str:
    """Where a suspension is moved or ended; a deactivation has no such page, and users of a client no right."""
    may = actor.may(Right.SUSPEND) or actor.may(Right.UNSUSPEND)
    return reverse("suspension", args=[stop.id]) if may and stop.kind is StopKind.SUSPENSION else ""


def _press(stop: Stop, lift: Plan, *, planned: bool) -> Press:
    verb = next(verb for verb, kind in LIFTED_BY.items() if kind is stop.kind)
    if planned:
        page = reverse("suspension", args=[stop.id])
        return Press(text=_("Change or cancel"), icon="calendar-clock", url=page, primary=False)
    # Where several stand on one place, the page of this one ends it alone.
    page = (
        reverse("suspension", args=[stop.id])
        if lift.answers.stop
        else reverse("verb", args=[verb, lift.target.id])
    )
    return Press(text=title_of(verb), icon=ICONS[verb], url=page, primary=False)


def _leading(line: WhyLine) -> WhyLine:
    assert line.press is not None, "only a line with a button leads"
    return replace(line, press=replace(line.press, primary=True))
