"""Letters about waits: one ends soon, one is over, somebody asks for an early return or gets it (R22)."""

from dataclasses import dataclass
from datetime import date

from tenure.core.wording import Message, say, say_many
from tenure.outlets.paper import Button, Passage, Words

MOST_NAMED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingWait:
    """A product of a client that may be brought back soon, or may be now."""

    client: str
    product: str


def waits_end(waits: tuple[EndingWait, ...], *, firm: str, until: date) -> Words:
    """Tells a firm's administrators that waits end on the day `until`."""
    return Words(
        subject=say_many(
            "%(count)d wait ends on %(until)s",
            "%(count)d waits end on %(until)s",
            count=len(waits),
            until=until,
        ),
        paragraphs=(say("From %(until)s you can reactivate what is listed here.", until=until), BY_ITSELF),
        passages=(_named(waits),),
        button=OPEN_DEACTIVATED,
        reason=_to_administrators(firm),
    )


def waits_ended(waits: tuple[EndingWait, ...], *, firm: str, until: date) -> Words:
    """Tells a firm's administrators that waits were over on the day `until`."""
    return Words(
        subject=say_many("%(count)d wait is over", "%(count)d waits are over", count=len(waits)),
        paragraphs=(say("Since %(until)s you can reactivate what is listed here.", until=until), BY_ITSELF),
        passages=(_named(waits),),
        button=OPEN_DEACTIVATED,
        reason=_to_administrators(firm),
    )


def early_return_asked(
    *, actor: str, client: str, product: str, firm: str, reason: str, until: date
) -> Words:
    """Asks a second administrator to approve a return before the wait is over."""
    return Words(
        subject=say(
            "An early return of %(product)s of %(client)s waits for you", product=product, client=client
        ),
        paragraphs=(
            say(
                "%(actor)s asks to reactivate %(product)s of %(client)s before %(until)s.",
                actor=actor,
                product=product,
                client=client,
                until=until,
            ),
            say("The reason given: %(reason)s", reason=reason),
            say("A second administrator has to approve it."),
        ),
        button=Button(label=say("Look at the request"), goal="/waits/"),
        reason=_to_administrators(firm),
    )


def early_return_approved(
    *, actor: str, client: str, product: str, firm: str, reason: str, until: date
) -> Words:
    """Tells who asked that the product may be brought back now. `reason` is what the approver added."""
    remark = (say("The reason given: %(reason)s", reason=reason),) if reason else ()
    return Words(
        subject=say("%(product)s of %(client)s may return early", product=product, client=client),
        paragraphs=(
            say(
                "%(actor)s approved that %(product)s of %(client)s returns before %(until)s.",
                actor=actor,
                product=product,
                client=client,
                until=until,
            ),
            *remark,
        ),
        button=OPEN_DEACTIVATED,
        reason=_to_administrators(firm),
    )


BY_ITSELF = say("Nothing happens by itself.")
OPEN_DEACTIVATED = Button(label=say("Open deactivated clients"), goal="/clients/?tab=deactivated")


def _named(waits: tuple[EndingWait, ...]) -> Passage:
    named = [say("%(part)s of %(client)s", part=w.product, client=w.client) for w in waits[:MOST_NAMED]]
    rest = len(waits) - len(named)
    if rest:
        named.append(say_many("and %(count)d more", "and %(count)d more", count=rest))
    points: tuple[tuple[Message, Message | None], ...] = tuple((name, None) for name in named)
    return Passage(heading=say("What can return"), points=points)


def _to_administrators(firm: str) -> Message:
    return say("This e-mail goes to the administrators of %(firm)s.", firm=firm)
