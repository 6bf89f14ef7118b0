"""The products a client has: starting one that the firm pays for (R17, R22)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.facts import Payer
from tenure.core.policy import Product
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.growing import running
from tenure.operations.permission import firm_for
from tenure.records.models import Business, Client, Firm, Subscription, Wait
from tenure.records.policies import policy_of, today_of
from tenure.records.scope import clients_of


def start_product(
    client_id: str, code: str, *, business: str | None = None, actor: Actor, at: datetime | None = None
) -> Subscription:
    """Starts a product of the firm's policy for a client, or for one of its businesses, paid by the firm.

    Raises `NotAllowed`, `Missing`, and `Invalid` while a wait runs, under a stopped account or business, or where
    the product is there already.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        if client.firm is None:
            raise Missing(client_id)
        running(business or client.id, actor=actor, at=at)
        of_business = client.businesses.filter(pk=business).first() if business is not None else None
        if business is not None and of_business is None:
            raise Missing(business)
        subscription = start(client, client.firm, code, at=at, business=of_business)
        content = {"product": code, "subscription": subscription.id}
        note_on(client, "product_started", content, by=actor.person, at=at)
    return subscription


def start(
    client: Client, firm: Firm, code: str, *, at: datetime, business: Business | None = None
) -> Subscription:
    """The row of a product that starts now. The caller holds locks and transaction. Raises `Invalid`."""
    product = _offered(firm, code)
    _not_there(client, product, business)
    _no_wait(client, firm, product, at)
    return Subscription.objects.create(
        client=client,
        business=business,
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


def _not_there(client: Client, product: Product, business: Business | None) -> None:
    running_now = client.subscriptions.filter(product=product.code, business=business, until__isnull=True)
    if running_now.exists():
        owner = business or client
        raise Invalid(say("%(client)s has %(product)s already.", client=owner.name, product=product.name))


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
