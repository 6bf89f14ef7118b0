"""Taking a client into the book, and keeping what is written about it right (R57 by hand)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.locks import lock_firm
from tenure.operations.permission import firm_for
from tenure.operations.products import start
from tenure.operations.standings import restate
from tenure.records.models import Client, Connection
from tenure.records.scope import clients_of
from tenure.records.words import sort_name_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDetails:
    """What a person writes about a client; all but the name may stay empty."""

    name: str
    email: str = ""
    contact_name: str = ""
    phone: str = ""
    company_number: str = ""
    tax_number: str = ""
    reference: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    country: str = ""
    locale: str = "en"
    note: str = ""


def add_client(
    details: ClientDetails, *, products: Sequence[str], actor: Actor, at: datetime | None = None
) -> Client:
    """A new client of the actor's firm, with the products the firm pays for from now on.

    Raises `NotAllowed`, and `Invalid` for an empty name or a product the firm does not offer.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    _checked(details)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        client = Client(firm=firm, connected_since=at, created_at=at, last_activity_at=at)
        _write(client, details)
        client.save(force_insert=True)
        Connection.objects.create(client=client, firm=firm, since=at)
        for code in dict.fromkeys(products):
            start(client, firm, code, at=at)
        restate([client.id], before={}, at=at)
        note_on(
            client, "client_added", {"client": client.id, "products": list(products)}, by=actor.person, at=at
        )
    return client


def edit_client(
    client_id: str, details: ClientDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes what is known about a client anew; returns the names of the fields that changed.

    Raises `NotAllowed`, `Missing`, and `Invalid` for an empty name. Nothing changed: nothing is written.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    _checked(details)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        changed = tuple(name for name, value in asdict(details).items() if getattr(client, name) != value)
        if changed:
            _write(client, details)
            client.save(update_fields=[*changed, "sort_name", "search"])
            # What was written is personal: the log keeps which fields changed, not to what.
            note_on(client, "client_edited", {"fields": list(changed)}, by=actor.person, at=at)
    return changed


def _write(client: Client, details: ClientDetails) -> None:
    written = asdict(details)
    for name, value in {**written, **texts_of(written)}.items():
        setattr(client, name, value)


def _checked(details: ClientDetails) -> None:
    if not sort_name_of(details.name):
        raise Invalid(say("A client needs a name."), field="name")
