"""One act as it was confirmed: who, when, what was shown, what was answered, and who was told (R50, R54)."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tenure.core.actions import Verb
from tenure.core.actor import Right, Side
from tenure.core.describe_ends import NOUNS
from tenure.records.performed import Letter, Performed, performed
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.plan_lines import Row, panel
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import DONE, EVENTS, ICONS

DOORS: Final[dict[str, Promise]] = {
    "web": gettext_lazy("In the browser"),
    "api": gettext_lazy("Through the API"),
    "cli": gettext_lazy("In the terminal"),
    "worker": gettext_lazy("By the worker, as planned"),
}
STATES: Final[dict[str, tuple[Promise, str]]] = {
    "waiting": (gettext_lazy("Waiting to leave"), "muted"),
    "sending": (gettext_lazy("Leaving now"), "info"),
    "sent": (gettext_lazy("Sent"), "good"),
    "failed": (gettext_lazy("Failed"), "bad"),
    "unknown": (gettext_lazy("Not known"), "warn"),
}


@require_safe
@firm_member
def transition(request: FirmRequest, transition: str) -> HttpResponse:
    """The proof of one act, for the firm that did it; it stays when the client has left or is erased."""
    found = performed(request.actor, transition)
    if found is None:
        raise Http404
    return render(request, "transitions/transition.html", _context(found, surveys=_may_read(request)))


def _may_read(request: FirmRequest) -> bool:
    return request.actor.may(Right.SURVEYS)


def _context(found: Performed, *, surveys: bool) -> dict[str, object]:
    known = found.verb in set(Verb)
    survey = found.survey
    return {
        "transition": found,
        "title": _title(found),
        "event": str(EVENTS[Verb(found.verb)]) if known else found.verb,
        "icon": ICONS[Verb(found.verb)] if known else "history",
        "door": DOORS.get(found.source, found.source),
        "panel": panel(found.lines),
        "survey": survey if surveys else None,
        "survey_reason": reason_in_words(survey.reason) if survey is not None and survey.reason else "",
        "survey_hidden": survey is not None and not surveys,
        "letters": [_letter(letter) for letter in found.letters],
        "tables": [
            (speak(NOUNS[table.noun]) if table.noun in NOUNS else table.noun, table.count, table.sha256)
            for table in (found.certificate.tables if found.certificate is not None else ())
        ],
    }


def _title(found: Performed) -> str:
    if found.verb not in set(Verb):
        return found.verb
    if not found.target_name:
        return _("A client was erased for good")
    return str(DONE[Verb(found.verb)]) % {"name": found.target_name}


def _letter(letter: Letter) -> Row:
    state, tone = STATES.get(letter.state, (letter.state, "muted"))
    whose = _("your firm") if letter.side is Side.FIRM else _("the client")
    sent = date_format(timezone.localtime(letter.sent_at), "DATETIME_FORMAT") if letter.sent_at else ""
    return Row(
        icon="mail",
        tone="info",
        title=letter.name or letter.address,
        text=" · ".join(filter(None, (letter.address, whose, sent))),
        badge=str(state),
        badge_tone=tone,
        new=False,
    )
