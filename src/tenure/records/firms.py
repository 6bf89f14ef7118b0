"""The firm somebody works in."""

from tenure.core.actor import Actor
from tenure.records.models import Firm
from tenure.records.people import administrators_of


def firm_of(actor: Actor) -> Firm:
    """The actor's firm; `Firm.DoesNotExist` for somebody who is in none."""
    return Firm.objects.get(pk=actor.firm)


def whom_to_ask(actor: Actor) -> str:
    """Whom to ask in the actor's firm, by name: those who manage its team (R7)."""
    team = administrators_of(actor.firm) if actor.firm is not None else ()
    return ", ".join(str(member.person) for member in team)
