"""Where a signed-in person is: which firm or whose client's account, and who may see a page (R7, R8, R48)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from tenure.core.actor import Actor
from tenure.operations.errors import Missing, NotAllowed
from tenure.records.people import FirmPlace, actor_at_clients, actor_at_firm, firm_places
from tenure.records.queries import NoSuchClient
from tenure.speech.speak import speak
from tenure.web.language import speak_their_language
from tenure.web.typed import keep_typed

AT_CLIENTS = "clients"
PLACE = "place"


class HereRequest(HttpRequest):
    """A request that knows its place. `firms` are all firms the person works in, `place` the one they are in."""

    actor: Actor | None
    place: FirmPlace | None
    firms: tuple[FirmPlace, ...]


class FirmRequest(HttpRequest):
    """A request of somebody who is in a firm."""

    actor: Actor
    place: FirmPlace
    firms: tuple[FirmPlace, ...]


type View[Request: HttpRequest, **P] = Callable[Concatenate[Request, P], HttpResponseBase]


def here(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HereRequest], HttpResponse]:
    """Middleware: sets `actor`, `place` and `firms`, the reader's language and the firm's time zone."""

    def middleware(request: HereRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _find_place(request, str(request.user.pk))
            speak_their_language(request)
        else:
            request.actor, request.place, request.firms = None, None, ()
        place = request.place
        with timezone.override(place.time_zone if place is not None else settings.TIME_ZONE):
            return get_response(request)

    return middleware


def firm_member[**P](view: View[FirmRequest, P]) -> View[HereRequest, P]:
    """A page of the firm's side: strangers sign in first, users of clients go to their own page.

    What the operations refuse becomes the page that says so; what is missing or foreign becomes 404.
    """

    @wraps(view)
    def guarded(request: HereRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor is None and not request.user.is_authenticated:
            return to_sign_in(request)
        if request.actor is None or request.actor.firm is None:
            return redirect("client_home")
        try:
            return view(cast("FirmRequest", request), *args, **kwargs)
        except (NoSuchClient, Missing) as missing:
            raise Http404 from missing
        except NotAllowed as refused:
            return render(request, "clients/not_allowed.html", {"why": speak(refused.message)}, status=403)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back here; what was typed into a form waits meanwhile."""
    keep_typed(request)
    answer = redirect_to_login(request.get_full_path())
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


@require_POST
def place(request: HereRequest) -> HttpResponse:
    """Goes to another firm, or to the accounts of clients, that the person belongs to."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    wanted = request.POST.get(PLACE, "")
    if wanted == AT_CLIENTS and actor_at_clients(str(request.user.pk)) is not None:
        request.session[PLACE] = AT_CLIENTS
        return redirect("client_home")
    found = next((firm for firm in request.firms if firm.firm == wanted), None)
    if found is None:
        raise Http404
    request.session[PLACE] = found.firm
    messages.success(request, _("You are now at %(firm)s.") % {"firm": found.name})
    return redirect("home")


def _find_place(request: HereRequest, person: str) -> None:
    chosen = request.session.get(PLACE)
    firms = firm_places(person)
    at_clients = chosen == AT_CLIENTS or not firms
    place = None if at_clients else next((one for one in firms if one.firm == chosen), firms[0])
    request.firms, request.place = firms, place
    request.actor = actor_at_clients(person) if place is None else actor_at_firm(person, place.firm)
