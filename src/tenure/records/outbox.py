"""Which letters are where: for the page of a firm's administrators, and for the operator's terminal (R11)."""

from django.db.models import Count, QuerySet

from tenure.core.actor import Actor, Right
from tenure.records.models import MailState, OutboxMail

__all__ = ["MailState", "letters", "letters_of", "tally_of"]


def letters_of(actor: Actor, state: MailState | None = None) -> QuerySet[OutboxMail]:
    """The letters of the actor's firm, newest first; none for somebody without the right to see them."""
    if actor.firm is None or not actor.may(Right.OUTBOX):
        return OutboxMail.objects.none()
    return letters(state).filter(firm_id=actor.firm)


def letters(state: MailState | None = None) -> QuerySet[OutboxMail]:
    """The letters of the whole installation, newest first."""
    rows = OutboxMail.objects.select_related("firm", "client").order_by("-created_at", "-id")
    return rows if state is None else rows.filter(state=state.value)


def tally_of(actor: Actor) -> dict[MailState, int]:
    """How many letters of the actor's firm are in each state."""
    counts = letters_of(actor).order_by().values_list("state").annotate(count=Count("id"))
    found = {MailState(state): count for state, count in counts}
    return {state: found.get(state, 0) for state in MailState}
