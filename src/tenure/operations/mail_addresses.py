"""A client's own address for documents: made, replaced when it fell into wrong hands, and stopped (R20)."""

import re
import secrets
import unicodedata
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.permission import firm_for, still_holds
from tenure.records.ids import ALPHABET
from tenure.records.models import Client, MailAddress
from tenure.records.scope import clients_of

# Fifty bits of chance: nobody finds an address by trying.
SECRET_LETTERS = 10
NAME_LETTERS = 24
# Whoever could still see a document can be sent one: the firm of today, or people who use the account themselves.
SEEN_BY_SOMEBODY = Q(client__firm__isnull=False) | Q(client__users__state=UserState.JOINED.value)


def make_address(client_id: str, *, instead_of: str, actor: Actor, at: datetime | None = None) -> MailAddress:
    """Gives the client an address, or a new one in the place of the key `instead_of`, which is refused from now on.

    Raises `NotAllowed`, `Missing`, and `Invalid` where somebody else was quicker.
    """
    at = at or timezone.now()
    _may(actor, client_id, at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        _still_may(actor, client_id)
        address = _current(client, instead_of)
        event = "mail_address_made" if address is None else "mail_address_replaced"
        address = address or MailAddress(client=client)
        address.key, address.made_by_id, address.made_at = _new_key(client.name), actor.person, at
        address.save()
        note_on(client, event, {}, by=actor.person, at=at)
    return address


def stop_address(client_id: str, *, key: str, actor: Actor, at: datetime | None = None) -> None:
    """Takes the address `key` away: mail to it is refused from now on.

    Raises `NotAllowed`, `Missing`, and `Invalid` where it is no longer the address.
    """
    at = at or timezone.now()
    _may(actor, client_id, at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        _still_may(actor, client_id)
        address = _current(client, key)
        if address is not None:
            address.delete()
            note_on(client, "mail_address_stopped", {}, by=actor.person, at=at)


def client_at(address: str) -> str | None:
    """The client that takes mail at this address; None where nobody does, or nobody could see what comes."""
    local, _at, domain = address.strip().lower().rpartition("@")
    if not local or domain != settings.TENURE_MAIL_IN_DOMAIN:
        return None
    rows = MailAddress.objects.filter(SEEN_BY_SOMEBODY, key=local)
    return rows.values_list("client_id", flat=True).first()


def _current(client: Client, key: str) -> MailAddress | None:
    found = MailAddress.objects.filter(client=client).first()
    if (found.key if found is not None else "") != key:
        raise Invalid(say("The address was changed meanwhile. Look at the new one first."))
    return found


def _new_key(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_name)[:NAME_LETTERS].strip("-")
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
    return f"{words or 'documents'}-{secret}"


def _may(actor: Actor, client_id: str, at: datetime) -> None:
    if actor.side is Side.CLIENT:
        account_for(actor, client_id, AccountRight.SETTINGS, at=at)
    else:
        firm_for(actor, Right.CLIENTS, at=at)


def _still_may(actor: Actor, client_id: str) -> None:
    if actor.side is Side.CLIENT:
        still_may(actor, client_id, AccountRight.SETTINGS)
    else:
        still_holds(actor, Right.CLIENTS)
