"""After a return step by step: what is still deactivated, which step comes next, and the way there (R37)."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.actor import Right
from tenure.core.left_behind import LeftBehind, left_behind
from tenure.core.tree import Kind
from tenure.web.client_frame import Frame

ORDER: Final = (Kind.BUSINESS, Kind.LOCATION, Kind.SERVICE, Kind.PRODUCT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideStep:
    """One step as parts/steps.html draws it."""

    label: str
    state: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnGuide:
    """Where a return stands. `url` leads to the next step, `all_at_once` to the page that takes all of them.

    Whoever may not reactivate anything reads where it stands, and gets no button.
    """

    sentence: str
    steps: tuple[GuideStep, ...]
    url: str
    action: str
    all_at_once: str


def return_guide(frame: Frame) -> ReturnGuide | None:
    """The guide for this customer; None where nothing was left behind by a return."""
    left = left_behind(frame.facts)
    if not left.next:
        return None
    client, may = frame.facts.client.id, frame.request.actor.may(Right.REACTIVATE)
    kind = next(kind for kind in ORDER if any(node.kind is kind for node in left.next))
    return ReturnGuide(
        sentence=_sentence(left),
        steps=_steps(left, kind),
        url=_address(kind, client) if may else "",
        action=_action(kind),
        all_at_once=reverse("client_returns", args=[client]) if may else "",
    )


def _sentence(left: LeftBehind) -> str:
    counted = [said for kind in ORDER if (said := _counted(kind, left.count(kind)))]
    if len(counted) > 1:
        both = {"first": ", ".join(counted[:-1]), "last": counted[-1]}
        return _("%(first)s and %(last)s are still deactivated.") % both
    return _("Still deactivated: %(what)s.") % {"what": counted[0]}


def _counted(kind: Kind, count: int) -> str:
    if not count:
        return ""
    said = {
        Kind.BUSINESS: ngettext("%(count)d business", "%(count)d businesses", count),
        Kind.LOCATION: ngettext("%(count)d location", "%(count)d locations", count),
        Kind.SERVICE: ngettext("%(count)d service", "%(count)d services", count),
        Kind.PRODUCT: ngettext("%(count)d product", "%(count)d products", count),
    }[kind]
    return said % {"count": count}


def _steps(left: LeftBehind, current: Kind) -> tuple[GuideStep, ...]:
    names = {
        Kind.CLIENT: _("Account"),
        Kind.BUSINESS: _("Businesses"),
        Kind.LOCATION: _("Locations"),
        Kind.SERVICE: _("Services"),
        Kind.PRODUCT: _("Products"),
    }
    shown = [kind for kind in ORDER if left.count(kind)]
    if current is Kind.SERVICE and Kind.LOCATION not in shown:
        shown.insert(0, Kind.LOCATION)
    return tuple(
        GuideStep(
            label=names[kind],
            state="current" if kind is current else "todo" if left.count(kind) else "done",
            url="",
        )
        for kind in (Kind.CLIENT, *shown)
    )


def _address(kind: Kind, client: str) -> str:
    if kind is Kind.LOCATION:
        return f"{reverse('client', args=[client])}?locations=deactivated#locations"
    if kind is Kind.SERVICE:
        return f"{reverse('client_services', args=[client])}?state=deactivated"
    return reverse("client_returns", args=[client])


def _action(kind: Kind) -> str:
    return {
        Kind.BUSINESS: _("Reactivate the businesses"),
        Kind.LOCATION: _("Reactivate the locations"),
        Kind.SERVICE: _("Reactivate the services"),
        Kind.PRODUCT: _("Reactivate the products"),
    }[kind]
