"""How a client and everything in it stood, or will stand, on a day: a tree of lines (R6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.coming_up import Coming, ComingKind
from tenure.core.facts import Branch, Facts, Payer
from tenure.core.standing import Standing, stops_above
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node
from tenure.web.stop_words import type_in_words

ICONS: Final = {
    Kind.CLIENT: "user",
    Kind.BUSINESS: "building",
    Kind.LOCATION: "location",
    Kind.SERVICE: "service",
    Kind.PRODUCT: "product",
}
SOON_ICONS: Final = {
    ComingKind.SUSPENSION_BEGINS: ("suspend", "bad"),
    ComingKind.SUSPENSION_ENDS: ("undo", "good"),
    ComingKind.SERVICE_STOPS: ("deactivated", "warn"),
    ComingKind.SCHEDULE_ENDS: ("file-clock", "muted"),
    ComingKind.MAY_RETURN: ("reactivate", "good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """How one node stands on the day; `note` says since when, until when, or what comes. `depth` is 0 for the client."""

    depth: int
    name: str
    icon: str
    url: str
    suspended: bool
    deactivated: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTree:
    """Some lines of the tree from `start` on; `left` counts what follows them, by kind."""

    lines: tuple[DayLine, ...]
    start: int
    total: int
    left: str

    @property
    def end(self) -> int:
        """The number of the last line shown."""
        return self.start + len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoonLine:
    """Something that happens by itself on a coming day."""

    day: date
    icon: str
    tone: str
    text: str
    url: str


def day_tree(then: Facts, *, start: int = 0, most: int = 50) -> DayTree:
    """The tree of facts that are those of a day, the client first and every part under what it hangs in."""
    nodes = list(_walk(then))
    shown = nodes[start : start + most]
    stops = stops_above(then)
    lines = tuple(_line(then, depth, node, branch, stops[node.id]) for depth, node, branch in shown)
    return DayTree(
        lines=lines,
        start=start,
        total=len(nodes),
        left=_counted(node for _d, node, _b in nodes[start + most :]),
    )


def soon_lines(coming: Iterable[Coming], client: str) -> tuple[SoonLine, ...]:
    """What comes, in words, each with its page."""
    return tuple(
        SoonLine(
            day=one.day,
            icon=SOON_ICONS[one.kind][0],
            tone=SOON_ICONS[one.kind][1],
            text=_soon(one),
            url=reverse("suspension", args=[one.stop]) if one.stop else page_of(one.node, client),
        )
        for one in coming
    )


def page_of(node: Node, client: str) -> str:
    """The page of a node of a client."""
    match node.kind:
        case Kind.CLIENT:
            return reverse("client", args=[client])
        case Kind.BUSINESS:
            return reverse("client_business", args=[client, node.id])
        case Kind.LOCATION:
            return reverse("location", args=[node.id])
        case Kind.SERVICE:
            return reverse("service", args=[node.id])
        case Kind.PRODUCT:
            return f"{reverse('client_subscription', args=[client])}#{node.id}"


def _walk(facts: Facts) -> Iterator[tuple[int, Node, Branch | None]]:
    children: Mapping[str, list[Branch]] = defaultdict(list)
    for one in facts.branches:
        children[one.parent].append(one)
    waiting: list[tuple[int, Node, Branch | None]] = [(0, facts.client, None)]
    while waiting:
        depth, node, branch = waiting.pop()
        yield depth, node, branch
        waiting += [(depth + 1, child.node, child) for child in reversed(children.get(node.id, []))]


def _line(then: Facts, depth: int, node: Node, branch: Branch | None, above: tuple[Stop, ...]) -> DayLine:
    own = branch is not None and branch.payer is Payer.CLIENT
    # The firm's stops reach what the firm pays for.
    reaching = () if own else tuple(stop for stop in above if stop.in_force(then.today))
    found = Standing(stops=reaching)
    coming = () if own else tuple(stop for stop in above if then.today < stop.since)
    return DayLine(
        depth=depth,
        name=node.name,
        icon=ICONS[node.kind],
        url=page_of(node, then.client.id),
        suspended=found.suspended,
        deactivated=found.deactivated,
        note=" ".join(_notes(node, branch, reaching, coming)),
    )


def _notes(
    node: Node, branch: Branch | None, reaching: tuple[Stop, ...], coming: tuple[Stop, ...]
) -> Iterator[str]:
    """What is said of a node's own stops; those above are said where they stand."""
    for stop in reaching:
        if stop.node.id == node.id:
            yield _("Since %(day)s.") % {"day": _said(stop.since)}
            if stop.type:
                yield f"{type_in_words(stop.type)}."
            if stop.until is not None:
                yield _("Ends on %(day)s.") % {"day": _said(stop.until)}
    for stop in coming:
        if stop.node.id == node.id:
            yield _("Suspended from %(day)s.") % {"day": _said(stop.since)}
    if branch is not None and branch.ending is not None and branch.ending.on is not None and not reaching:
        yield _("Last day %(day)s.") % {"day": _said(branch.ending.on)}


def _soon(one: Coming) -> str:
    said = {
        ComingKind.SUSPENSION_BEGINS: _("%(name)s is suspended"),
        ComingKind.SUSPENSION_ENDS: _("The suspension of %(name)s ends"),
        ComingKind.SERVICE_STOPS: _("%(name)s is deactivated, its end date is over"),
        ComingKind.SCHEDULE_ENDS: _("Last day of %(name)s"),
        ComingKind.MAY_RETURN: _("%(name)s can be reactivated"),
    }[one.kind]
    return said % {"name": one.node.name}


def _counted(nodes: Iterable[Node]) -> str:
    counts = Counter(node.kind for node in nodes)
    said = {
        Kind.BUSINESS: ngettext("%(count)d business", "%(count)d businesses", counts[Kind.BUSINESS]),
        Kind.LOCATION: ngettext("%(count)d location", "%(count)d locations", counts[Kind.LOCATION]),
        Kind.SERVICE: ngettext("%(count)d service", "%(count)d services", counts[Kind.SERVICE]),
        Kind.PRODUCT: ngettext("%(count)d product", "%(count)d products", counts[Kind.PRODUCT]),
    }
    return ", ".join(words % {"count": counts[kind]} for kind, words in said.items() if counts[kind])


def _said(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
