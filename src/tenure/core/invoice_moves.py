"""What may still be done with an invoice, and the way out where something may not (R46)."""

from dataclasses import dataclass

from tenure.core.wording import Message, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An invoice as far as it decides what may be done with it: amounts in minor units. A draft has no number."""

    number: str = ""
    credit_note: bool = False
    voided: bool = False
    sent: bool = False
    total: int = 0
    paid: int = 0
    credited: int = 0

    @property
    def draft(self) -> bool:
        """Whether it was never issued."""
        return not self.number

    @property
    def left(self) -> int:
        """What no credit note has taken back yet."""
        return self.total - self.credited


def why_not_changed(written: Written) -> Message | None:
    """Why its lines cannot be written anew, nor thrown away; None for a draft."""
    if written.draft:
        return None
    return say("%(number)s is issued and cannot be changed. Write a credit note.", number=written.number)


def why_not_credited(written: Written) -> Message | None:
    """Why no credit note can take it back; None if one can."""
    if written.draft:
        return say("A draft has no number yet. Change it, or throw it away.")
    if written.credit_note:
        return say("%(number)s is a credit note itself.", number=written.number)
    if written.voided:
        return say(
            "%(number)s is void: it owes nothing, so nothing can be taken back.", number=written.number
        )
    if written.left <= 0:
        return say("%(number)s was credited already, all of it.", number=written.number)
    return None


def why_not_voided(written: Written) -> Message | None:
    """Why it cannot be made void; None for an issued invoice that nobody has received, paid or credited."""
    if written.draft:
        return say("A draft has no number yet. Change it, or throw it away.")
    if written.credit_note:
        return say(
            "%(number)s is a credit note. Write an invoice for what it took back.", number=written.number
        )
    if written.voided:
        return say("%(number)s is void already.", number=written.number)
    if written.credited:
        return say(
            "%(number)s was credited. What is left of it is taken back by another credit note.",
            number=written.number,
        )
    if written.paid:
        return say(
            "%(number)s is paid, at least in part. Write a credit note instead.", number=written.number
        )
    if written.sent:
        return say(
            "%(number)s was sent, so the customer has it. Write a credit note instead.", number=written.number
        )
    return None
