"""When an issued invoice may be written anew from what its customer's services are today, and what to say (R44)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tenure.core.billing import Regenerate
from tenure.core.money import from_minor
from tenure.core.service_lines import Unbilled
from tenure.core.wording import Message, say, say_many


@dataclass(frozen=True, slots=True, kw_only=True)
class AsIssued:
    """An invoice as the question finds it; amounts in minor units, `sent` a day of the firm's.

    `of_a_bill`: it is no credit note. `credited` is what its credit notes come to.
    """

    number: str
    currency: str
    of_a_bill: bool = True
    issued: bool = True
    voided: bool = False
    sent: date | None = None
    paid: int = 0
    credited: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldBe:
    """What it would become: `lost` lines of services go, because these do not run now."""

    total: int
    changes: bool
    lost: int = 0


def refusals(invoice: AsIssued, rule: Regenerate, becomes: WouldBe | None) -> Iterator[Message]:
    """Every reason why its lines stay as they are, each with the way out. Without an outcome those known before."""
    if not invoice.of_a_bill:
        yield say("%(number)s is a credit note: it stays as it was written.", number=invoice.number)
        return
    if not invoice.issued:
        yield say("This is a draft. Change its lines instead; nobody has them yet.")
        return
    if invoice.voided:
        yield say("%(number)s is void. Write a new invoice.", number=invoice.number)
        return
    yield from _against_the_rule(invoice, rule)
    if becomes is None:
        return
    if not becomes.changes:
        yield say(
            "%(number)s would come out as it is: there is nothing to write anew.", number=invoice.number
        )
    if becomes.total < 0:
        yield say("It would come to less than nothing. Write a credit note instead.")
    elif becomes.total < invoice.credited:
        yield say(
            "Credit notes for %(amount)s %(currency)s were written for it, and it cannot come to less than they do. "
            "Write a new invoice instead.",
            amount=from_minor(invoice.credited, invoice.currency),
            currency=invoice.currency,
        )


def _against_the_rule(invoice: AsIssued, rule: Regenerate) -> Iterator[Message]:
    match rule:
        case Regenerate.NEVER:
            yield say(
                "Your firm's policy leaves issued invoices as they are. "
                "Write a credit note for %(number)s, and a new invoice.",
                number=invoice.number,
            )
        case Regenerate.UNSENT if invoice.sent is not None:
            yield say(
                "%(number)s was sent on %(day)s, and your firm's policy leaves sent invoices as they are. "
                "Write a credit note for it, and a new invoice.",
                number=invoice.number,
                day=invoice.sent,
            )
    if rule in {Regenerate.UNSENT, Regenerate.UNPAID} and invoice.paid > invoice.credited:
        yield say(
            "%(amount)s %(currency)s of %(number)s is paid, and your firm's policy leaves paid invoices as they are. "
            "Take the payment back first, or write a credit note.",
            amount=from_minor(invoice.paid - invoice.credited, invoice.currency),
            currency=invoice.currency,
            number=invoice.number,
        )


def released(invoice: AsIssued, becomes: WouldBe) -> int:
    """How much of what was paid the invoice has no more room for, in minor units."""
    return max(invoice.paid - becomes.total, 0)


def cautions(client: str, invoice: AsIssued, becomes: WouldBe, *, deactivated: bool) -> Iterator[Message]:
    """What a person should weigh before it happens."""
    if deactivated:
        yield say(
            "%(client)s is deactivated, and so are its services: the invoice comes out at %(amount)s %(currency)s "
            "without them. To have them on it, reactivate the account, its locations and its services first.",
            client=client,
            amount=from_minor(becomes.total, invoice.currency),
            currency=invoice.currency,
        )
    elif becomes.lost:
        yield say_many(
            "%(count)d line goes, because its service does not run now.",
            "%(count)d lines go, because their services do not run now.",
            count=becomes.lost,
        )
    if invoice.sent is not None:
        yield say(
            "It was sent on %(day)s. What the customer holds says something else; send it again.",
            day=invoice.sent,
        )
    if units := released(invoice, becomes):
        yield say(
            "%(amount)s %(currency)s of what was paid is released. "
            "It settles other open invoices, the oldest first, or stays as credit.",
            amount=from_minor(units, invoice.currency),
            currency=invoice.currency,
        )


UNBILLED: dict[Unbilled, Message] = {
    Unbilled.NOT_YET: say("Begins after this period"),
    Unbilled.ENDED: say("Ended before this period"),
    Unbilled.STOPPED: say("Was stopped all through this period"),
    Unbilled.STOPPED_NOW: say("Is stopped now"),
    Unbilled.IN_PART: say("Ran on some days of the period only"),
    Unbilled.NO_VISIT: say("No visit to bill"),
}
