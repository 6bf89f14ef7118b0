"""How many clients stand under each tab, from counters that the writer keeps."""

from dataclasses import dataclass

from django.db.models import Count, Q

from tenure.core.actor import Actor
from tenure.records.models import ClientStanding, Firm
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers on the tabs. Invited and suspended clients are also counted as active or deactivated."""

    active: int
    deactivated: int
    suspended: int
    invited: int

    @property
    def all(self) -> int:
        """Every client of the list."""
        return self.active + self.deactivated


def counts(actor: Actor) -> Counts:
    """The numbers for what this actor sees: one row read for a firm, however many clients it has.

    Raises `Firm.DoesNotExist` if the actor's firm is gone.
    """
    if actor.firm is None:
        return _counted(actor)
    firm = Firm.objects.only(
        "clients_active", "clients_deactivated", "clients_suspended", "clients_invited"
    ).get(pk=actor.firm)
    return Counts(
        active=firm.clients_active,
        deactivated=firm.clients_deactivated,
        suspended=firm.clients_suspended,
        invited=firm.clients_invited,
    )


def _counted(actor: Actor) -> Counts:
    return Counts(**clients_of(actor).aggregate(**COUNTED))


COUNTED = {
    "active": Count("id", filter=Q(standing=ClientStanding.ACTIVE.value)),
    "deactivated": Count("id", filter=Q(standing=ClientStanding.DEACTIVATED.value)),
    "suspended": Count("id", filter=Q(suspended=True)),
    "invited": Count("id", filter=Q(invited=True)),
}
