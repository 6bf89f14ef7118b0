"""The consequences of a plan as rows of the review panel: a drawing, a tone, the sentence, what was measured."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.actor import Side
from tenure.core.describe import Line, Sign
from tenure.core.digest import canonical
from tenure.speech.speak import speak

FINGERPRINT_CHARACTERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One consequence; `badge` is what was measured. The names are those that parts/effects.html draws."""

    icon: str
    tone: str
    title: str
    text: str
    badge: str
    badge_tone: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one side should know."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What changes and what stays, for each side. `fingerprints` tells the next page what was seen on this one."""

    changes: tuple[Group, ...]
    stays: tuple[Group, ...]
    fingerprints: str


LOOKS: Final = {
    "place_stop": ("deactivate", "warn"),
    "place_stops_below": ("deactivate", "warn"),
    "rests_below": ("deactivate", "warn"),
    "end_schedules": ("file-clock", "warn"),
    "remove_end_dates": ("file-clock", "good"),
    "set_end_date": ("file-clock", "warn"),
    "still_stopped": ("deactivate", "warn"),
    "parts_stay_stopped": ("deactivate", "warn"),
    "lift_stops": ("reactivate", "good"),
    "end_connection": ("unplug", "bad"),
    "end_subscriptions": ("product", "warn"),
    "count_client": ("card", "info"),
    "record_survey": ("survey", "info"),
    "assign_owner": ("owner", "info"),
    "owner_stays": ("owner", "good"),
    "request_owner": ("owner", "warn"),
    "hold_documents": ("file-clock", "warn"),
    "release_documents": ("send", "good"),
    "send_mail": ("mail", "info"),
    "erase_client": ("trash", "bad"),
    "erase_rows": ("trash", "bad"),
    "permanent": ("lock", "bad"),
    "no_way_back": ("lock", "bad"),
    "users_keep_access": ("users", "good"),
    "documents_stay": ("file", "good"),
    "own_subscription_stays": ("card", "good"),
    "may_subscribe": ("card", "good"),
    "may_connect": ("link", "good"),
    "firm_keeps_access": ("eye", "good"),
    "return_any_time": ("undo", "good"),
    "certificate": ("shield", "good"),
    "works_again": ("check", "good"),
    "parts_work_again": ("reactivate", "good"),
    "documents_wait": ("file-clock", "muted"),
    "own_trial_starts": ("card", "good"),
    "own_plan_starts": ("card", "good"),
    "own_plan_goes_on": ("card", "good"),
    "own_plan_ordered": ("calendar-clock", "info"),
    "own_plan_taken_back": ("undo", "muted"),
    "own_plan_ends": ("card", "warn"),
    "owe": ("invoice", "info"),
    "pays_for_itself": ("eye", "info"),
    "firm_pays_again": ("eye", "info"),
    "stops_stay": ("deactivated", "muted"),
    "account_stays": ("users", "good"),
}
# The two kinds of stop look different (R4). Lines about both have one code; which one is meant, the sentence says.
SUSPENDED: Final = {
    "%(name)s is suspended.",
    "%(name)s is suspended from %(since)s.",
    "%(name)s stays suspended.",
}
LOOKS_BY_SIGN: Final = {
    Sign.ADDED: ("plus", "info"),
    Sign.CHANGED: ("refresh", "warn"),
    Sign.REMOVED: ("minus", "bad"),
    Sign.KEPT: ("check", "muted"),
}


type Sides = Sequence[tuple[Side, str]]


def panel(lines: Sequence[Line], *, seen: frozenset[str] | None = None, sides: Sides | None = None) -> Panel:
    """The rows of a plan, grouped for the firm and for the client; those not in `seen` are marked as new.

    `sides` names the groups in their order, for a reader who is not the firm.
    """
    sides = sides or ((Side.FIRM, _("For your firm")), (Side.CLIENT, _("For your client")))
    changes = [line for line in lines if line.sign is not Sign.KEPT]
    stays = [line for line in lines if line.sign is Sign.KEPT]
    return Panel(
        changes=tuple(_groups(changes, seen, sides)),
        stays=tuple(_groups(stays, seen, sides)),
        fingerprints=",".join(fingerprint(line) for line in lines),
    )


def fingerprint(line: Line) -> str:
    """A short name for exactly this line, with its numbers."""
    return hashlib.sha256(canonical(line).encode()).hexdigest()[:FINGERPRINT_CHARACTERS]


def _groups(lines: Iterable[Line], seen: frozenset[str] | None, sides: Sides) -> Iterable[Group]:
    lines = tuple(lines)
    for side, title in sides:
        rows = tuple(_row(line, seen) for line in lines if line.side is side)
        if rows:
            yield Group(title=title, rows=rows)


def _row(line: Line, seen: frozenset[str] | None) -> Row:
    icon, tone = LOOKS.get(line.code) or LOOKS_BY_SIGN[line.sign]
    if line.sentence.text in SUSPENDED:
        icon, tone = "suspend", "bad"
    new = seen is not None and fingerprint(line) not in seen
    return Row(
        icon=icon,
        tone=tone,
        title=speak(line.sentence),
        text=speak(line.detail) if line.detail is not None else "",
        badge=_("New") if new else _badge(line),
        badge_tone="info" if new else tone,
        new=new,
    )


def _badge(line: Line) -> str:
    said = BADGES.get((line.code, line.side))
    return said(line.count) if said is not None and line.count else ""


def _people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _users(count: int) -> str:
    return ngettext("%(count)d user", "%(count)d users", count) % {"count": count}


def _held(count: int) -> str:
    return ngettext("%(count)d held", "%(count)d held", count) % {"count": count}


def _documents(count: int) -> str:
    return ngettext("%(count)d document", "%(count)d documents", count) % {"count": count}


def _products(count: int) -> str:
    return ngettext("%(count)d product", "%(count)d products", count) % {"count": count}


def _mails(count: int) -> str:
    return ngettext("%(count)d e-mail", "%(count)d e-mails", count) % {"count": count}


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


BADGES: Final[dict[tuple[str, Side], Callable[[int], str]]] = {
    ("end_connection", Side.FIRM): _people,
    ("end_subscriptions", Side.CLIENT): _products,
    ("hold_documents", Side.CLIENT): _held,
    ("release_documents", Side.CLIENT): _documents,
    ("documents_wait", Side.FIRM): _documents,
    ("documents_stay", Side.CLIENT): _documents,
    ("users_keep_access", Side.CLIENT): _users,
    ("own_trial_starts", Side.CLIENT): _days,
    ("send_mail", Side.FIRM): _mails,
    ("send_mail", Side.CLIENT): _mails,
}
