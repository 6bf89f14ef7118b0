"""Whom a group's invoices reach when they are sent together: each member, and why it gets something or nothing (R45)."""

from dataclasses import dataclass
from enum import StrEnum

from tenure.core.wording import Message, say


class Batch(StrEnum):
    """Which invoices are sent or fetched together: all that are unpaid, or all that were issued in a month."""

    UNPAID = "unpaid"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A customer as the question finds it; `invoices` are those of the batch that have its name on them."""

    member: bool
    deactivated: bool
    invoices: int
    email: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a customer gets something, and why; no words where nothing about it is remarkable."""

    sent: bool
    why: Message | None = None


def reach(asked: Asked, batch: Batch) -> Reach:
    """A deactivated member is reached as any other: if, and only if, it has an invoice of the batch (R45)."""
    if not asked.member:
        return Reach(sent=False, why=say("Not in this group: not included."))
    if not asked.invoices:
        return Reach(sent=False, why=NOTHING[batch, asked.deactivated])
    if not asked.email:
        return Reach(sent=False, why=say("No e-mail address for invoices: add one to its billing details."))
    return Reach(sent=True, why=SOMETHING[batch] if asked.deactivated else None)


NOTHING = {
    (Batch.UNPAID, True): say("Deactivated, nothing unpaid: not included."),
    (Batch.UNPAID, False): say("Nothing unpaid: not included."),
    (Batch.MONTH, True): say("Deactivated, no invoice of this month: not included."),
    (Batch.MONTH, False): say("No invoice of this month: not included."),
}
SOMETHING = {
    Batch.UNPAID: say("Deactivated, has an unpaid invoice: included."),
    Batch.MONTH: say("Deactivated, has an invoice of this month: included."),
}
