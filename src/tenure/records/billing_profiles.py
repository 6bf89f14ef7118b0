"""Reading how customers are billed: the firm's letterhead and profiles, one customer's details (R42, R46)."""

from dataclasses import dataclass

from django.db.models import Count

from tenure.core.actor import Actor
from tenure.records.models import BillingDetails, BillingProfile, Client, Letterhead

__all__ = ["BillingDetails", "BillingProfile", "Letterhead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProfile:
    """A billing profile with how many customers are in it. `due_days` None leaves the policy's."""

    id: str
    name: str
    due_days: int | None
    members: int


def letterhead_of(actor: Actor) -> Letterhead | None:
    """What stands on the invoices of the actor's firm; None where nobody has written it."""
    return Letterhead.objects.filter(firm_id=actor.firm).first()


def profiles_of(actor: Actor) -> list[ListedProfile]:
    """The profiles of the actor's firm by name."""
    rows = (
        BillingProfile.objects.filter(firm_id=actor.firm)
        .annotate(count=Count("members"))
        .order_by("name", "id")
    )
    return [ListedProfile(id=row.id, name=row.name, due_days=row.due_days, members=row.count) for row in rows]


def details_of(client: Client) -> BillingDetails | None:
    """How a customer is billed, if anything was agreed."""
    return BillingDetails.objects.select_related("profile").filter(client=client).first()
