"""Invoices written anew and account groups, with something on every page, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.core.billing import month_of
from tenure.operations.account_groups import add_members, create_group
from tenure.operations.regeneration import preview_regeneration, regenerate
from tenure.records.models import AccountGroup, Invoice
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.operations.service_bills import billed_to, by_hand, issued_with, pay
from tests.tree_worlds import HaulerWorld, hauler_world


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPages:
    """Mill Lane is deactivated and owes: `anew` was regenerated, `stored` is as it was issued and paid in part."""

    world: HaulerWorld
    stored: Invoice
    anew: Invoice
    group: AccountGroup
    empty: AccountGroup

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open."""
        yield Shown(name="invoice", address=reverse("invoice", args=[self.anew.id]))
        for one in (self.stored, self.anew):
            yield Shown(name="invoice_regenerate", address=reverse("invoice_regenerate", args=[one.id]))
        version = self.anew.versions.get()
        yield Shown(
            name="invoice_restore", address=reverse("invoice_restore", args=[self.anew.id, version.id])
        )
        yield Shown(name="account_groups", address=reverse("account_groups"))
        for group in (self.group, self.empty):
            yield Shown(name="account_group", address=reverse("account_group", args=[group.id]) + "?q=forge")
            for name in ("group_resend", "account_group_removal"):
                yield Shown(name=name, address=reverse(name, args=[group.id]))


def group_pages() -> GroupPages:
    """One group with a deactivated member that owes, one without members."""
    world, now = hauler_world(), timezone.now()
    actor = world.actor(world.mina)
    anew = billed_to(world, world.mill_lane, month_of(now.date()), by_hand(), at=now)
    stored = issued_with(world, by_hand("20.00"), by_hand("4.00", said="Late fee"), at=now)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    regenerate(anew.id, preview_regeneration(anew.id, actor=actor).digest, actor=actor)
    pay(world, "15.00", at=now)
    group = create_group("High Street", actor=actor)
    add_members(group.id, [world.mill_lane.id, world.forge.id], actor=actor)
    return GroupPages(
        world=world,
        stored=stored,
        anew=anew,
        group=group,
        empty=create_group("Nobody yet", actor=actor),
    )
