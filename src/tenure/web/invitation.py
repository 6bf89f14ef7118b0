"""Accepting an invitation: who asks, to what, and a password for somebody new (R14, R49)."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tenure.operations.acceptance import Joined, Welcome, accept, welcome
from tenure.operations.errors import Invalid, Missing
from tenure.operations.renewal import renew
from tenure.records.people import person_of
from tenure.speech.speak import speak
from tenure.web.client_forms import JoinForm
from tenure.web.here import PLACE, HereRequest, to_sign_in
from tenure.web.links import link_to_invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HereRequest, token: str) -> HttpResponse:
    """GET shows, POST accepts. Whoever has a password signs in first."""
    try:
        found = welcome(token)
    except Missing as missing:
        raise Http404 from missing
    here = str(request.user.pk) if request.user.is_authenticated else None
    if request.method == "POST" and found.renewable:
        return _renewed(request, token)
    stranger = here is not None and here != found.person
    if request.method == "POST" and found.problem is None and not stranger:
        return _accept(request, token, found, here)
    form = JoinForm(initial={"name": found.name}) if found.new and not stranger else None
    return _page(request, found, form, here, status=409 if request.method == "POST" else 200)


def _accept(request: HereRequest, token: str, found: Welcome, here: str | None) -> HttpResponse:
    form = JoinForm(request.POST) if found.new else None
    if form is not None and not form.is_valid():
        return _page(request, found, form, here, status=422)
    if form is None and here is None:
        return to_sign_in(request)
    typed = form.cleaned_data if form is not None else {}
    own = request.POST.get("answer") != "join"
    try:
        joined = accept(token, signed_in=here, own=own, **typed)
    except Invalid as invalid:
        if form is not None and invalid.field in form.fields:
            form.add_error(invalid.field, speak(invalid.message))
            return _page(request, found, form, here, status=422)
        return _page(request, found, form, here, status=409, problem=speak(invalid.message))
    return _arrive(request, joined, found)


def _renewed(request: HereRequest, token: str) -> HttpResponse:
    try:
        renew(token, link_to=link_to_invitation)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        messages.success(request, _("A new letter leaves. The old link no longer works."))
    return redirect("invitation", token)


def _arrive(request: HereRequest, joined: Joined, found: Welcome) -> HttpResponse:
    if found.new and (person := person_of(found.email)) is not None:
        login(request, person, backend=BACKEND)
    request.session[PLACE] = joined.client or joined.firm
    messages.success(request, _("Welcome to %(place)s.") % {"place": joined.place})
    return redirect("client_account", joined.client) if joined.client is not None else redirect("home")


def _page(
    request: HereRequest,
    found: Welcome,
    form: JoinForm | None,
    here: str | None,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {
        "found": found,
        "form": form,
        "problem": problem or (speak(found.problem) if found.problem is not None else ""),
        "closed": found.problem is not None,
        "signed_in": here is not None,
        "stranger": here is not None and here != found.person,
    }
    return render(request, "clients/invitation.html", context, status=status)
