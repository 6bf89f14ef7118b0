"""Where the way out of a refusal, or a piece of advice, leads: the core names it, this door knows the address."""

from dataclasses import dataclass
from typing import Final, assert_never

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.actions import Verb
from tenure.core.plan import Plan
from tenure.core.refusals import Refusal, WayOut, WayOutAction
from tenure.core.tree import Kind
from tenure.speech.speak import speak
from tenure.web.verb_nouns import NOUNS
from tenure.web.verb_words import ICONS, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A sentence, and a link if there is somewhere to go."""

    sentence: str
    url: str = ""
    action: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is refused, and what to do instead."""

    sentence: str
    way: Way


def reasons(plan: Plan) -> tuple[Reason, ...]:
    """All reasons at once, each with its way out."""
    return tuple(reason(refusal, plan) for refusal in plan.refusals)


def reason(refusal: Refusal, plan: Plan) -> Reason:
    """One refusal in words."""
    return Reason(sentence=speak(refusal.sentence), way=way_out(refusal.way_out, plan))


def way_out(way: WayOut, plan: Plan) -> Way:
    """A way out with its address."""
    url, action, icon = _address(way, plan)
    return Way(sentence=speak(way.sentence), url=url, action=action, icon=icon)


def _address(way: WayOut, plan: Plan) -> tuple[str, str, str]:
    client = plan.client.id
    match way.action:
        case WayOutAction.INVITE_USER:
            # Once somebody is invited they come back to the verb, where another one is offered now (R14, R25).
            back = f"{reverse('client_users', args=[client])}?then={NOUNS[plan.verb]}#invite"
            return back, _("Invite a user"), "user-plus"
        case WayOutAction.EXPORT:
            return reverse("client_export", args=[client]), _("Export everything"), "download"
        case WayOutAction.DISCONNECT:
            return reverse("verb", args=[Verb.DISCONNECT, client]), title_of(Verb.DISCONNECT), "unplug"
        case WayOutAction.DELETE:
            return reverse("verb", args=[Verb.DELETE, client]), title_of(Verb.DELETE), "trash"
        case WayOutAction.SUBSCRIPTION:
            return reverse("client_subscription", args=[client]), _("Open the subscription"), "product"
        case WayOutAction.RETURN_PARENT:
            back = reverse("verb", args=[plan.verb, way.node])
            return back, title_of(plan.verb), ICONS[plan.verb]
        case WayOutAction.WAIT:
            return reverse("early_returns"), _("Waits and early returns"), "calendar-clock"
        case (
            WayOutAction.ASK_ADMINISTRATOR
            | WayOutAction.ANSWER
            | WayOutAction.REVIEW_AGAIN
            | WayOutAction.NONE
        ):
            return "", "", ""
        case _:
            assert_never(way.action)


def home_of(plan: Plan) -> str:
    """The page a verb starts from and returns to: a part's own, or where such parts are listed; else the client's."""
    if plan.target.kind in OWN_PAGES:
        return reverse(OWN_PAGES[plan.target.kind], args=[plan.target.id])
    return reverse(HOMES.get(plan.target.kind, "client"), args=[plan.client.id])


OWN_PAGES: Final = {Kind.LOCATION: "location", Kind.SERVICE: "service"}
HOMES: Final = {Kind.PRODUCT: "client_subscription", Kind.BUSINESS: "client_businesses"}
