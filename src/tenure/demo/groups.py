"""Customers of an invented firm that are billed together (R45)."""

from collections.abc import Sequence
from datetime import datetime

from tenure.demo.accounts import Account
from tenure.demo.office import Office
from tenure.demo.scripts import Event
from tenure.operations.account_groups import add_members, create_group
from tenure.records.account_groups import groups_of

GROUPED = "group"


def gather_in_group(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Customers join the group that the script's comment names; the first ones make it."""
    actor = office.colleague(event.who)
    group = groups_of(actor).filter(name=event.comment).first()
    group = group or create_group(event.comment, actor=actor, at=at)
    add_members(group.id, [account.id for account in accounts], actor=actor, at=at)
