"""Handing the account over: the owner offers it, the one who is asked accepts or declines (R49)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.account_roles import AccountRight
from tenure.operations.errors import Invalid, Missing
from tenure.operations.ownership import (
    accept_ownership,
    cancel_offer,
    decline_ownership,
    offer_ownership,
    resend_offer,
)
from tenure.records.ownership_offers import Offer, last_declined, open_offer
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.account_people_rows import people_of
from tenure.web.ownership_words import meaning_for_owner, meaning_for_successor
from tenure.web.verb_nouns import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could own the account, as parts/choice_cards.html draws it."""

    id: str
    name: str
    email: str
    state: str


ANSWERS: Final[dict[str, Callable[..., None]]] = {"accept": accept_ownership, "decline": decline_ownership}


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_ownership(request: AccountRequest) -> HttpResponse:
    """GET shows who could own the account, or who is asked; POST asks somebody."""
    if request.method != "POST":
        needs(request, AccountRight.OWNERSHIP)
        return _offer_page(request)
    typed = request.POST.get("user", "")
    # What is no id at all must not reach a database that minds its letters.
    chosen = typed if re.fullmatch(NodeId.regex, typed) else ""
    try:
        offer = offer_ownership(request.account.client, chosen, actor=request.actor)
    except Missing:
        return _offer_page(request, chosen, problem=_("Choose one of these people."), status=422)
    except Invalid as invalid:
        return _offer_page(request, chosen, problem=speak(invalid.message), status=409)
    messages.success(
        request,
        _("%(name)s is asked to become the owner. Until they accept, you are.") % {"name": offer.person},
    )
    return redirect("own_people", request.account.client)


@require_POST
@account_member
def account_ownership_letter(request: AccountRequest) -> HttpResponse:
    """Sends the offer again; its days begin anew."""
    offer = resend_offer(request.account.client, actor=request.actor)
    messages.success(request, _("A new letter leaves for %(name)s.") % {"name": offer.person})
    return redirect("own_people", request.account.client)


@require_POST
@account_member
def account_ownership_withdrawal(request: AccountRequest) -> HttpResponse:
    """Takes the offer back."""
    person = cancel_offer(request.account.client, actor=request.actor)
    messages.success(request, _("%(name)s is no longer asked. You remain the owner.") % {"name": person})
    return redirect("own_people", request.account.client)


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_ownership_answer(request: AccountRequest) -> HttpResponse:
    """GET shows what owning means to whoever is asked; POST accepts or declines."""
    if request.method != "POST":
        return _answer_page(request)
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        return _answer_page(request, problem=_("Accept or decline."), status=422)
    try:
        ANSWERS[answer](request.account.client, actor=request.actor)
    except Invalid as invalid:
        return _answer_page(request, problem=speak(invalid.message), status=409)
    messages.success(request, _told(answer, request.account.name))
    return redirect("own_people", request.account.client)


def offer_to_reader(request: AccountRequest) -> Offer | None:
    """The offer that waits for the reader's own answer."""
    offer = open_offer(request.account.client, at=timezone.now())
    return offer if offer is not None and offer.person == request.actor.person else None


def _told(answer: str, account: str) -> str:
    if answer == "accept":
        return _("You own the account of %(account)s now.") % {"account": account}
    return _("You declined. The owner is told and can ask somebody else.")


def _offer_page(
    request: AccountRequest, chosen: str = "", *, problem: str = "", status: int = 200
) -> HttpResponse:
    client = client_of_node(request.actor, request.account.client)
    declined = last_declined(client.id)
    candidates = [
        Candidate(id=one.user.id, name=one.user.name, email=one.user.email, state="joined")
        for one in people_of(request)
        if one.user.joined and not one.user.owner
    ]
    context = {
        "heading": _("Hand over the account"),
        "client": client,
        "may_hand_over": True,
        "you": request.actor.person,
        "offer": open_offer(client.id, at=timezone.now()),
        "declined": declined,
        "candidates": candidates,
        "chosen": chosen or (candidates[0].id if len(candidates) == 1 and not declined else ""),
        "consequences": meaning_for_owner(),
        "days": settings.TENURE_HAND_OVER_DAYS,
        "problem": problem,
    }
    return show_account(request, "ownership.html", "own_people", context, status=status)


def _answer_page(request: AccountRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    client = client_of_node(request.actor, request.account.client)
    context = {
        "heading": _("Own %(account)s?") % {"account": client.name},
        "client": client,
        "offer": offer_to_reader(request),
        "consequences": meaning_for_successor(str(client.owner or "")),
        "problem": problem,
    }
    return show_account(request, "ownership_answer.html", "own_people", context, status=status)
