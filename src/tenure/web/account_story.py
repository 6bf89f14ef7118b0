"""What happened to an account as its own people read it: who did what to them, not which verb was confirmed (R48)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actions import Verb
from tenure.records.client_story import Happening, Story
from tenure.web.client_story_lines import QUIET, StoryLine
from tenure.web.verb_words import DESTRUCTIVE, ICONS

DONE: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: gettext_lazy("%(firm)s no longer looks after the account"),
    Verb.DEACTIVATE: gettext_lazy("%(firm)s deactivated %(name)s"),
    Verb.REACTIVATE: gettext_lazy("%(firm)s reactivated %(name)s"),
    Verb.SUSPEND: gettext_lazy("%(firm)s suspended %(name)s"),
    Verb.UNSUSPEND: gettext_lazy("%(firm)s lifted the suspension of %(name)s"),
    Verb.DELETE: gettext_lazy("%(firm)s deleted %(name)s"),
}
# Quiet events that the client's side words differently, or that only it sees.
OURS: Final[dict[str, tuple[Promise, str, str]]] = {
    "client_added": (gettext_lazy("The account was opened"), "plus", "info"),
    "client_edited": (gettext_lazy("Your firm changed the account's details"), "pencil", "muted"),
    "account_edited": (gettext_lazy("You changed the account's details"), "pencil", "muted"),
    "firm_invited": (gettext_lazy("A firm was invited to look after you"), "send", "info"),
    "firm_invitation_resent": (gettext_lazy("The invitation of a firm was sent again"), "mail", "muted"),
    "firm_invitation_withdrawn": (gettext_lazy("The invitation of a firm was withdrawn"), "x", "muted"),
    "firm_declined": (gettext_lazy("A firm declined your invitation"), "x", "warn"),
    "firm_connected": (gettext_lazy("A firm looks after the account now"), "link", "good"),
    "own_plan_started": (gettext_lazy("Your own plan began"), "card", "good"),
    "own_plan_ordered": (gettext_lazy("A plan was chosen for after the trial"), "card", "info"),
    "own_plan_changed": (gettext_lazy("Your own plan was changed"), "card", "info"),
    "own_plan_taken_back": (gettext_lazy("The change of your own plan was taken back"), "card", "muted"),
    "own_plan_renewed": (gettext_lazy("The next month of your own plan began"), "card", "muted"),
    "own_plan_cancelled": (gettext_lazy("Your own plan was cancelled"), "card", "warn"),
    "own_plan_resumed": (gettext_lazy("The cancellation of your own plan was taken back"), "card", "good"),
    "own_plan_ended": (gettext_lazy("Your own plan ended"), "card", "warn"),
}


def account_lines(story: Story) -> tuple[StoryLine, ...]:
    """The happenings in words, newest first."""
    return tuple(_loud(one) if one.transition else _quiet(one) for one in story.happenings)


def _loud(one: Happening) -> StoryLine:
    verb = Verb(one.what)
    return StoryLine(
        icon=ICONS[verb],
        tone="warn" if verb in DESTRUCTIVE else "good",
        title=str(DONE[verb]) % {"firm": one.firm or _("Your firm"), "name": one.target},
        url="",
        text=one.reason,
        who=one.by,
        when=one.at,
    )


def _quiet(one: Happening) -> StoryLine:
    title, icon, tone = OURS.get(one.what) or QUIET[one.what]
    return StoryLine(icon=icon, tone=tone, title=str(title), url="", text="", who="", when=one.at)
