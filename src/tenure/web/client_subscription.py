"""What a client has and who pays: each product with its standing and its verbs; products to start (R15, R17, R22)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.core.own_plans.exits import exits_shrink
from tenure.core.policy import Place
from tenure.core.standing import Standing, standing
from tenure.operations.errors import Invalid
from tenure.operations.products import start_product
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import Running, subscriptions_of
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, at_node, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.verb_buttons import VerbButton, buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLine:
    """One product of the client. `stopped_since` and `wait_until` are the firm's days."""

    id: str
    name: str
    business: str
    own: bool
    trial: bool
    ends_on: date | None
    since: datetime
    suspended: bool
    deactivated: bool
    stopped_since: date | None
    stopped_by: str
    wait_until: date | None
    days_left: int
    held: int
    verbs: tuple[VerbButton, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Startable:
    """A product that could be started, or waits."""

    code: str
    name: str
    wait_until: date | None


@require_safe
@firm_member
def client_subscription(request: FirmRequest, client_id: str) -> HttpResponse:
    """The products and their buttons. A self-paying client is disconnected from here (R9)."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    here = [o for o in frame.offered(Place.SUBSCRIPTION) if o.node.id == client_id]
    if frame.self_paying:
        settings = frame.offered(Place.SETTINGS, Place.LIST)
        here += [offer for offer in settings if offer.verb is Verb.DISCONNECT]
    context = {
        "client": row,
        "lines": [_line(frame, product) for product in subscriptions_of(row)],
        "client_verbs": buttons(here),
        "startable": _startable(frame) if request.actor.may(Right.CLIENTS) else (),
        "exits_shrink": exits_shrink(frame.policy),
        "may_ask_early": request.actor.may(Right.REACTIVATE),
    }
    return show(frame, "client_subscription.html", "client_subscription", context)


@require_POST
@firm_member
def client_products(request: FirmRequest, client_id: str) -> HttpResponse:
    """Starts a product that the firm pays for."""
    try:
        started = start_product(client_id, request.POST.get("product", ""), actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        messages.success(request, _("%(product)s has started.") % {"product": started.product_name})
    return redirect("client_subscription", client_id)


def _line(frame: Frame, product: Running) -> ProductLine:
    branch = frame.facts.branch(product.id)
    found = standing(frame.facts, branch.node) if branch is not None and not product.own else Standing()
    first = found.stops[0] if found.stops else None
    lock = max((stop.locked_until for stop in found.stops if stop.locked_until is not None), default=None)
    running = lock is not None and lock > frame.today
    return ProductLine(
        id=product.id,
        name=product.name,
        business=product.business,
        own=product.own,
        trial=product.trial,
        ends_on=product.ends_on,
        since=product.since,
        suspended=found.suspended,
        deactivated=found.deactivated,
        stopped_since=first.since if first is not None else None,
        stopped_by=first.by if first is not None else "",
        wait_until=lock if running else None,
        days_left=(lock - frame.today).days if lock is not None and running else 0,
        held=sum(papers.held for papers in frame.facts.papers if papers.node == product.id),
        verbs=buttons(at_node(frame, product.id, Place.SUBSCRIPTION)),
    )


def _startable(frame: Frame) -> tuple[Startable, ...]:
    """The firm's products this client has not; one that still waits says until when (R22)."""
    if not standing(frame.facts, frame.facts.client).runs:
        return ()
    there = {b.code for b in frame.facts.branches if b.parent == frame.facts.client.id}
    waits = {wait.code: wait.until for wait in frame.facts.waits if not wait.approved}
    return tuple(
        Startable(code=product.code, name=product.name, wait_until=waits.get(product.code))
        for product in frame.policy.products
        if product.code not in there
    )
