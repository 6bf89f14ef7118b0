"""The products a client has: starting one that the firm pays for (R17, R22)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.facts import Payer
from tenure.core.policy import Product
from tenure.core.stops import StopKind
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.permission import firm_for
from tenure.records.models import Client, Firm, Stop, Subscription, Wait
from tenure.records.policies import policy_of, today_of
from tenure.records.scope import clients_of


def start_product(client_id: str, code: str, *, actor: Actor, at: datetime | None = None) -> Subscription:
    """Starts a product of the firm's policy for a client, paid by the firm.

    Raises `NotAllowed`, `Missing`, and `Invalid` while a wait runs, under a deactivated account, or where
    the client has the product already.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        if client.firm is None:
            raise Missing(client_id)
        _not_stopped(client)
        subscription = start(client, client.firm, code, at=at)
        content = {"product": code, "subscription": subscription.id}
        note_on(client, "product_started", content, by=actor.person, at=at)
    return subscription


def start(client: Client, firm: Firm, code: str, *, at: datetime) -> Subscription:
    """The row of a product that starts now. The caller holds locks and transaction. Raises `Invalid`."""
    product = _offered(firm, code)
    _not_there(client, product)
    _no_wait(client, firm, product, at)
    return Subscription.objects.create(
        client=client,
        product=product.code,
        product_name=product.name,
        payer=Payer.FIRM.value,
        extraction=product.extraction,
        since=at,
    )


def _offered(firm: Firm, code: str) -> Product:
    product = policy_of(firm).product(code)
    if product is None:
        raise Invalid(say("Your firm does not offer this product."), field="products")
    return product


def _not_there(client: Client, product: Product) -> None:
    if client.subscriptions.filter(product=product.code, until__isnull=True).exists():
        raise Invalid(say("%(client)s has %(product)s already.", client=client.name, product=product.name))


def _no_wait(client: Client, firm: Firm, product: Product, at: datetime) -> None:
    """A wait survives disconnecting and reconnecting: the product cannot start anew before it ends (R22)."""
    running = Wait.objects.filter(
        firm=firm, client=client, product=product.code, until__gt=today_of(firm, at), approved_at__isnull=True
    )
    last = running.order_by("-until").first()
    if last is not None:
        raise Invalid(
            say(
                "%(product)s waits for %(client)s and can start from %(until)s.",
                product=product.name,
                client=client.name,
                until=last.until,
            ),
            field="products",
        )


def _not_stopped(client: Client) -> None:
    stops = Stop.objects.filter(node=client.id, lifted_at__isnull=True, kind=StopKind.DEACTIVATION.value)
    if stops.exists():
        raise Invalid(
            say(
                "%(client)s is deactivated: nothing new starts under it. Reactivate it first.",
                client=client.name,
            )
        )
