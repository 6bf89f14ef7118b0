"""Changing the policy: by its knobs, or from a profile after a look at what would be otherwise (R5).

A policy that contradicts itself is not saved; every reason is shown at once.
"""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.describe import VERB_TITLES
from tenure.core.policy_check import ContradictoryPolicy
from tenure.core.profiles import NAMES, profile
from tenure.core.wording import Message
from tenure.operations.errors import Invalid
from tenure.operations.policies import change_policy, start_again_from
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.records.products_in_use import products_in_use
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.policy import roles_to_say
from tenure.web.policy_differences import differences
from tenure.web.policy_document import edited
from tenure.web.policy_form import PolicyForm
from tenure.web.policy_words import chapters
from tenure.web.profile_words import profile_cards, profile_title
from tenure.web.rights import needs


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def policy_edition(request: FirmRequest) -> HttpResponse:
    """GET shows the knobs, POST saves them as a new version."""
    if request.method != "POST":
        needs(request.actor, Right.POLICY)
        return _page(request, _form(request))
    form = _form(request, request.POST)
    if not form.is_valid():
        needs(request.actor, Right.POLICY)
        return _page(request, form, status=422)
    return _save(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def policy_profile(request: FirmRequest, name: str) -> HttpResponse:
    """GET shows what would be otherwise, POST starts again from the profile."""
    if name not in NAMES:
        raise Http404
    if request.method != "POST":
        needs(request.actor, Right.POLICY)
        return _preview(request, name)
    try:
        firm = start_again_from(name, actor=request.actor, version=_version(request.POST.get("version", "")))
    except Invalid as invalid:
        return _preview(request, name, problem=speak(invalid.message), status=409)
    messages.success(
        request, _("The policy is saved as version %(version)d.") % {"version": firm.policy_version}
    )
    return redirect("policy")


def reason_said(reason: Message) -> str:
    """A contradiction with the verbs called as on their buttons."""
    values = tuple((name, VERB_TITLES.get(value, value)) for name, value in reason.values)  # type: ignore[call-overload]
    return speak(Message(reason.text, values, reason.plural))


def _version(text: str) -> int:
    """The version somebody read; what is none fits no policy, so nothing is overwritten unseen."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _form(request: FirmRequest, typed: Any = None) -> PolicyForm:  # noqa: ANN401 - Django's query
    firm = firm_of(request.actor)
    codes = [product.code for product in policy_of(firm).products]
    in_use = products_in_use(request.actor, codes)
    return PolicyForm(firm.policy, typed, version=firm.policy_version, in_use=in_use)


def _save(request: FirmRequest, form: PolicyForm) -> HttpResponse:
    document = edited(form.document, form.cleaned_data)
    try:
        firm = change_policy(document, actor=request.actor, version=form.cleaned_data["version"])
    except ContradictoryPolicy as contradictory:
        return _page(request, form, reasons=[reason_said(one) for one in contradictory.reasons], status=422)
    except Invalid as invalid:
        form.add_error(None, speak(invalid.message))
        return _page(request, form, status=409)
    messages.success(
        request, _("The policy is saved as version %(version)d.") % {"version": firm.policy_version}
    )
    return redirect("policy")


def _page(
    request: FirmRequest, form: PolicyForm, *, reasons: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "reasons": reasons or [], "profiles": profile_cards()}
    return render(request, "policy/edition.html", context, status=status)


def _preview(request: FirmRequest, name: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    firm, roles = firm_of(request.actor), roles_to_say(request.actor)
    context = {
        "name": name,
        "title": profile_title(name),
        "version": firm.policy_version,
        "changes": differences(chapters(policy_of(firm), roles), chapters(profile(name), roles)),
        "problem": problem,
    }
    return render(request, "policy/profile.html", context, status=status)
