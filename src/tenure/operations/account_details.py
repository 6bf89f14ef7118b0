"""A client keeps what is known about it right by itself: name, address, numbers (R48)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.writing import write_changed
from tenure.records.scope import clients_of
from tenure.records.words import SEARCHED, sort_name_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDetails:
    """What a client writes about itself; all but the name may stay empty. Its firm's note and reference are not its."""

    name: str
    email: str = ""
    contact_name: str = ""
    phone: str = ""
    company_number: str = ""
    tax_number: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    country: str = ""
    locale: str = "en"


def edit_account(
    client_id: str, details: AccountDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes it anew; returns the names of the fields that changed. Nothing changed: nothing is written.

    Raises `Missing`, `NotAllowed`, and `Invalid` for an empty name.
    """
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.SETTINGS, at=at)
    if not sort_name_of(details.name):
        raise Invalid(say("An account needs a name."), field="name")
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.SETTINGS)
        changed = write_changed(client, asdict(details))
        if changed:
            write_changed(client, texts_of({name: getattr(client, name) for name in SEARCHED}))
            note_on(client, "account_edited", {"fields": list(changed)}, by=actor.person, at=at)
    return changed
