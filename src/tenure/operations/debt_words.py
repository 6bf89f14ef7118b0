"""What the letters about debts say: what is owed, by when, how to pay; and whom the rule stopped or let go on (R41)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tenure.core.money import from_minor
from tenure.core.stops import DAYS_LATE
from tenure.core.wording import Message, say, say_many
from tenure.outlets.paper import Button, Passage, Words
from tenure.records.models import Client, OutboxMail

MOST_NAMED: Final = 50
type Points = tuple[tuple[Message, Message | None], ...]
type Told = Mapping[str, Any]


def warning_words(mail: OutboxMail) -> Words:
    """Tells a customer that it will be suspended if it does not pay."""
    told, on = mail.context, _day(mail.context["suspends_on"])
    client, firm = told["client_name"], told["firm_name"]
    return Words(
        subject=say("Please pay %(owed)s before %(on)s", owed=_owed(told), on=on),
        paragraphs=(
            say("%(client)s owes %(firm)s %(owed)s.", client=client, firm=firm, owed=_owed(told)),
            say("If it is not paid, the services of %(client)s are suspended on %(on)s.", client=client, on=on),
            say("If you have paid already, you need not do anything."),
        ),
        passages=(
            Passage(heading=say("To be paid"), points=tuple(_bills(told))),
            Passage(heading=say("How to pay"), points=tuple(_how(told))),
        ),
        reason=say("This e-mail goes to the billing address of %(client)s.", client=client),
    )  # fmt: skip


def rule_words(mail: OutboxMail, nothing: Callable[[str], Exception]) -> Words:
    """Tells those who bill whom the rule suspended, and whom it let go on. Raises `nothing` where nobody is left."""
    told = mail.context
    names = _names(mail, [client for part in ("suspended", "lifted") for client, _type in told[part]])
    suspended = [(names[client], type_) for client, type_ in told["suspended"] if client in names]
    lifted = [(names[client], type_) for client, type_ in told["lifted"] if client in names]
    if not suspended and not lifted:
        raise nothing("the customers of this letter are erased, or gone")
    passages = []
    if suspended:
        passages.append(Passage(heading=say("Suspended by the rule"), points=_listed(suspended, _why)))
    if lifted:
        passages.append(Passage(heading=say("Lifted by payment"), points=_listed(lifted, _paid)))
    return Words(
        subject=_subject(len(suspended), len(lifted)),
        paragraphs=(say("The rule of suspension in your policy did this by itself."),),
        passages=tuple(passages),
        button=Button(label=say("Open suspended customers"), goal="/clients/?tab=suspended"),
        reason=say("This e-mail goes to those who bill at %(firm)s.", firm=told["firm_name"]),
    )


def _subject(suspended: int, lifted: int) -> Message:
    stopped = say_many("%(count)d customer suspended", "%(count)d customers suspended", count=suspended)
    freed = say_many("%(count)d suspension lifted", "%(count)d suspensions lifted", count=lifted)
    if not lifted:
        return stopped
    return say("%(suspended)s, %(lifted)s", suspended=stopped, lifted=freed) if suspended else freed


def _listed(named: Sequence[tuple[str, str]], say_why: Callable[[str], Message | None]) -> Points:
    points = [(say("%(client)s", client=name), say_why(type_)) for name, type_ in named[:MOST_NAMED]]
    rest = len(named) - len(points)
    if rest:
        points.append((say_many("and %(count)d more", "and %(count)d more", count=rest), None))
    return tuple(points)


def _why(type_: str) -> Message | None:
    if type_ == DAYS_LATE:
        return say("A bill is too many days late.")
    return say("More is owed than the credit limit.")


def _paid(_type: str) -> None:
    return None


def _names(mail: OutboxMail, clients: Sequence[str]) -> dict[str, str]:
    rows = Client.objects.filter(pk__in=clients, firm_id=mail.firm_id)
    return dict(rows.values_list("id", "name"))


def _owed(told: Told) -> Message:
    """What is owed in each currency, joined."""
    first, *more = (_amount(units, currency) for currency, units in sorted(told["owed"].items()))
    for other in more:
        first = say("%(one)s and %(other)s", one=first, other=other)
    return first


def _bills(told: Told) -> Iterator[tuple[Message, Message | None]]:
    for bill in told["bills"]:
        yield (
            say("%(number)s: %(amount)s", number=bill["number"], amount=_amount(bill["units"], bill["currency"])),
            say("Due on %(due)s.", due=_day(bill["due_on"])),
        )  # fmt: skip


def _how(told: Told) -> Iterator[tuple[Message, Message | None]]:
    pay_to = told["pay_to"]
    if pay_to.get("iban"):
        yield say("To %(name)s", name=pay_to["name"]), say("Account: %(iban)s", iban=pay_to["iban"])
        if pay_to.get("bic"):
            yield say("BIC: %(bic)s", bic=pay_to["bic"]), None
    else:
        yield say("As it says on the invoices."), None
    yield say("Please give the number of the invoice."), None


def _amount(units: int, currency: str) -> Message:
    return say("%(amount)s %(currency)s", amount=from_minor(units, currency), currency=currency)


def _day(text: str) -> date:
    return date.fromisoformat(text)
