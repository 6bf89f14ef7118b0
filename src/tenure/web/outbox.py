"""The outbox: every letter of the firm, where it is, why it did not leave, and sending it again (R11, R19, R23)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenure.core.actor import Actor, Right
from tenure.operations.errors import Invalid, Missing
from tenure.operations.invoice_letters import names_of_papers
from tenure.operations.letter_previews import preview_of
from tenure.operations.outbox import give_up, resend
from tenure.records.letter_pages import MailState, OutboxMail, letter_of, letter_page
from tenure.records.outbox import tally_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.letter_paper import on_paper, paper, with_a_frame
from tenure.web.letter_words import MEANINGS, STATES, row_of
from tenure.web.rights import needs

ROWS = 50
CONFIRMED = "twice"
TO_SEND_AGAIN = frozenset({MailState.FAILED, MailState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTab:
    """Letters of one state, or all of them."""

    label: str
    url: str
    count: int
    active: bool


@require_safe
@firm_member
def outbox(request: FirmRequest) -> HttpResponse:
    """The letters, newest first, all or those of one state."""
    needs(request.actor, Right.OUTBOX)
    state = _state(request.GET.get("state", ""))
    page = letter_page(request.actor, state, request.GET.get("cursor", ""), ROWS)
    context = {
        "rows": [row_of(mail) for mail in page.rows],
        "tabs": _tabs(request.actor, state),
        "state": state,
        "previous": _address(state, page.previous) if page.previous else "",
        "next": _address(state, page.next) if page.next else "",
    }
    return render(request, "outbox/outbox.html", context)


@with_a_frame
@require_safe
@firm_member
def letter(request: FirmRequest, letter_id: str) -> HttpResponse:
    """One letter: its fate, its words, and what can be done about it."""
    return _page(request, _found(request, letter_id))


@on_paper
@require_safe
@firm_member
def letter_paper(request: FirmRequest, letter_id: str) -> HttpResponse:
    """The letter alone, as a mail program draws it."""
    shown = preview_of(_found(request, letter_id))
    if shown is None:
        raise Http404
    return paper(shown.html)


@with_a_frame
@require_POST
@firm_member
def letter_again(request: FirmRequest, letter_id: str) -> HttpResponse:
    """Sends a letter again; where it may have arrived already, only after a tick that says so."""
    found = letter_of(request.actor, letter_id)
    if found is not None and found.state == MailState.UNKNOWN and CONFIRMED not in request.POST:
        return _page(request, found, problem=_("Tick the box first: it may arrive twice."), status=422)
    try:
        resend(letter_id, actor=request.actor)
    except Invalid as invalid:
        return _page(request, _found(request, letter_id), problem=speak(invalid.message), status=409)
    messages.success(request, _("The letter waits again and leaves at the next round."))
    return redirect("letter", letter_id)


@with_a_frame
@require_POST
@firm_member
def letter_end(request: FirmRequest, letter_id: str) -> HttpResponse:
    """Gives a letter up: it will not leave."""
    try:
        give_up(letter_id, actor=request.actor)
    except Invalid as invalid:
        return _page(request, _found(request, letter_id), problem=speak(invalid.message), status=409)
    messages.success(request, _("The letter is given up and will not leave."))
    return redirect("letter", letter_id)


def _found(request: FirmRequest, letter_id: str) -> OutboxMail:
    needs(request.actor, Right.OUTBOX)
    found = letter_of(request.actor, letter_id)
    if found is None:
        raise Missing(letter_id)
    return found


def _page(request: FirmRequest, mail: OutboxMail, *, problem: str = "", status: int = 200) -> HttpResponse:
    state = MailState(mail.state)
    context = {
        "letter": row_of(mail),
        "mail": mail,
        "shown": preview_of(mail),
        "papers": names_of_papers(mail),
        "meaning": MEANINGS[state],
        "problem": problem,
        "may_send": state in TO_SEND_AGAIN and not mail.context.get("emptied"),
        "emptied": state in TO_SEND_AGAIN and bool(mail.context.get("emptied")),
        "may_arrive_twice": state is MailState.UNKNOWN,
        "may_end": state in {MailState.WAITING, MailState.UNKNOWN},
        "client_still_here": mail.client is not None and mail.client.firm_id == request.actor.firm,
    }
    return render(request, "outbox/letter.html", context, status=status)


def _state(text: str) -> MailState | None:
    return MailState(text) if text in set(MailState) else None


def _address(state: MailState | None, cursor: str = "") -> str:
    asked = {name: value for name, value in (("state", state), ("cursor", cursor)) if value}
    return reverse("outbox") + (f"?{urlencode(asked)}" if asked else "")


def _tabs(actor: Actor, chosen: MailState | None) -> list[StateTab]:
    tally = tally_of(actor)
    everything = StateTab(
        label=_("All"), url=_address(None), count=sum(tally.values()), active=chosen is None
    )
    return [
        everything,
        *(
            StateTab(label=str(label), url=_address(state), count=tally[state], active=chosen is state)
            for state, label in STATES.items()
        ),
    ]
