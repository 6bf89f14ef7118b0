"""The first line of every verb of a client's own side: who somebody is to the account, and whether they may (R48)."""

from datetime import datetime

from django.db import transaction

from tenure.core.account_roles import RIGHTS_OF, AccountRight, AccountRole
from tenure.core.actor import Actor, Side
from tenure.core.wording import say
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.locks import lock_clients
from tenure.operations.log import Event, commitments, note
from tenure.records.people import account_administrators, account_role_of


def account_for(actor: Actor, client_id: str, right: AccountRight, *, at: datetime) -> AccountRole:
    """What `actor` is to this account, if that holds `right`.

    `Missing` for whoever is not among its joined users. Otherwise the refusal is logged and `NotAllowed` says
    whom to ask. Call it before the verb's own transaction: what it logs must stay when the verb does not happen.
    """
    role = _role(actor, client_id)
    if right not in RIGHTS_OF[role]:
        _log_refusal(client_id, actor, right, at)
        raise account_not_allowed(client_id, right)
    return role


def still_may(actor: Actor, client_id: str, right: AccountRight) -> AccountRole:
    """The same question once more, after the client's lock: nobody acts with a right they just lost."""
    role = _role(actor, client_id)
    if right not in RIGHTS_OF[role]:
        raise account_not_allowed(client_id, right)
    return role


def account_not_allowed(client_id: str, right: AccountRight | None = None) -> NotAllowed:
    """What somebody without the right is told: whom to ask (R7). Nothing is logged."""
    people = account_administrators(client_id)
    if right is not None and right not in RIGHTS_OF[AccountRole.ADMINISTRATOR]:
        # The owner comes first among them.
        owner = str(people[0]) if people else ""
        return NotAllowed(say("Only the owner of this account can do this: %(name)s.", name=owner))
    names = ", ".join(str(person) for person in people)
    return NotAllowed(
        say(
            "You do not have the right to do this. Ask an administrator of this account: %(names)s.",
            names=names,
        )
    )


def _role(actor: Actor, client_id: str) -> AccountRole:
    role = account_role_of(actor.person, client_id) if actor.side is Side.CLIENT else None
    if role is None:
        raise Missing(client_id)
    return role


def _log_refusal(client_id: str, actor: Actor, right: AccountRight, at: datetime) -> None:
    with transaction.atomic():
        if client_id in lock_clients([client_id]):
            content = {"right": right.value, "actor": commitments([actor.person]).get(actor.person, "")}
            note([Event(chain=client_id, event="refused", content=content)], at=at)
