"""Customers that belong together for billing: groups are made, named, filled and dissolved (R45)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for, still_holds
from tenure.records.models import AccountGroup, GroupMembership
from tenure.records.scope import clients_of

LONGEST_NAME = 100
MOST_AT_ONCE = 500


def create_group(name: str, *, actor: Actor, at: datetime | None = None) -> AccountGroup:
    """An empty group. Raises NotAllowed, and Invalid for a name that is empty, too long or taken."""
    at = at or timezone.now()
    with _firm(actor, at) as firm:
        group = AccountGroup.objects.create(firm_id=firm, name=_checked(name, firm), created_at=at)
        _log("account_group_created", group, [firm], actor, at)
    return group


def rename_group(group_id: str, name: str, *, actor: Actor, at: datetime | None = None) -> AccountGroup:
    """Another name. Raises NotAllowed, Missing, and Invalid as `create_group` does."""
    at = at or timezone.now()
    with _firm(actor, at) as firm:
        group = _group(group_id, firm)
        group.name = _checked(name, firm, but=group_id)
        group.save(update_fields=["name"])
        _log("account_group_renamed", group, [firm], actor, at)
    return group


def delete_group(group_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Dissolves a group; its members and their invoices stay as they are. Raises NotAllowed and Missing."""
    at = at or timezone.now()
    with _firm(actor, at) as firm:
        group = _group(group_id, firm)
        _log("account_group_deleted", group, [firm], actor, at)
        group.delete()


def add_members(group_id: str, clients: Collection[str], *, actor: Actor, at: datetime | None = None) -> int:
    """Takes customers of the firm into a group; returns how many were not in it before.

    Raises NotAllowed, and Missing for a group or a customer that is not the firm's.
    """
    at = at or timezone.now()
    with _firm(actor, at) as firm:
        group = _group(group_id, firm)
        wanted = set(clients)
        if len(wanted) > MOST_AT_ONCE:
            raise Invalid(say("Add up to %(most)d customers at once.", most=MOST_AT_ONCE))
        lock_clients(wanted)
        if clients_of(actor).filter(id__in=wanted).count() != len(wanted):
            raise Missing(group_id)
        there = set(group.memberships.filter(client__in=wanted).values_list("client_id", flat=True))
        fresh = sorted(wanted - there)
        GroupMembership.objects.bulk_create(
            GroupMembership(group=group, client_id=client, added_at=at) for client in fresh
        )
        _log("account_group_joined", group, fresh, actor, at)
    return len(fresh)


def remove_member(group_id: str, client_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Takes a customer out of a group. Raises NotAllowed, and Missing if it is not in it."""
    at = at or timezone.now()
    with _firm(actor, at) as firm:
        group = _group(group_id, firm)
        lock_clients([client_id])
        gone, _each = GroupMembership.objects.filter(
            group=group, client=client_id, client__in=clients_of(actor)
        ).delete()
        if not gone:
            raise Missing(client_id)
        _log("account_group_left", group, [client_id], actor, at)


@contextmanager
def _firm(actor: Actor, at: datetime) -> Iterator[str]:
    """The firm, locked, for somebody who may bill: two of one name cannot be made at once."""
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        lock_firm(firm)
        still_holds(actor, Right.BILLING)
        yield firm


def _group(group_id: str, firm: str) -> AccountGroup:
    group = AccountGroup.objects.filter(pk=group_id, firm_id=firm).first()
    if group is None:
        raise Missing(group_id)
    return group


def _checked(name: str, firm: str, *, but: str = "") -> str:
    plain = " ".join(name.split())
    if not plain:
        raise Invalid(say("A group needs a name."), "name")
    if len(plain) > LONGEST_NAME:
        raise Invalid(say("A name has at most %(most)d characters.", most=LONGEST_NAME), "name")
    if AccountGroup.objects.filter(firm_id=firm, name__iexact=plain).exclude(pk=but).exists():
        raise Invalid(say("There is already a group with this name."), "name")
    return plain


def _log(event: str, group: AccountGroup, chains: Collection[str], actor: Actor, at: datetime) -> None:
    by = commitments([actor.person]).get(actor.person, "")
    note([Event(chain=chain, event=event, content={"group": group.id, "by": by}) for chain in chains], at=at)
