"""Where a signed-in person is: which firm or whose client's account, and who may see a page (R7, R8, R48)."""

from collections.abc import Callable, Sequence
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
from tenure.core.tree import Kind, kind_of
from tenure.operations.errors import Missing, NotAllowed
from tenure.records.people import (
    ClientPlace,
    FirmPlace,
    actor_at_clients,
    actor_at_firm,
    client_places,
    firm_places,
)
from tenure.records.queries import NoSuchClient
from tenure.speech.speak import speak
from tenure.web.language import speak_their_language
from tenure.web.typed import keep_typed

AT_CLIENTS = "clients"
PLACE = "place"


class HereRequest(HttpRequest):
    """A request that knows its place: a firm (`place`, one of `firms`) or a client's account (`account`)."""

    actor: Actor | None
    place: FirmPlace | None
    account: ClientPlace | None
    firms: tuple[FirmPlace, ...]


class FirmRequest(HttpRequest):
    """A request of somebody who is in a firm."""

    actor: Actor
    place: FirmPlace
    firms: tuple[FirmPlace, ...]


type View[Request: HttpRequest, **P] = Callable[Concatenate[Request, P], HttpResponseBase]


def here(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HereRequest], HttpResponse]:
    """Middleware: sets `actor`, `place`, `account` and `firms`, the reader's language and the firm's time zone."""

    def middleware(request: HereRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _find_place(request, str(request.user.pk))
            speak_their_language(request)
        else:
            request.actor, request.place, request.account, request.firms = None, None, None, ()
        place = request.place or request.account
        with timezone.override((place.time_zone if place is not None else "") or settings.TIME_ZONE):
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
    """Goes to another firm, or to the account of a client, that the person belongs to."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    wanted = request.POST.get(PLACE, "")
    found = next((firm for firm in request.firms if firm.firm == wanted), None)
    if found is not None:
        request.session[PLACE] = found.firm
        messages.success(request, _("You are now at %(firm)s.") % {"firm": found.name})
        return redirect("home")
    account = _account(client_places(str(request.user.pk)), wanted)
    if account is None:
        raise Http404
    request.session[PLACE] = account.client
    return redirect("client_account", account.client)


def _find_place(request: HereRequest, person: str) -> None:
    chosen = request.session.get(PLACE, "")
    firms = firm_places(person)
    at_firm = bool(firms) and not _names_account(chosen)
    accounts = () if at_firm else client_places(person)
    account = _account(accounts, chosen)
    if account is None and firms:
        place = next((one for one in firms if one.firm == chosen), firms[0])
        request.place, request.actor = place, actor_at_firm(person, place.firm)
    else:
        account = account or next(iter(accounts), None)
        request.place, request.actor = None, actor_at_clients(person)
    request.firms, request.account = firms, account


def _names_account(chosen: str) -> bool:
    return chosen == AT_CLIENTS or kind_of(chosen) is Kind.CLIENT


def _account(accounts: Sequence[ClientPlace], chosen: str) -> ClientPlace | None:
    """The account that was chosen; the first one where any account was."""
    if chosen == AT_CLIENTS:
        return next(iter(accounts), None)
    return next((one for one in accounts if one.client == chosen), None)
