"""The frame of a client's own pages: which account, what its user may, what is stopped (R48, R49)."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.operations.account_permission import account_not_allowed
from tenure.operations.errors import Missing, NotAllowed
from tenure.records.facts import Wanted, gather
from tenure.records.people import ClientPlace, FirmPlace, actor_at_clients, client_places
from tenure.records.queries import NoSuchClient, client_of_node
from tenure.speech.speak import speak
from tenure.web.account_banner import banners_of
from tenure.web.account_tabs import heading
from tenure.web.here import HereRequest, to_sign_in


class AccountRequest(HttpRequest):
    """A request of somebody who uses the account in the address."""

    actor: Actor
    account: ClientPlace
    place: None
    firms: tuple[FirmPlace, ...]


type View[Request: HttpRequest, **P] = Callable[Concatenate[Request, P], HttpResponseBase]


def account_member[**P](view: View[AccountRequest, P]) -> Callable[..., HttpResponseBase]:
    """A page of one account, for its joined users. The view is called without `client_id`: the request knows it.

    Strangers sign in first; foreign and missing accounts are 404. The address decides, wherever the person was
    before: a link in a letter works from a firm's pages too. What an operation refuses becomes the page that says so.
    """

    @wraps(view)
    def guarded(
        request: HereRequest, /, client_id: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        here = _enter(request, client_id)
        try:
            return view(here, *args, **kwargs)
        except (NoSuchClient, Missing) as missing:
            raise Http404 from missing
        except NotAllowed as refused:
            context = {"why": speak(refused.message)}
            return show_account(here, "not_allowed.html", "", context, status=403)

    return guarded


def needs(request: AccountRequest, right: AccountRight) -> None:
    """For pages that only show: `NotAllowed`, with the names of those who can help."""
    if right not in RIGHTS_OF[request.account.account_role]:
        raise account_not_allowed(request.account.client, right)


def account_facts(request: AccountRequest) -> Facts:
    """The facts about the account, gathered once a request."""
    known: Facts | None = getattr(request, "_account_facts", None)
    if known is None:
        client = request.account.client
        found = gather(request.actor, [Wanted(target=client)], at=timezone.now())
        if client not in found:
            raise Missing(client)
        known = found[client]
        request._account_facts = known  # type: ignore[attr-defined]  # noqa: SLF001 - asked for by page and frame
    return known


def show_account(
    request: AccountRequest, template: str, tab: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """One page of the account, in its frame. `template` lies in account_pages/, `tab` is the address's name."""
    facts, account = account_facts(request), request.account
    role = account.account_role
    known = {
        "account": account,
        "client": context.get("client") or client_of_node(request.actor, account.client),
        "facts": facts,
        "account_role": role.value,
        "rights": frozenset(right.value for right in RIGHTS_OF[role]),
        "banners": banners_of(facts, role),
        "heading": heading(tab),
    }
    return render(request, f"account_pages/{template}", {**known, **context}, status=status)


def _enter(request: HereRequest, client_id: str) -> AccountRequest:
    person = str(request.user.pk)
    actor = request.actor
    account = request.account
    if account is None or account.client != client_id:
        account = next((one for one in client_places(person) if one.client == client_id), None)
    if actor is None or actor.firm is not None:
        actor = actor_at_clients(person)
    if account is None or actor is None:
        raise Http404
    request.actor, request.account, request.place = actor, account, None
    return cast("AccountRequest", request)
