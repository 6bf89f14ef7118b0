"""Letterhead, billing details and profiles, an invoice to be sent, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from tenure.operations.billing_details import BilledAs, add_profile, edit_billing_details
from tenure.records.models import BillingProfile, Invoice
from tests.journeys.everything import Shown
from tests.operations.billing import bill
from tests.tree_worlds import HaulerWorld, hauler_world


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPages:
    """Mill Lane is billed as agreed and has an address for invoices, the Old Forge has none."""

    world: HaulerWorld
    sendable: Invoice
    unsendable: Invoice
    profile: BillingProfile

    def shown(self) -> Iterator[Shown]:
        """What an administrator of the firm can open."""
        for name in ("letterhead", "billing_profiles"):
            yield Shown(name=name, address=reverse(name))
        for name in ("billing_profile", "billing_profile_removal"):
            yield Shown(name=name, address=reverse(name, args=[self.profile.id]))
        for client in (self.world.mill_lane, self.world.forge):
            yield Shown(name="billing_details", address=reverse("billing_details", args=[client.id]))
        for invoice in (self.sendable, self.unsendable):
            yield Shown(name="invoice_send", address=reverse("invoice_send", args=[invoice.id]))


def paper_pages() -> PaperPages:
    """Two invoices, one profile."""
    world, now = hauler_world(), timezone.now()
    actor = world.actor(world.mina)
    profile = add_profile("Every month", 30, actor=actor)
    details = BilledAs(name="Mill Lane Group", email="ap@mill-lane.example", profile=profile.id)
    edit_billing_details(world.mill_lane.id, details, actor=actor)
    return PaperPages(
        world=world,
        sendable=bill(world, "120.00", at=now),
        unsendable=bill(world, "45.00", at=now, client=world.forge),
        profile=profile,
    )
