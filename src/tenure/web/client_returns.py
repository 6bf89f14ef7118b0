"""All that a return step by step has left to do, on one page: each part with its plan, confirmed as shown (R37, R39)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Right
from tenure.core.describe import lines
from tenure.core.left_behind import left_behind
from tenure.core.line import Line, Sign
from tenure.core.plan import Plan
from tenure.core.stops import Restore
from tenure.core.tree import Kind
from tenure.operations.drafts import TICKET, new_ticket
from tenure.operations.lifecycle import Order, perform_many, preview_many
from tenure.records.performed import Source
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.ways_out import Reason, reasons

# Each is a transition of its own, in a transaction of its own: so many are confirmed at once, the others after them.
AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One part that can come back: what that does, or why not. `ticket` keeps a second click from doing it twice."""

    id: str
    name: str
    kind: Kind
    says: tuple[str, ...]
    reasons: tuple[Reason, ...]
    digest: str
    ticket: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_returns(request: FirmRequest, client_id: str) -> HttpResponse:
    """What is left, each part with its plan; sending the page performs those that are ticked, exactly as shown."""
    needs(request.actor, Right.REACTIVATE)
    frame = frame_of(request, client_id)
    if request.method == "POST":
        return _perform(frame)
    actions = _actions(frame)
    if not actions:
        return redirect("client", client_id)
    plans = preview_many(actions[:AT_ONCE], request.actor, at=frame.at)
    context = {
        "rows": [_row(plan) for plan in plans if plan is not None],
        "more": max(0, len(actions) - AT_ONCE),
    }
    return show(frame, "returns.html", "client", context)


def _perform(frame: Frame) -> HttpResponse:
    """Each part on its own merits: one that has changed meanwhile stays, and is shown anew."""
    sent, client = frame.request.POST, frame.facts.client.id
    orders = list(_orders(frame, sent.getlist("part")))
    outcomes = perform_many(orders, frame.request.actor, source=Source.WEB)
    done = sum(outcome.error is None for outcome in outcomes)
    if done:
        said = ngettext("%(count)d part is reactivated.", "%(count)d parts are reactivated.", done)
        messages.success(frame.request, said % {"count": done})
    if done < len(orders):
        messages.warning(
            frame.request, _("Something has changed since you looked. Read what is left, and confirm again.")
        )
    if not sent.getlist("part"):
        messages.info(frame.request, _("Nothing was chosen, and nothing was changed."))
    return redirect("client_returns", client)


def _orders(frame: Frame, chosen: Sequence[str]) -> Iterator[Order]:
    sent = frame.request.POST
    for action in _actions(frame)[:AT_ONCE]:
        if action.target in chosen:
            ticket = sent.get(f"ticket_{action.target}", "")
            yield Order(
                action=action,
                digest=sent.get(f"digest_{action.target}", "")[:64],
                request_key=ticket if TICKET.fullmatch(ticket) else None,
            )


def _actions(frame: Frame) -> list[Action]:
    """The return of each part that can come back now, as it was where the policy knows that way."""
    rules = frame.policy.verb(Verb.REACTIVATE)
    if rules is None:
        return []
    wanted = Restore.AS_IT_WAS if Restore.AS_IT_WAS in rules.restore else rules.restore[0]
    parts = (node for node in left_behind(frame.facts).next if node.kind in rules.on)
    return [Action(verb=Verb.REACTIVATE, target=node.id, answers=Answers(restore=wanted)) for node in parts]


def _row(plan: Plan) -> ReturnRow:
    return ReturnRow(
        id=plan.target.id,
        name=plan.target.name,
        kind=plan.target.kind,
        says=tuple(speak(line.sentence) for line in lines(plan) if _worth_saying(line)),
        reasons=reasons(plan),
        digest=plan.digest,
        ticket=new_ticket(),
    )


def _worth_saying(line: Line) -> bool:
    """What changes, and that something else still stops it (R4)."""
    return line.sign is not Sign.KEPT or line.code == "still_stopped"
