"""The way back by one click: where its plan has nothing to ask, the button in the row performs it as shown (R32).

If the facts moved since the row was drawn, or there is something to answer now, nothing happens and the wizard opens.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenure.core.actions import LIFTED_BY, STOPPED_BY, Action, Verb
from tenure.core.offers import Offer
from tenure.core.plan import Plan
from tenure.operations import drafts
from tenure.operations.errors import FactsChanged, Refused
from tenure.operations.lifecycle import perform, preview
from tenure.records.performed import Source
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.verb_words import title_of
from tenure.web.wizard_done import after, say_done

LONGEST_DIGEST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """The way back beside a row: with a `digest` a press performs that plan.

    With a `reason` it cannot be pressed, and `first` says what to do before.
    """

    node: str
    node_name: str
    text: str
    url: str
    at_once: str
    digest: str
    reason: str
    first: str


def click_of(offer: Offer) -> Click:
    """The button of an offer."""
    plan, refusal = offer.plan, offer.refusal
    asked = bool(plan.asks) or plan.refused
    return Click(
        node=offer.node.id,
        node_name=offer.node.name,
        text=title_of(offer.verb),
        url=reverse("verb", args=[offer.verb, offer.node.id]),
        at_once=reverse("verb_at_once", args=[offer.verb, offer.node.id]),
        digest="" if asked else plan.digest,
        reason=speak(refusal.sentence) if refusal is not None else "",
        first=speak(refusal.way_out.sentence) if refusal is not None else "",
    )


@require_POST
@firm_member
def verb_at_once(request: FirmRequest, verb: Verb, node: str) -> HttpResponse:
    """Performs the plan with the digest that was sent; else leads to where it is read and answered."""
    if verb not in LIFTED_BY:
        raise Http404
    at, digest = timezone.now(), request.POST.get("digest", "")[:LONGEST_DIGEST]
    plan = preview(Action(verb=verb, target=node), request.actor, at=at)
    done = drafts.lately_finished(request.actor, verb, node, at=at, digest=digest)
    if done is not None and plan.digest != digest:
        messages.info(request, _("This was already done. It was not done again."))
        return redirect(after(plan))
    if plan.asks and not plan.refused:
        messages.info(request, _("There is something to answer first. Nothing was done."))
        return redirect("verb", verb, node)
    return redirect(_performed(request, plan, digest, at))


def _performed(request: FirmRequest, plan: Plan, digest: str, at: datetime) -> str:
    """Where to go after performing: the page the row stands on, or the wizard with the new plan."""
    action = Action(verb=plan.verb, target=plan.target.id)
    # What is refused is refused as it is now, so that the refusal is in the log (R8).
    shown = plan.digest if plan.refused else digest
    try:
        perform(action, request.actor, digest=shown, source=Source.WEB, at=at)
    except FactsChanged:
        messages.warning(request, _("The facts have changed since you looked. Nothing was done."))
        return reverse("verb", args=[plan.verb, plan.target.id])
    except Refused:
        return reverse("verb", args=[plan.verb, plan.target.id])
    say_done(request, plan, undo=reverse("verb", args=[UNDONE_BY[plan.verb], plan.target.id]))
    return after(plan)


UNDONE_BY: Final = {
    back: next(there for there, kind in STOPPED_BY.items() if kind is lifted)
    for back, lifted in LIFTED_BY.items()
}
