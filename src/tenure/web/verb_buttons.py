"""The verbs as buttons: what it says, where it leads, or why it is greyed (R7, R17, R22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tenure.core.actions import Verb
from tenure.core.actor import Actor, Right
from tenure.core.offers import Offer
from tenure.core.policy import Policy
from tenure.core.refusals import Refusal, RefusalCode
from tenure.core.tree import Kind
from tenure.speech.speak import speak
from tenure.web.verb_dialog import fits_a_dialog
from tenure.web.verb_words import ICONS, title_of

TITLES: Final = {
    (Verb.DEACTIVATE, Kind.CLIENT): gettext_noop("Deactivate client"),
    (Verb.REACTIVATE, Kind.CLIENT): gettext_noop("Reactivate client"),
    (Verb.SUSPEND, Kind.CLIENT): gettext_noop("Suspend client"),
    (Verb.DEACTIVATE, Kind.BUSINESS): gettext_noop("Deactivate business"),
    (Verb.REACTIVATE, Kind.BUSINESS): gettext_noop("Reactivate business"),
    (Verb.DEACTIVATE, Kind.LOCATION): gettext_noop("Deactivate location"),
    (Verb.REACTIVATE, Kind.LOCATION): gettext_noop("Reactivate location"),
    (Verb.SUSPEND, Kind.LOCATION): gettext_noop("Suspend location"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbButton:
    """One verb on one node, for a menu or a page. With a `reason` it cannot be pressed.

    `dialog`: it asks so little that it may be confirmed in a dialog instead of on a page (R35).
    """

    verb: str
    node: str
    node_name: str
    label: str
    icon: str
    url: str
    danger: bool
    reason: str = ""
    until: date | None = None
    dialog: bool = False


def buttons(offers: Iterable[Offer], *, short: bool = False) -> tuple[VerbButton, ...]:
    """The offers in their order; `short` where it is plain what they are about: “Deactivate” (R34)."""
    return tuple(_button(offer, short=short) for offer in offers)


def decision_title(menu: Iterable[VerbButton]) -> str:
    """What a menu calls the way to the page that compares the verbs: by the words of article 003 where it can (R2, R9)."""
    verbs = {button.verb for button in menu}
    if verbs >= {Verb.DISCONNECT.value, Verb.DEACTIVATE.value}:
        return _("Deactivate or disconnect the client")
    return _("Which one is right?")


def may_any_verb(actor: Actor, policy: Policy) -> bool:
    """Whether the actor holds the right to at least one verb the firm's policy knows."""
    return any(actor.may(Right(verb)) for verb in policy.verbs)


def _button(offer: Offer, *, short: bool) -> VerbButton:
    refusal = offer.refusal
    return VerbButton(
        verb=offer.verb.value,
        node=offer.node.id,
        node_name=offer.node.name,
        label=title_of(offer.verb) if short else _label(offer),
        icon=ICONS[offer.verb],
        url=reverse("verb", args=[offer.verb, offer.node.id]),
        danger=offer.verb is Verb.DELETE,
        reason=_reason(refusal) if refusal is not None else "",
        until=refusal.until if refusal is not None else None,
        dialog=fits_a_dialog(offer.plan),
    )


def _reason(refusal: Refusal) -> str:
    """Why it is greyed; under a parent that is stopped also what to do first (R37)."""
    said = [speak(refusal.sentence)]
    if refusal.code is RefusalCode.PARENT_STOPPED:
        said.append(speak(refusal.way_out.sentence))
    return " ".join(said)


def _label(offer: Offer) -> str:
    own = TITLES.get((offer.verb, offer.node.kind))
    return _(own) if own is not None else title_of(offer.verb)
