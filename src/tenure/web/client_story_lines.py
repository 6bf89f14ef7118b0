"""What happened to a client, as lines of a time line: said, drawn, linked to the plan that was confirmed (R54)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actions import Verb
from tenure.records.client_story import Happening, Story
from tenure.records.overview import Act
from tenure.web.verb_words import DESTRUCTIVE, EVENTS, ICONS

QUIET: Final[dict[str, tuple[Promise, str, str]]] = {
    "client_added": (gettext_lazy("Client added"), "plus", "info"),
    "client_edited": (gettext_lazy("Client's details changed"), "pencil", "muted"),
    "product_started": (gettext_lazy("Product started"), "product", "good"),
    "business_added": (gettext_lazy("Business added"), "plus", "good"),
    "business_edited": (gettext_lazy("Business details changed"), "pencil", "muted"),
    "location_added": (gettext_lazy("Location added"), "plus", "good"),
    "location_edited": (gettext_lazy("Location details changed"), "pencil", "muted"),
    "service_added": (gettext_lazy("Service added"), "plus", "good"),
    "service_edited": (gettext_lazy("Service details changed"), "pencil", "muted"),
    "suspension_changed": (gettext_lazy("Days of a suspension changed"), "calendar-clock", "muted"),
    "suspension_began": (gettext_lazy("Planned suspension began"), "deactivate", "warn"),
    "suspension_ended": (gettext_lazy("Planned suspension ended"), "reactivate", "good"),
    "payment_recorded": (gettext_lazy("Payment recorded"), "card", "good"),
    "payment_reversed": (gettext_lazy("Payment taken back"), "undo", "warn"),
    "invoice_regenerated": (gettext_lazy("Invoice regenerated"), "refresh", "warn"),
    "invoice_restored": (gettext_lazy("Lines of an invoice put back"), "undo", "info"),
    "account_group_joined": (gettext_lazy("Added to an account group"), "tag", "muted"),
    "account_group_left": (gettext_lazy("Taken out of an account group"), "tag", "muted"),
    "visit_recorded": (gettext_lazy("Visit recorded"), "truck", "muted"),
    "visit_removed": (gettext_lazy("Visit removed"), "x", "muted"),
    "credit_terms_set": (gettext_lazy("Credit terms changed"), "card", "muted"),
    "documents_sent": (gettext_lazy("Held documents sent for extraction"), "send", "good"),
    "documents_exported": (gettext_lazy("Documents exported"), "download", "muted"),
    "mail_address_made": (gettext_lazy("Address for documents by e-mail made"), "mail", "info"),
    "mail_address_replaced": (gettext_lazy("Address for documents by e-mail replaced"), "mail", "warn"),
    "mail_address_stopped": (gettext_lazy("Address for documents by e-mail stopped"), "mail", "warn"),
    "own_trial_started": (gettext_lazy("Free trial started"), "card", "good"),
    "own_trial_ended": (gettext_lazy("Free trial ended"), "card", "warn"),
    "own_plan_started": (gettext_lazy("Plan of the client's own began"), "card", "good"),
    "own_plan_ordered": (gettext_lazy("Plan chosen for after the trial"), "card", "info"),
    "own_plan_changed": (gettext_lazy("Plan of the client's own changed"), "card", "info"),
    "own_plan_taken_back": (gettext_lazy("Change of the client's own plan taken back"), "card", "muted"),
    "own_plan_renewed": (gettext_lazy("Next month of the client's own plan began"), "card", "muted"),
    "own_plan_cancelled": (gettext_lazy("Plan of the client's own cancelled"), "card", "warn"),
    "own_plan_resumed": (gettext_lazy("Cancellation of the client's own plan taken back"), "card", "good"),
    "own_plan_ended": (gettext_lazy("Plan of the client's own ended"), "card", "warn"),
    "user_invited": (gettext_lazy("User invited"), "user-plus", "info"),
    "invitation_resent": (gettext_lazy("Invitation sent again"), "mail", "muted"),
    "invitation_withdrawn": (gettext_lazy("Invitation withdrawn"), "x", "muted"),
    "user_joined": (gettext_lazy("User joined"), "check", "good"),
    "user_role_given": (gettext_lazy("User's role changed"), "role", "muted"),
    "user_removed": (gettext_lazy("User removed"), "x", "warn"),
    "user_left": (gettext_lazy("User left"), "log-out", "muted"),
    "ownership_offered": (gettext_lazy("Ownership offered"), "owner", "info"),
    "ownership_offered_again": (gettext_lazy("Ownership offered again"), "mail", "muted"),
    "ownership_cancelled": (gettext_lazy("Offer of ownership cancelled"), "x", "muted"),
    "ownership_accepted": (gettext_lazy("Account has a new owner"), "owner", "good"),
    "ownership_declined": (gettext_lazy("Ownership declined"), "x", "warn"),
    "firm_connected": (gettext_lazy("Connected to a firm"), "link", "good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line; the names are those that parts/timeline.html draws."""

    icon: str
    tone: str
    title: str
    url: str
    text: str
    who: str
    when: datetime


def lines_of(story: Story) -> tuple[StoryLine, ...]:
    """The happenings in words, newest first."""
    return tuple(_loud(one) if one.transition else _quiet(one) for one in story.happenings)


def act_line(act: Act) -> StoryLine:
    """One act on the firm's first page; what was done to a product says whose it was."""
    verb = Verb(act.verb)
    return StoryLine(
        icon=ICONS[verb],
        tone=_tone(verb),
        title=_("%(name)s: %(event)s") % {"name": act.client_name, "event": EVENTS[verb]},
        url=reverse("transition", args=[act.transition]),
        text=act.target if act.target != act.client_name else "",
        who=act.by,
        when=act.at,
    )


def _loud(one: Happening) -> StoryLine:
    verb = Verb(one.what)
    return StoryLine(
        icon=ICONS[verb],
        tone=_tone(verb),
        title=_("%(name)s: %(event)s") % {"name": one.target, "event": EVENTS[verb]},
        url=reverse("transition", args=[one.transition]),
        text=one.reason,
        who=one.by,
        when=one.at,
    )


def _tone(verb: Verb) -> str:
    if verb is Verb.DELETE:
        return "bad"
    return "warn" if verb in DESTRUCTIVE else "good"


def _quiet(one: Happening) -> StoryLine:
    title, icon, tone = QUIET[one.what]
    return StoryLine(icon=icon, tone=tone, title=str(title), url="", text="", who="", when=one.at)
