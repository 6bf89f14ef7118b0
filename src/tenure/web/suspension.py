"""One suspension: since when, why, who ended it; to be moved, ended earlier or later, or lifted (R41)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Right
from tenure.operations import drafts
from tenure.operations.errors import Invalid
from tenure.operations.lifecycle import preview
from tenure.operations.suspension_dates import Dates, change_dates
from tenure.records.suspensions import Suspension, suspension_of
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.stop_forms import day_field
from tenure.web.suspension_lines import SuspensionLine, line_of
from tenure.web.typed import typed_before


class DaysForm(forms.Form):
    """Other days; those that were seen go along, so that nobody overwrites what somebody else changed."""

    since = day_field(gettext_lazy("From"), required=True)
    until = day_field(gettext_lazy("Until"), gettext_lazy("Leave it empty, and it holds until it is lifted."))
    seen_since = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    seen_until = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, line: SuspensionLine, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        seen = {
            "seen_since": line.since.isoformat(),
            "seen_until": line.until.isoformat() if line.until else "",
        }
        self.initial = {"since": line.since, "until": line.until, **seen, **self.initial}
        if line.stops_collections:
            self.fields["until"].label = _("Collections begin again on")
        if not line.planned:
            self.fields["since"].widget = forms.HiddenInput()

    def dates(self) -> Dates:
        """What was typed; the form is valid."""
        return Dates(since=self.cleaned_data["since"], until=self.cleaned_data["until"])

    def seen(self) -> Dates:
        """What the page showed; days that are none fit no suspension."""
        since, until = self.cleaned_data["seen_since"], self.cleaned_data["seen_until"]
        return Dates(since=_day(since) or date.min, until=_day(until))


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def suspension(request: FirmRequest, stop_id: str) -> HttpResponse:
    """The page of one suspension; POST gives it other days, or with `end` goes on to lift it."""
    found = suspension_of(request.actor, stop_id)
    if found is None:
        raise Http404
    frame = frame_of(request, found.client)
    line = line_of(found, frame.today)
    if request.method != "POST":
        return _page(frame, line, DaysForm(typed_before(request), line=line))
    if "end" in request.POST:
        return _to_the_end(frame, found)
    form = DaysForm(request.POST, line=line)
    if form.is_valid() and _changed(request, stop_id, form):
        return redirect("suspension", stop_id)
    return _page(frame, line, form, status=422)


def _changed(request: FirmRequest, stop_id: str, form: DaysForm) -> bool:
    try:
        changed = change_dates(stop_id, form.dates(), seen=form.seen(), actor=request.actor)
    except Invalid as invalid:
        asked = invalid.field in form.fields and not form[invalid.field].is_hidden
        form.add_error(invalid.field if asked else None, speak(invalid.message))
        return False
    messages.success(request, _("The days are changed.") if changed else _("Nothing was changed."))
    return True


def _to_the_end(frame: Frame, found: Suspension) -> HttpResponse:
    """The wizard that lifts, with this suspension named: another one on the same place stays."""
    answers = Answers(stop=found.id)
    plan = preview(Action(verb=Verb.UNSUSPEND, target=found.node), frame.request.actor, at=frame.at)
    drafts.keep(
        frame.request.actor,
        Verb.UNSUSPEND,
        found.node,
        answers,
        ticket="",
        seen=drafts.Seen(digest=plan.digest),
        at=frame.at,
    )
    return redirect("verb", Verb.UNSUSPEND, found.node)


def _page(frame: Frame, line: SuspensionLine, form: DaysForm, status: int = 200) -> HttpResponse:
    actor = frame.request.actor
    context = {
        "line": line,
        "form": form,
        "may_change": line.open and not line.automatic and actor.may(Right.SUSPEND),
        "may_lift": line.open and actor.may(Right.UNSUSPEND),
    }
    return show(frame, "suspension.html", "client_suspensions", context, status=status)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
