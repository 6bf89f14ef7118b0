"""What a client's own users see: what is stopped and why, their documents, who else uses the account (R48)."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.core.stops import StopKind
from tenure.operations.documents import LARGEST, MEGABYTE
from tenure.records.client_papers import papers_of
from tenure.records.client_people import users_of
from tenure.records.facts import Wanted, gather
from tenure.records.people import client_places
from tenure.records.queries import client_of_node
from tenure.web.client_documents import say_stored
from tenure.web.client_forms import DocumentForm
from tenure.web.here import HereRequest, to_sign_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """One stop in words a client needs."""

    name: str
    suspension: bool
    since: date
    locked_until: date | None


@require_safe
def client_home(request: HereRequest) -> HttpResponse:
    """The first account somebody uses; a page that says so to somebody who uses none."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if request.actor is None:
        return render(request, "client_home/nowhere.html", status=200)
    if request.actor.firm is not None:
        return redirect("home")
    places = client_places(request.actor.person)
    return (
        redirect("client_account", places[0].client)
        if places
        else render(request, "client_home/nowhere.html")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def client_account(request: HereRequest, client_id: str) -> HttpResponse:
    """One account of the signed-in user; POST adds a document."""
    actor = request.actor
    if actor is None:
        return to_sign_in(request) if not request.user.is_authenticated else redirect("client_home")
    if actor.firm is not None or client_id not in actor.clients:
        raise Http404
    if request.method != "POST":
        return _page(request, actor, client_id, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        say_stored(request, actor, client_id, form)
        return redirect("client_account", client_id)
    return _page(request, actor, client_id, form, status=422)


def _page(
    request: HereRequest, actor: Actor, client_id: str, form: DocumentForm, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    facts = gather(actor, [Wanted(target=client_id)], at=at)[client_id]
    row = client_of_node(actor, client_id)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < len("10000") else 1
    papers, more = papers_of(row, page=page)
    context = {
        "client": row,
        "facts": facts,
        "stopped": _stopped(facts),
        "papers": papers,
        "previous": f"?page={page - 1}" if page > 1 else "",
        "next": f"?page={page + 1}" if more else "",
        "users": users_of(row, at=at),
        "form": form,
        "most": LARGEST // MEGABYTE,
        "places": client_places(actor.person),
    }
    return render(request, "client_home/account.html", context, status=status)


def _stopped(facts: Facts) -> tuple[Stopped, ...]:
    return tuple(
        Stopped(
            name=stop.node.name,
            suspension=stop.kind is StopKind.SUSPENSION,
            since=stop.since,
            locked_until=stop.locked_until
            if stop.locked_until is not None and stop.locked_until > facts.today
            else None,
        )
        for stop in facts.stops
    )
