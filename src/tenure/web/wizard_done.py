"""After a verb: the banner that says what happened and what happens now, and the page it stands on (R11, R19)."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core import effects as e
from tenure.core.actions import Verb
from tenure.core.describe import describe
from tenure.core.plan import Plan
from tenure.speech.speak import speak
from tenure.web.verb_words import DONE, whole_name
from tenure.web.ways_out import home_of

LEAVES = frozenset({Verb.DISCONNECT, Verb.DELETE})


def say_done(request: HttpRequest, plan: Plan, *, undo: str = "") -> None:
    """The banner: what was done, until when, who is told; with `undo` the address where it can be taken back."""
    said = " ".join(_sentences(plan))
    link = format_html(' <a href="{}">{}</a>', undo, _("Undo")) if undo else ""
    messages.success(request, format_html("{}{}", said, link))


def after(plan: Plan) -> str:
    """Where one lands: the list if the client has left it, else the page the verb started from."""
    return reverse("clients") if plan.verb in LEAVES else home_of(plan)


def _sentences(plan: Plan) -> Iterator[str]:
    yield _done(plan)
    letters = 0
    for effect in plan.effects:
        match effect:
            case e.PlaceStop():
                yield from (speak(line.detail) for line in describe(effect) if line.detail is not None)
            case e.ReleaseDocuments() | e.RequestOwner():
                yield from (speak(line.sentence) for line in describe(effect))
            case e.SendMail():
                letters += len(effect.receivers)
            case _:
                pass
    if letters:
        yield ngettext("%(count)d e-mail is on its way.", "%(count)d e-mails are on their way.", letters) % {
            "count": letters
        }
    else:
        yield _("Nobody was told by e-mail.")


def _done(plan: Plan) -> str:
    """What happened; of a day to come it says so (R41)."""
    name = whole_name(plan)
    for effect in plan.effects:
        match effect:
            case e.PlaceStop(since=date() as since):
                day = date_format(since, "DATE_FORMAT")
                return _("%(name)s is suspended from %(day)s.") % {"name": name, "day": day}
            case e.LiftStops(planned=True):
                return _("The planned suspension of %(name)s is cancelled.") % {"name": name}
            case _:
                pass
    return str(DONE[plan.verb]) % {"name": name}
