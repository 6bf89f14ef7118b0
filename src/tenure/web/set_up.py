"""First steps: an installation without a firm leads here, and makes one with its first administrator.

No password comes with the product; whoever sets up chooses the first one. Once a firm exists this page is gone.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.firms import create_first_firm, set_up
from tenure.records.people import person_of
from tenure.speech.speak import speak
from tenure.web import language
from tenure.web.invitation import BACKEND
from tenure.web.profile_words import profile_cards
from tenure.web.set_up_form import SetUpForm

ALSO_OPEN: Final = ("set_up", "set_language", "theme")


def first_run(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: while there is no firm, every page leads to the first steps."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path in map(reverse, ALSO_OPEN) or set_up():
            return get_response(request)
        return redirect("set_up")

    return middleware


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    """GET shows, POST creates the firm, its administrator, and signs them in."""
    if set_up():
        return redirect("home")
    if request.method != "POST":
        return _page(request, SetUpForm(initial={"locale": get_language() or settings.LANGUAGE_CODE}))
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _create(request, form)


def _create(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    administrator = form.administrator()
    try:
        firm = create_first_firm(form.firm(), administrator, at=timezone.now())
    except Invalid as invalid:
        form.complain(invalid.field, speak(invalid.message))
        return _page(request, form, status=422)
    except NotAllowed as refused:
        messages.error(request, speak(refused.message))
        return redirect("account_login")
    if (person := person_of(administrator.email)) is not None:
        login(request, person, backend=BACKEND)
    messages.success(request, _("%(firm)s is ready. Add your first client.") % {"firm": firm.name})
    answer = redirect("home")
    language.remember(answer, firm.locale)
    return answer


def _page(request: HttpRequest, form: SetUpForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "profiles": profile_cards(), "chosen": form["profile"].value()}
    return render(request, "set_up/first_steps.html", context, status=status)
