"""The manual in one page: the words, the first five minutes, the keyboard, whom to ask (R2)."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tenure.core.actions import Verb
from tenure.records.firms import whom_to_ask
from tenure.web.decision import MEANINGS
from tenure.web.here import HereRequest
from tenure.web.verb_words import ICONS, title_of

WAYS_BACK: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: _(
        "No way back from your side: only an administrator of the client can invite you again."
    ),
    Verb.DEACTIVATE: _("Reactivate, at once or when the wait of your policy is over."),
    Verb.REACTIVATE: _("Deactivate again."),
    Verb.SUSPEND: _("Lift the suspension."),
    Verb.UNSUSPEND: _("Suspend again."),
    Verb.DELETE: _("None. Export the client's data first."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A verb, what it means, and the way back."""

    title: str
    icon: str
    meaning: str
    way_back: str


@require_safe
@login_required
def help_page(request: HereRequest) -> HttpResponse:
    """The same for everybody; whom to ask depends on where somebody is."""
    actor = request.actor
    at_firm = actor is not None and actor.firm is not None
    context = {
        "at_firm": at_firm,
        "administrators": whom_to_ask(actor) if actor is not None and at_firm else "",
        "words": [_word(verb) for verb in Verb],
    }
    return render(request, "help/help.html", context)


def _word(verb: Verb) -> Word:
    return Word(
        title=title_of(verb),
        icon=ICONS[verb],
        meaning=str(MEANINGS[verb]),
        way_back=str(WAYS_BACK[verb]),
    )
