"""One act as it was confirmed: who, when, what was shown, what was answered, and who was told (R50, R54)."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.records.performed import Performed, performed
from tenure.web.here import FirmRequest, firm_member
from tenure.web.plan_lines import panel
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import DONE, EVENTS, ICONS

DOORS: Final[dict[str, Promise]] = {
    "web": _("In the browser"),
    "api": _("Through the API"),
    "cli": _("In the terminal"),
    "worker": _("By the worker, as planned"),
}
STATES: Final[dict[str, tuple[Promise, str]]] = {
    "waiting": (_("Waiting to leave"), "muted"),
    "sending": (_("Leaving now"), "info"),
    "sent": (_("Sent"), "good"),
    "failed": (_("Failed"), "bad"),
    "unknown": (_("Not known"), "warn"),
}
NOUNS: Final[dict[str, Promise]] = {
    "documents": _("Documents"),
    "mails": _("E-mails"),
    "surveys": _("Survey answers"),
    "stops": _("Stops and their history"),
    "waits": _("Waits"),
    "invitations": _("Invitations"),
    "owner_requests": _("Requests to become owner"),
    "products": _("Products"),
    "users": _("Users"),
    "connections": _("Connections"),
    "record": _("The client's record"),
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
    name = found.target_name or str(_("an erased client"))
    return {
        "transition": found,
        "title": str(DONE[Verb(found.verb)]) % {"name": name} if known else found.verb,
        "event": str(EVENTS[Verb(found.verb)]) if known else found.verb,
        "icon": ICONS[Verb(found.verb)] if known else "history",
        "door": DOORS.get(found.source, found.source),
        "panel": panel(found.lines),
        "survey": survey if surveys else None,
        "survey_reason": reason_in_words(survey.reason) if survey is not None and survey.reason else "",
        "survey_hidden": survey is not None and not surveys,
        "letters": [(letter, *STATES.get(letter.state, (letter.state, "muted"))) for letter in found.letters],
        "tables": [
            (NOUNS.get(table.noun, table.noun), table.count, table.sha256)
            for table in (found.certificate.tables if found.certificate is not None else ())
        ],
    }
