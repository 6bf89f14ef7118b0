"""The wizard: any verb on anything, page by page as the firm's policy prescribes, and performed exactly as shown.

Looking (GET) writes nothing. Sending a page (POST) keeps its answers in a draft and leads to the next page by
a redirect, so that reload, the back button and a second tab never do anything twice.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from tenure.core.actions import Action, Verb
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.operations import drafts
from tenure.operations.errors import FactsChanged, Missing, Refused
from tenure.operations.lifecycle import perform
from tenure.records.performed import Source
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.parked import forget_parked, parked
from tenure.web.step_form import StepForm
from tenure.web.verb_dialog import also_in_a_dialog, fits_a_dialog, frame_for, in_dialog, page_below
from tenure.web.ways_out import home_of
from tenure.web.wizard_done import LEAVES, after, say_done
from tenure.web.wizard_forms import form_for
from tenure.web.wizard_page import Look, address_of, look, page_context
from tenure.web.wizard_steps import ANSWERED_AT, is_last, step_after, step_named


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
@also_in_a_dialog
def wizard(request: FirmRequest, verb: Verb, node: str) -> HttpResponse:
    """One page of one verb on one node (R9-R11, R17-R19, R23, R26)."""
    at = timezone.now()
    if request.method == "POST":
        return _answer(request, verb, node, at)
    draft = drafts.open_draft(request.actor, verb, node)
    try:
        seen = look(request.actor, verb, node, draft, at=at)
    except Missing:
        # The back button after the client has gone: what was done is a better page than none.
        done = drafts.lately_finished(request.actor, verb, node, at=at)
        if done is None:
            raise
        return redirect("transition", done.transition)
    step = step_named(seen.asked, request.GET.get("step", ""))
    if "ahead" in request.GET and request.headers.get("HX-Request"):
        return _look_ahead(request, seen, step, at)
    typed = parked(request, step.value)
    form = form_for(seen.asked.ask(step), seen.answers, typed=typed)
    return _show(request, seen, step, form, restored=typed is not None)


def _look_ahead(request: FirmRequest, seen: Look, step: Step, at: datetime) -> HttpResponse:
    """The review panel as it would be with a choice that is made on the page but not sent yet."""
    form = form_for(seen.asked.ask(step), seen.answers, request.GET)
    if form.is_valid():
        seen = seen.answered(request.actor, form.answered(seen.answers), at=at)
    context = page_context(request.actor, seen, step, form)
    return render(request, frame_for(request, "wizard/plan.html"), {"page": context})


def _answer(request: FirmRequest, verb: Verb, node: str, at: datetime) -> HttpResponse:
    """1. done already? 2. look, 3. refused? 4. read, 5. keep, 6. go on or perform."""
    actor, sent = request.actor, request.POST
    done = drafts.finished_by(actor, sent.get("ticket", ""))
    if done is not None:
        return _already_done(request, done)
    try:
        seen = look(actor, verb, node, drafts.open_draft(actor, verb, node), at=at)
    except Missing:
        return _perhaps_done(request, verb, node, at)
    forget_parked(request)
    if "cancel" in sent:
        drafts.drop(actor, verb, node)
        return redirect(home_of(seen.plan))
    step = step_named(seen.asked, request.GET.get("step", ""))
    if seen.refused:
        return _refuse(request, seen, step, at)
    form = form_for(seen.asked.ask(step), seen.answers, sent)
    if not form.is_valid():
        return _show(request, seen, step, form, status=422)
    answers = replace(seen.answers, survey=None) if "skip" in sent else form.answered(seen.answers)
    draft = drafts.keep(
        actor, verb, node, answers, ticket=sent.get("ticket", ""), seen=_what_was_seen(request, step), at=at
    )
    if "look" in sent:
        # Without scripts: the choice is kept, and the page says what it changes before anything is done.
        return redirect(address_of(seen.plan, step))
    if is_last(seen.asked, step):
        return _perform(request, seen, draft, form, at)
    after_it = seen.answered(actor, answers, at=at)
    if any(ANSWERED_AT.get(problem.code) is step for problem in after_it.problems):
        return _show_problems(request, after_it, step, form)
    return redirect(address_of(seen.plan, step_after(seen.asked, step)))


def _perform(
    request: FirmRequest, seen: Look, draft: drafts.Draft, form: StepForm, at: datetime
) -> HttpResponse:
    step = step_named(seen.asked, draft.seen.step)
    actor, plan = request.actor, seen.answered(request.actor, draft.answers, at=at).plan
    action = Action(verb=plan.verb, target=plan.target.id, answers=draft.answers)
    try:
        transition = perform(
            action, actor, digest=draft.seen.digest, source=Source.WEB, request_key=draft.id, at=at
        )
    except (FactsChanged, Missing) as changed:
        done = drafts.lately_finished(actor, plan.verb, plan.target.id, digest=draft.seen.digest, at=at)
        if done is not None:
            return _already_done(request, done)
        if isinstance(changed, Missing):
            raise
        return redirect(address_of(plan, step))
    except Refused as refused:
        return _unanswered(request, seen.with_problems(refused.plan), step, form)
    drafts.finish(draft.id, transition.id, at=at)
    say_done(request, plan)
    return redirect(_landing(request, plan))


def _landing(request: FirmRequest, plan: Plan) -> str:
    """From a dialog back to the page it stood over, unless the client has left the firm."""
    below = page_below(request)
    return below if below is not None and plan.verb not in LEAVES else after(plan)


def _unanswered(request: FirmRequest, seen: Look, step: Step, form: StepForm) -> HttpResponse:
    """Something is missing: the page where it is answered says so. Anything else is shown by the page itself."""
    places = [ANSWERED_AT.get(problem.code) for problem in seen.problems]
    if step in places:
        return _show_problems(request, seen, step, form)
    for problem, place in zip(seen.problems, places, strict=True):
        if place is not None:
            messages.warning(request, f"{speak(problem.sentence)} {speak(problem.way_out.sentence)}")
            return redirect(address_of(seen.plan, place))
    return redirect(address_of(seen.plan, step))


def _refuse(request: FirmRequest, seen: Look, step: Step, at: datetime) -> HttpResponse:
    """The refusal of the page, asked of the operation itself so that it is logged (R8), then shown."""
    plan, digest = seen.plan, request.POST.get("digest", "")
    done = drafts.lately_finished(request.actor, plan.verb, plan.target.id, digest=digest, at=at)
    if done is not None:
        return _already_done(request, done)
    action = Action(verb=plan.verb, target=plan.target.id)
    with suppress(Refused, FactsChanged):
        perform(action, request.actor, digest=plan.digest, source=Source.WEB, at=at)
    return redirect(address_of(plan, step))


def _show_problems(request: FirmRequest, seen: Look, step: Step, form: StepForm) -> HttpResponse:
    for problem in seen.problems:
        if ANSWERED_AT.get(problem.code) is step:
            field = next(iter(form.fields), None)
            form.add_error(field, f"{speak(problem.sentence)} {speak(problem.way_out.sentence)}")
    return _show(request, seen, step, form, status=422)


def _show(
    request: FirmRequest, seen: Look, step: Step, form: StepForm, *, restored: bool = False, status: int = 200
) -> HttpResponse:
    if in_dialog(request) and not seen.refused and not fits_a_dialog(seen.asked):
        return HttpResponseClientRedirect(address_of(seen.plan, step))
    page = page_context(request.actor, seen, step, form, restored=restored)
    template = "wizard/refused.html" if seen.refused else "wizard/page.html"
    return render(request, frame_for(request, template), {"page": page}, status=status)


def _what_was_seen(request: HttpRequest, step: Step) -> drafts.Seen:
    lines = request.POST.get("seen", "")[:LONGEST_SEEN].split(",")
    return drafts.Seen(
        step=step.value, digest=request.POST.get("digest", "")[:64], lines=frozenset(filter(None, lines))
    )


LONGEST_SEEN = 4_000


def _perhaps_done(request: FirmRequest, verb: Verb, node: str, at: datetime) -> HttpResponse:
    digest = request.POST.get("digest", "")
    done = drafts.lately_finished(request.actor, verb, node, digest=digest, at=at)
    if done is None:
        raise Missing(node)
    return _already_done(request, done)


def _already_done(request: HttpRequest, done: drafts.Finished) -> HttpResponse:
    when = date_format(timezone.localtime(done.at), "DATETIME_FORMAT")
    messages.info(request, _("This was already done on %(when)s. It was not done again.") % {"when": when})
    return redirect("transition", done.transition)
