"""How each verb is said on a page: the heading, what its last button says, how dangerous it looks."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenure.core.actions import Verb
from tenure.core.describe import VERB_TITLES
from tenure.core.plan import Plan
from tenure.speech.speak import speak

HEADINGS: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: _("Disconnect %(name)s"),
    Verb.DEACTIVATE: _("Deactivate %(name)s"),
    Verb.REACTIVATE: _("Reactivate %(name)s"),
    Verb.SUSPEND: _("Suspend %(name)s"),
    Verb.UNSUSPEND: _("Lift the suspension of %(name)s"),
    Verb.DELETE: _("Delete %(name)s"),
}
DONE: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: _("%(name)s is disconnected."),
    Verb.DEACTIVATE: _("%(name)s is deactivated."),
    Verb.REACTIVATE: _("%(name)s is reactivated."),
    Verb.SUSPEND: _("%(name)s is suspended."),
    Verb.UNSUSPEND: _("The suspension of %(name)s is lifted."),
    Verb.DELETE: _("%(name)s is deleted for good."),
}
# The nouns, as a time line or a proof names what happened.
EVENTS: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: pgettext_lazy("event", "Disconnected"),
    Verb.DEACTIVATE: pgettext_lazy("event", "Deactivated"),
    Verb.REACTIVATE: pgettext_lazy("event", "Reactivated"),
    Verb.SUSPEND: pgettext_lazy("event", "Suspended"),
    Verb.UNSUSPEND: pgettext_lazy("event", "Suspension lifted"),
    Verb.DELETE: pgettext_lazy("event", "Deleted"),
}
ICONS: Final = {
    Verb.DISCONNECT: "unplug",
    Verb.DEACTIVATE: "deactivate",
    Verb.REACTIVATE: "reactivate",
    Verb.SUSPEND: "suspend",
    Verb.UNSUSPEND: "undo",
    Verb.DELETE: "trash",
}
DESTRUCTIVE: Final = frozenset({Verb.DISCONNECT, Verb.DEACTIVATE, Verb.SUSPEND, Verb.DELETE})


def title_of(verb: Verb) -> str:
    """What the verb's button says, from the first click to the last (R10)."""
    return speak(VERB_TITLES[verb])


def heading_of(plan: Plan) -> str:
    """The heading of a page about a verb on something."""
    return str(HEADINGS[plan.verb]) % {"name": plan.target.name}


def tone_of(verb: Verb) -> str:
    """The look of the verb's button."""
    return "danger" if verb in DESTRUCTIVE else "primary"


def whole_name(plan: Plan) -> str:
    """The target with the client it belongs to, for sentences that stand alone."""
    if plan.target.id == plan.client.id:
        return plan.client.name
    return f"{plan.target.name} ({plan.client.name})"
