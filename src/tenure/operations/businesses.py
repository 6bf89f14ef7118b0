"""The businesses of a client: adding one with its products, and keeping what is written about it right (R32)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.growing import running
from tenure.operations.permission import firm_for
from tenure.operations.products import start
from tenure.operations.writing import write_changed
from tenure.records.homes import clients_by_target
from tenure.records.models import Business
from tenure.records.policies import policy_of
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDetails:
    """What a person writes about a business."""

    name: str
    company_number: str = ""
    tax_number: str = ""


def add_business(
    client_id: str,
    details: BusinessDetails,
    *,
    products: Sequence[str] | None = None,
    actor: Actor,
    at: datetime | None = None,
) -> Business:
    """A new business of a client with products of its own that the firm pays for: all it sells unless some are named.

    Raises `NotAllowed`, `Missing`, and `Invalid` for an empty name, an unknown product, or under a stopped client.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    check_business(details)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        running(client.id, actor=actor, at=at)
        if client.firm is None:
            raise Missing(client_id)
        business = Business.objects.create(client=client, created_at=at, **asdict(details))
        sold = [product.code for product in policy_of(client.firm).products]
        for code in dict.fromkeys(sold if products is None else products):
            start(client, client.firm, code, at=at, business=business)
        note_on(client, "business_added", {"business": business.id}, by=actor.person, at=at)
    return business


def edit_business(
    business_id: str, details: BusinessDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes what is known about a business anew; returns the names of the fields that changed.

    Raises `NotAllowed`, `Missing`, and `Invalid` for an empty name. A stopped business can be corrected too.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    check_business(details)
    with changing(
        clients_by_target([business_id]).get(business_id, ""), among=clients_of(actor), at=at
    ) as client:
        changed = write_changed(Business.objects.get(pk=business_id), asdict(details))
        if changed:
            content = {"business": business_id, "fields": list(changed)}
            note_on(client, "business_edited", content, by=actor.person, at=at)
    return changed


def check_business(details: BusinessDetails) -> None:
    """Raises Invalid without a name."""
    if not details.name.strip():
        raise Invalid(say("A business needs a name."), field="name")
