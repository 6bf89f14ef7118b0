"""Figures, what the firm pays, and a customer that is warned, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tenure.operations.credit_notes import credit_invoice
from tenure.operations.suspend_rule import suspend_by_rule
from tenure.records.models import Firm
from tests.journeys.everything import Shown
from tests.operations.billing import bill, rule_of
from tests.tree_worlds import HaulerWorld, hauler_world


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePages:
    """Bills of several months and ages in two currencies, one credited; Mill Lane is warned, the firm has a plan."""

    world: HaulerWorld

    def shown(self) -> Iterator[Shown]:
        """What an administrator of the firm can open."""
        figures, subscription = reverse("figures"), reverse("firm_subscription")
        yield Shown(name="figures", address=figures)
        yield Shown(name="figures", address=f"{figures}?currency=JPY&to=2020-01")
        yield Shown(name="firm_subscription", address=subscription)
        yield Shown(name="firm_subscription", address=f"{subscription}?plan=volume")
        yield Shown(name="client_billing", address=reverse("client_billing", args=[self.world.mill_lane.id]))
        yield Shown(name="policy_edition", address=reverse("policy_edition"))


def figure_pages() -> FigurePages:
    """Five bills, one of them in yen, one credited."""
    world, now = hauler_world(), timezone.now()
    Firm.objects.filter(pk=world.firm.pk).update(plan="starter", currency="GBP")
    for months, price in ((4, "120.00"), (3, "310.50"), (2, "98.00"), (1, "240.00")):
        bill(world, price, at=now - timedelta(days=30 * months))
    bill(world, "7000", at=now, currency="JPY")
    mistaken = bill(world, "60.00", at=now)
    credit_invoice(mistaken.id, actor=world.actor(world.mina))
    rule_of(world, days_late=60, warn_days=7)
    suspend_by_rule(now)
    return FigurePages(world=world)
