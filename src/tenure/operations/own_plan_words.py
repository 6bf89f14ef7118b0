"""What the letters about a client's own plan say (R12, R20, R48)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tenure.core.own_plans.describe import month_of, price_of
from tenure.core.own_plans.propose import (
    PAYMENT_DUE,
    PLAN_BEGUN,
    PLAN_CANCELLED,
    PLAN_ENDED,
    PLAN_ORDERED,
    TRIAL_ENDED,
    TRIAL_ENDS,
    TRIAL_STARTED,
)
from tenure.core.tariffs.tariff import Money, Text
from tenure.core.wording import Message, say, say_many
from tenure.outlets.paper import Button, Passage, Words
from tenure.records.models import OutboxMail

type Told = Mapping[str, Any]


def words_of_own_plan(mail: OutboxMail) -> Words:
    """The words of one of these letters."""
    told = {**mail.context, "name": Text(**mail.context["plan"]).quoted_in(mail.locale)}
    pay_to = told.get("payment", {}).get("pay_to", {})
    told["pay_to"] = pay_to.get(mail.locale) or pay_to.get("en", "")
    subject, paragraphs, label = LETTERS[mail.kind](told)
    return Words(
        subject=subject,
        paragraphs=tuple(paragraphs),
        passages=tuple(_passages(told)),
        button=Button(label=label, goal=f"/account/{mail.client_id}/subscription/"),
        reason=say(
            "This e-mail goes to the owner and the administrators of %(client)s.", client=told["client_name"]
        ),
    )


LOOK: Final = say("Look at the subscription")
CHOOSE: Final = say("Choose a plan")
type Said = tuple[Message, list[Message], Message]


def _trial_started(told: Told) -> Said:
    return (
        say("The free trial of %(client)s has begun", client=told["client_name"]),
        [
            say(
                "You can use %(plan)s until %(day)s, free of charge and without a card.",
                plan=told["name"],
                day=_day(told["ends_on"]),
            ),
            say("It ends by itself. We remind you seven days, three days and one day before."),
        ],
        LOOK,
    )


def _trial_ends(told: Told) -> Said:
    return (
        say_many(
            "The free trial of %(client)s ends in %(count)d day",
            "The free trial of %(client)s ends in %(count)d days",
            count=told["days_left"],
            client=told["client_name"],
        ),
        [
            say("%(plan)s ends on %(day)s.", plan=told["name"], day=_day(told["ends_on"])),
            _afterwards(told),
            say("If you want to keep it, choose a plan before that day. It begins when the trial ends."),
        ],
        CHOOSE,
    )


def _afterwards(told: Told) -> Message:
    if told.get("looked_after_by"):
        return say(
            "After that, what %(firm)s pays for or has stopped counts again.", firm=told["looked_after_by"]
        )
    return say("After that, new documents are stored and no longer extracted.")


def _trial_ended(told: Told) -> Said:
    return (
        say("The free trial of %(client)s has ended", client=told["client_name"]),
        [
            say("You keep your account, your users and your documents."),
            _afterwards_now(told),
            say("You can take a plan at any time."),
        ],
        CHOOSE,
    )


def _afterwards_now(told: Told) -> Message:
    if told.get("looked_after_by"):
        return say("What %(firm)s pays for or has stopped counts again.", firm=told["looked_after_by"])
    return say("New documents are stored and no longer extracted.")


def _plan_begun(told: Told) -> Said:
    return (
        say("%(plan)s has begun for %(client)s", plan=told["name"], client=told["client_name"]),
        [
            say(
                "The plan runs month by month until you cancel it. The next month begins on %(day)s.",
                day=_day(told["ends_on"]),
            )
        ],
        LOOK,
    )


def _plan_ordered(told: Told) -> Said:
    if "begins_on" not in told:
        return (
            say("The plan of %(client)s goes on", client=told["client_name"]),
            [say("%(plan)s does not end: the cancellation is taken back.", plan=told["name"])],
            LOOK,
        )
    price = _money(told)
    paid = (
        [say("From then on it costs %(price)s a month.", price=price_of(price))] if price is not None else []
    )
    return (
        say(
            "%(plan)s begins on %(day)s for %(client)s",
            plan=told["name"],
            day=_day(told["begins_on"]),
            client=told["client_name"],
        ),
        [say("Until then everything stays as it is."), *paid],
        LOOK,
    )


def _payment_due(told: Told) -> Said:
    payment = told["payment"]
    return (
        say(
            "%(price)s is to be paid for %(client)s",
            price=price_of(Money(amount=Decimal(payment["amount"]), currency=payment["currency"])),
            client=told["client_name"],
        ),
        [say("The next month of %(plan)s has begun.", plan=told["name"])],
        LOOK,
    )


def _plan_cancelled(told: Told) -> Said:
    return (
        say(
            "%(plan)s of %(client)s ends on %(day)s",
            plan=told["name"],
            client=told["client_name"],
            day=_day(told["ends_on"]),
        ),
        [
            say("Until then everything stays as it is."),
            say("You can take the cancellation back until that day."),
        ],
        LOOK,
    )


def _plan_ended(told: Told) -> Said:
    return (
        say("%(plan)s of %(client)s has ended", plan=told["name"], client=told["client_name"]),
        [
            say("You keep your account, your users and your documents."),
            _afterwards_now(told),
            say("You can take a plan at any time."),
        ],
        CHOOSE,
    )


LETTERS: Final[dict[str, Callable[[Told], Said]]] = {
    TRIAL_STARTED: _trial_started,
    TRIAL_ENDS: _trial_ends,
    TRIAL_ENDED: _trial_ended,
    PLAN_BEGUN: _plan_begun,
    PLAN_ORDERED: _plan_ordered,
    PLAN_CANCELLED: _plan_cancelled,
    PLAN_ENDED: _plan_ended,
    PAYMENT_DUE: _payment_due,
}


def _passages(told: Told) -> list[Passage]:
    passages = []
    if payment := told.get("payment"):
        passages.append(Passage(heading=say("To be paid"), points=tuple(_owed(payment, told["pay_to"]))))
    if points := tuple(_documents(told)):
        passages.append(Passage(heading=say("Your documents"), points=points))
    return passages


def _owed(payment: Told, pay_to: str) -> list[tuple[Message, Message | None]]:
    price = price_of(Money(amount=Decimal(payment["amount"]), currency=payment["currency"]))
    month = month_of(_day(payment["begins_on"]), _day(payment["ends_on"]))
    points: list[tuple[Message, Message | None]] = [
        (
            say("%(price)s by %(day)s", price=price, day=_day(payment["due_on"])),
            say("For %(month)s.", month=month),
        ),
        (say("Reference: %(reference)s", reference=payment["reference"]), None),
    ]
    # As it is written in the catalogue of the installation.
    return [*points, (say("%(how)s", how=pay_to), None)] if pay_to else points


def _documents(told: Told) -> list[tuple[Message, Message | None]]:
    points: list[tuple[Message, Message | None]] = []
    if count := told.get("read", 0):
        points.append(
            (
                say_many(
                    "%(count)d document is extracted now.",
                    "%(count)d documents are extracted now.",
                    count=count,
                ),
                None,
            )
        )
    if count := told.get("held", 0) + told.get("held_there", 0):
        points.append(
            (
                say_many(
                    "%(count)d document that waits for extraction is kept and not extracted.",
                    "%(count)d documents that wait for extraction are kept and not extracted.",
                    count=count,
                ),
                None,
            )
        )
    if count := told.get("passed", 0):
        points.append(
            (
                say_many(
                    "%(count)d document that waits is extracted under %(product)s, which %(firm)s pays for.",
                    "%(count)d documents that wait are extracted under %(product)s, which %(firm)s pays for.",
                    count=count,
                    product=told["product"],
                    firm=told["looked_after_by"],
                ),
                None,
            )
        )
    return points


def _money(told: Told) -> Money | None:
    return Money(amount=Decimal(told["price"]), currency=told["currency"]) if told["price"] else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
