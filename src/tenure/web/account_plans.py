"""A trial, a plan, the end of a plan: what it changes is shown first, measured; one button then does exactly that (R12)."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Side
from tenure.core.own_plans.deeds import deed_of
from tenure.core.own_plans.describe import lines
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.core.reading_time import reading_takes
from tenure.operations.own_plans import NotAsShown, carry_out, foresee, setting
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.account_subscription import address_of
from tenure.web.own_plan_words import DONE, TITLES, tone_of
from tenure.web.plan_lines import panel

LONGEST_SEEN = 4_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_trial(request: AccountRequest) -> HttpResponse:
    """The free trial."""
    return _answer(request, Question(wish=Wish.TRIAL))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_plan(request: AccountRequest, code: str) -> HttpResponse:
    """One plan of the catalogue: subscribing, changing to it, resuming it."""
    if setting().catalogue.tariff(code) is None:
        raise Http404
    return _answer(request, Question(wish=Wish.SUBSCRIBE, tariff=code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_cancellation(request: AccountRequest) -> HttpResponse:
    """The end of the account's own plan or trial."""
    return _answer(request, Question(wish=Wish.CANCEL))


def _answer(request: AccountRequest, question: Question) -> HttpResponse:
    """Looking changes nothing. Sending does what was shown, or shows how it stands now."""
    client = request.account.client
    sent = request.POST if request.method == "POST" else request.GET
    question = replace(question, read=sent.get("read", "1") == "1")
    if request.method != "POST":
        needs(request, AccountRight.SUBSCRIPTION)
        return _show(request, foresee(question, client, actor=request.actor))
    try:
        done = carry_out(question, client, digest=request.POST.get("digest", "")[:64], actor=request.actor)
    except NotAsShown as other:
        return _show(request, other.proposal, changed=True)
    messages.success(request, str(DONE[deed_of(question, done.facts.plan)]))
    return redirect("own_subscription", client)


def _show(request: AccountRequest, proposal: Proposal, *, changed: bool = False) -> HttpResponse:
    question, facts = proposal.question, proposal.facts
    deed = deed_of(question, facts.plan)
    tariff = facts.catalogue.tariff(question.tariff or facts.catalogue.trial)
    name = tariff.name.read_in(_locale()) if tariff is not None else ""
    if question.wish is Wish.CANCEL and facts.plan is not None:
        name = facts.plan.terms.name.read_in(_locale())
    seen = request.POST.get("seen", "")[:LONGEST_SEEN].split(",") if changed else None
    context = {
        "heading": TITLES[deed],
        "plan_name": name,
        "tone": tone_of(deed),
        "panel": panel(
            lines(proposal, _locale()),
            seen=frozenset(filter(None, seen)) if seen is not None else None,
            sides=((Side.CLIENT, _("For your account")), (Side.FIRM, facts.firm_name)),
        ),
        "reasons": [(speak(one.sentence), speak(one.way_out)) for one in proposal.reasons],
        "changed": changed,
        "digest": proposal.digest,
        "documents": proposal.documents,
        "waits_since": facts.resting_since,
        "time": speak(reading_takes(proposal.documents, proposal.pace)) if proposal.pace is not None else "",
        "read": question.read,
        "action": address_of(question, facts.client.id),
    }
    return show_account(request, "own_plan.html", "own_subscription", context, status=409 if changed else 200)


def _locale() -> str:
    return get_language() or "en"
