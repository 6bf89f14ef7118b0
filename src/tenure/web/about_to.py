"""What a dialog says before its question: “You are about to deactivate this account …” (R35)."""

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.core.actions import Verb
from tenure.core.effects import PlaceStop
from tenure.core.plan import Plan
from tenure.core.tree import Kind

ALONE: Final[dict[tuple[Verb, Kind], Promise]] = {
    (Verb.DEACTIVATE, Kind.CLIENT): _("You are about to deactivate this account."),
    (Verb.DEACTIVATE, Kind.BUSINESS): _("You are about to deactivate this business."),
    (Verb.DEACTIVATE, Kind.LOCATION): _("You are about to deactivate this location."),
    (Verb.DEACTIVATE, Kind.SERVICE): _("You are about to deactivate this service."),
    (Verb.DEACTIVATE, Kind.PRODUCT): _("You are about to deactivate this product."),
    (Verb.REACTIVATE, Kind.CLIENT): _("You are about to reactivate this account."),
    (Verb.REACTIVATE, Kind.BUSINESS): _("You are about to reactivate this business."),
    (Verb.REACTIVATE, Kind.LOCATION): _("You are about to reactivate this location."),
    (Verb.REACTIVATE, Kind.SERVICE): _("You are about to reactivate this service."),
    (Verb.REACTIVATE, Kind.PRODUCT): _("You are about to reactivate this product."),
    (Verb.SUSPEND, Kind.CLIENT): _("You are about to suspend this account."),
    (Verb.SUSPEND, Kind.LOCATION): _("You are about to suspend this location."),
    (Verb.UNSUSPEND, Kind.CLIENT): _("You are about to lift the suspension of this account."),
    (Verb.UNSUSPEND, Kind.LOCATION): _("You are about to lift the suspension of this location."),
    (Verb.DISCONNECT, Kind.CLIENT): _("You are about to disconnect this client."),
    (Verb.DELETE, Kind.CLIENT): _("You are about to delete this client for good."),
}
WITH_PARTS: Final[dict[tuple[Kind, frozenset[Kind]], Promise]] = {
    (Kind.CLIENT, frozenset({Kind.LOCATION, Kind.SERVICE})): _(
        "You are about to deactivate this account; all services and locations in it will be deactivated."
    ),
    (Kind.CLIENT, frozenset({Kind.LOCATION})): _(
        "You are about to deactivate this account; all locations in it will be deactivated."
    ),
    (Kind.CLIENT, frozenset({Kind.BUSINESS})): _(
        "You are about to deactivate this account; all businesses in it will be deactivated."
    ),
    (Kind.LOCATION, frozenset({Kind.SERVICE})): _(
        "You are about to deactivate this location; all services in it will be deactivated."
    ),
}
WITH_EVERYTHING: Final = _("You are about to deactivate this; everything in it will be deactivated.")
UNNAMED: Final = _("Nothing has changed yet.")


def about_to(plan: Plan) -> str:
    """What the verb is about to do, in a sentence. What is deactivated with it is named by its kinds."""
    parts = frozenset(_parts(plan))
    if plan.verb is Verb.DEACTIVATE and parts:
        return str(WITH_PARTS.get((plan.target.kind, parts), WITH_EVERYTHING))
    return str(ALONE.get((plan.verb, plan.target.kind), UNNAMED))


def _parts(plan: Plan) -> Iterator[Kind]:
    for effect in plan.effects:
        if isinstance(effect, PlaceStop):
            below = (*effect.nodes, *effect.resting)
            yield from (node.kind for node in below if node != plan.target)
