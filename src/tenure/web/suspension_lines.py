"""A suspension in the history of a customer: which state it is in, and how it ended (R41)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.core.actions import Verb
from tenure.core.stops import AUTOMATIC_TYPES
from tenure.core.tree import Kind
from tenure.records.suspensions import Suspension
from tenure.web.stop_words import type_in_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLine:
    """One suspension as the pages show it. `ended` is the first day without it, `ending` says who or what ended it."""

    id: str
    node: str
    name: str
    kind: Kind
    type: str
    reason: str
    since: date
    until: date | None
    last: date | None
    by: str
    placing: str
    state: str
    tone: str
    icon: str
    open: bool
    planned: bool
    automatic: bool
    ended: date | None
    ending: str
    lifting: str

    @property
    def stops_collections(self) -> bool:
        """Whether what rests is collected."""
        return self.kind is Kind.LOCATION


def line_of(one: Suspension, today: date) -> SuspensionLine:
    """How a suspension stands on the firm's day."""
    ended = _ended(one, today)
    planned = ended is None and today < one.since
    state, tone, icon = _state(one, ended, planned=planned)
    return SuspensionLine(
        id=one.id,
        node=one.node,
        name=one.name,
        kind=one.kind,
        type=type_in_words(one.type) if one.type else "",
        reason=one.reason,
        since=one.since,
        until=one.until,
        last=one.until - ONE_DAY if one.until is not None else None,
        by=one.by,
        placing=one.placing,
        state=state,
        tone=tone,
        icon=icon,
        open=ended is None,
        planned=planned,
        automatic=one.type in AUTOMATIC_TYPES,
        ended=ended,
        ending=_ending(one) if ended is not None else "",
        lifting=one.lifting,
    )


def _ended(one: Suspension, today: date) -> date | None:
    if one.lifting and one.lifted_at is not None:
        return timezone.localdate(one.lifted_at)
    # Its day came, whether or not the worker has looked since.
    return one.until if one.until is not None and one.until <= today else None


def _state(one: Suspension, ended: date | None, *, planned: bool) -> tuple[str, str, str]:
    if planned:
        return _("Planned"), "info", "calendar-clock"
    if ended is None:
        return _("Suspended"), "bad", "suspend"
    if ended < one.since:
        return _("Cancelled"), "muted", "x"
    return _("Over"), "muted", "check"


def _ending(one: Suspension) -> str:
    if not one.lifting:
        return _("by its date")
    if one.lifted_verb == Verb.DISCONNECT:
        return _("with the connection, by %(name)s") % {"name": one.lifted_by}
    if one.type in AUTOMATIC_TYPES and one.lifted_by == TENURE:
        return _("by payment")
    return _("by %(name)s") % {"name": one.lifted_by}


# Who acts in the log where nobody pressed a button.
TENURE = "Tenure"
