"""A location on holiday: from a day until a day nothing is collected there (R41)."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Right
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.core.refusals import RefusalCode, WayOutAction
from tenure.core.stops import VACATION
from tenure.core.tree import Kind, kind_of
from tenure.core.verbs.suspension import holds_for_vacation
from tenure.operations import drafts
from tenure.operations.lifecycle import preview
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.stop_forms import LONGEST_REASON, day_field
from tenure.web.typed import typed_before
from tenure.web.ways_out import reasons
from tenure.web.wizard_page import address_of


class HoldForm(forms.Form):
    """The first day without collections, and the first day with them again."""

    since = day_field(_("Collections stop on"), required=True)
    until = day_field(_("Collections begin again on"), required=True)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
    use_required_attribute = False

    def answers(self) -> Answers:
        """What was typed; the form is valid."""
        return Answers(type=VACATION, **self.cleaned_data)


def hold_address(frame: Frame, location_id: str) -> str:
    """Where a vacation hold of a location is planned; empty where the policy has none, or the reader may not."""
    may = frame.request.actor.may(Right.SUSPEND) and holds_for_vacation(frame.policy, Kind.LOCATION)
    return reverse("vacation_hold", args=[location_id]) if may else ""


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def vacation_hold(request: FirmRequest, location_id: str) -> HttpResponse:
    """The days; POST goes on to the last page of the suspension, which shows what they mean."""
    if kind_of(location_id) is not Kind.LOCATION:
        raise Http404
    frame = frame_of(request, client_of_node(request.actor, location_id).id)
    if not holds_for_vacation(frame.policy, Kind.LOCATION):
        raise Http404
    if request.method != "POST":
        needs(request.actor, Right.SUSPEND)
        return _page(frame, location_id, HoldForm(typed_before(request), initial={"since": frame.today}))
    form = HoldForm(request.POST)
    plan = _plan(frame, location_id, form)
    if plan is None or plan.refused:
        needs(request.actor, Right.SUSPEND)
        return _page(frame, location_id, form, plan, status=422)
    return _on_to_the_wizard(frame, plan, form.answers())


def _plan(frame: Frame, location_id: str, form: HoldForm) -> Plan | None:
    """The plan for what was typed; what it complains of stands at the days. None without days."""
    if not form.is_valid():
        return None
    action = Action(verb=Verb.SUSPEND, target=location_id, answers=form.answers())
    plan = preview(action, frame.request.actor, at=frame.at)
    for refusal in plan.refusals:
        if refusal.code is RefusalCode.DATES_NOT_VALID:
            since: date = form.cleaned_data["since"]
            form.add_error("since" if since < frame.today else "until", speak(refusal.sentence))
    return plan


def _on_to_the_wizard(frame: Frame, plan: Plan, answers: Answers) -> HttpResponse:
    """The days are kept as a draft of the suspension, and its last page is opened."""
    seen = drafts.Seen(step=Step.DATES.value, digest=plan.digest)
    drafts.keep(frame.request.actor, Verb.SUSPEND, plan.target.id, answers, ticket="", seen=seen, at=frame.at)
    return redirect(address_of(plan, plan.steps[-1]))


def _page(
    frame: Frame, location_id: str, form: HoldForm, plan: Plan | None = None, status: int = 200
) -> HttpResponse:
    branch = frame.facts.branch(location_id)
    others = plan.refusals if plan is not None else ()
    context: dict[str, Any] = {
        "location": branch.node if branch is not None else None,
        "form": form,
        "reasons": [
            one
            for one, refusal in zip(reasons(plan), others, strict=True)
            if refusal.way_out.action is not WayOutAction.ANSWER
        ]
        if plan is not None
        else [],
        "planned": [stop for stop in frame.facts.planned if stop.node.id == location_id],
    }
    return show(frame, "vacation_hold.html", "client", context, status=status)
