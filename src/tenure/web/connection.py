"""The page behind the letter that asks a firm: sign in, set the firm up where there is none, see the request (R16)."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tenure.operations.errors import Invalid, Missing
from tenure.operations.firm_by_invitation import Asked, asked_by, found_by_invitation
from tenure.records.people import person_of
from tenure.speech.speak import speak
from tenure.web.here import PLACE, HereRequest, to_sign_in
from tenure.web.invitation import BACKEND
from tenure.web.profile_words import profile_cards
from tenure.web.set_up_form import InvitedFirmForm


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: HereRequest, token: str) -> HttpResponse:
    """GET leads to the request, or shows how to get there; POST sets up a firm. Opening consumes nothing."""
    try:
        asked = asked_by(token)
    except Missing as missing:
        raise Http404 from missing
    here = str(request.user.pk) if request.user.is_authenticated else ""
    if asked.problem is not None:
        return _page(request, asked, None, here)
    if not asked.new and not here:
        return to_sign_in(request)
    if here and here != asked.person:
        return _page(request, asked, None, here)
    if asked.firms:
        return _to_request(request, asked)
    if request.method != "POST":
        return _page(request, asked, InvitedFirmForm(asked.new, initial=_known(asked)), here)
    return _set_up(request, token, asked, here)


def _set_up(request: HereRequest, token: str, asked: Asked, here: str) -> HttpResponse:
    form = InvitedFirmForm(asked.new, request.POST, initial=_known(asked))
    if not form.is_valid():
        return _page(request, asked, form, here, status=422)
    name, password = form.person()
    try:
        firm = found_by_invitation(token, form.firm(), signed_in=here or None, name=name, password=password)
    except Invalid as invalid:
        form.complain(invalid.field, speak(invalid.message))
        return _page(request, asked, form, here, status=422)
    if not here and (person := person_of(asked.email)) is not None:
        login(request, person, backend=BACKEND)
    request.session[PLACE] = firm.id
    messages.success(request, _("%(firm)s is ready. Now answer the request.") % {"firm": firm.name})
    return redirect("connection_request", asked.id)


def _to_request(request: HereRequest, asked: Asked) -> HttpResponse:
    """To the request, at the firm where the person is, else at the first of theirs."""
    at = request.place.firm if request.place is not None else ""
    if at not in asked.firms:
        request.session[PLACE] = asked.firms[0]
    return redirect("connection_request", asked.id)


def _known(asked: Asked) -> dict[str, str]:
    return {"person_name": asked.name, "locale": get_language() or "", "email": asked.email}


def _page(
    request: HereRequest, asked: Asked, form: InvitedFirmForm | None, here: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "asked": asked,
        "form": form,
        "profiles": profile_cards(),
        "chosen": form["profile"].value() if form is not None else "",
        "signed_in": bool(here),
        "problem": speak(asked.problem) if asked.problem is not None else "",
    }
    return render(request, "requests/connection.html", context, status=status)
