"""What is written after a verb: to the firm what was done, to the client what it keeps and may do (R11)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.describe import Line, Sign
from tenure.core.wording import Message, Value, say, say_many
from tenure.outlets.paper import Button, Passage, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was done, as the outbox row kept it; `at` is the firm's day.

    `part` is empty where the whole client was meant.
    """

    verb: Verb
    client: str
    client_id: str
    part: str
    firm: str
    actor: str
    at: date
    lines: tuple[Line, ...]
    certificate: str = ""

    @property
    def name(self) -> Value:
        """What was stopped or brought back, as a sentence names it."""
        return say("%(part)s of %(client)s", part=self.part, client=self.client) if self.part else self.client


TO_FIRM: dict[Verb, Callable[[News], tuple[Message, Message]]] = {
    Verb.DISCONNECT: lambda n: (
        say("%(client)s is disconnected", client=n.client),
        say("%(actor)s disconnected %(client)s on %(at)s.", actor=n.actor, client=n.client, at=n.at),
    ),
    Verb.DEACTIVATE: lambda n: (
        say("%(name)s is deactivated", name=n.name),
        say("%(actor)s deactivated %(name)s on %(at)s.", actor=n.actor, name=n.name, at=n.at),
    ),
    Verb.REACTIVATE: lambda n: (
        say("%(name)s is reactivated", name=n.name),
        say("%(actor)s reactivated %(name)s on %(at)s.", actor=n.actor, name=n.name, at=n.at),
    ),
    Verb.SUSPEND: lambda n: (
        say("%(name)s is suspended", name=n.name),
        say("%(actor)s suspended %(name)s on %(at)s.", actor=n.actor, name=n.name, at=n.at),
    ),
    Verb.UNSUSPEND: lambda n: (
        say("The suspension of %(name)s is lifted", name=n.name),
        say("%(actor)s lifted the suspension of %(name)s on %(at)s.", actor=n.actor, name=n.name, at=n.at),
    ),
    Verb.DELETE: lambda n: (
        say("%(client)s is deleted", client=n.client),
        say("%(actor)s deleted %(client)s for good on %(at)s.", actor=n.actor, client=n.client, at=n.at),
    ),
}

TO_CLIENT: dict[Verb, Callable[[News], tuple[Message, ...]]] = {
    Verb.DISCONNECT: lambda n: (
        say("%(client)s is disconnected from %(firm)s", client=n.client, firm=n.firm),
        say(
            "Since %(at)s %(firm)s no longer has access to %(client)s.", at=n.at, firm=n.firm, client=n.client
        ),
        say("You keep your account, your users and your documents."),
    ),
    Verb.DEACTIVATE: lambda n: (
        say("%(name)s is deactivated", name=n.name),
        say("%(firm)s deactivated %(name)s on %(at)s.", firm=n.firm, name=n.name, at=n.at),
        say("You keep access to your account and your documents."),
    ),
    Verb.REACTIVATE: lambda n: (
        say("%(name)s is reactivated", name=n.name),
        say("%(firm)s reactivated %(name)s on %(at)s.", firm=n.firm, name=n.name, at=n.at),
        say("You can work with it as before."),
    ),
    Verb.SUSPEND: lambda n: (
        say("%(name)s is suspended", name=n.name),
        say("%(firm)s suspended %(name)s on %(at)s.", firm=n.firm, name=n.name, at=n.at),
    ),
    Verb.UNSUSPEND: lambda n: (
        say("The suspension of %(name)s is lifted", name=n.name),
        say("%(firm)s lifted the suspension of %(name)s on %(at)s.", firm=n.firm, name=n.name, at=n.at),
    ),
    Verb.DELETE: lambda n: (
        say("%(client)s is deleted", client=n.client),
        say("%(firm)s deleted %(client)s for good on %(at)s.", firm=n.firm, client=n.client, at=n.at),
    ),
}

# A letter need not tell that letters leave; what was said in the survey is for administrators only.
UNTOLD = frozenset({"send_mail", "record_survey"})
GONE = frozenset({Verb.DISCONNECT, Verb.DELETE})


def letter_of_verb(news: News, side: Side) -> Words:
    """The letter about `news` to one side."""
    return _to_client(news) if side is Side.CLIENT else _to_firm(news)


def _to_firm(news: News) -> Words:
    subject, opening = TO_FIRM[news.verb](news)
    told = [line for line in news.lines if _worth_telling(line)]
    certificate = news.certificate
    return Words(
        subject=subject,
        paragraphs=(opening,),
        passages=_passages(
            (say("For %(name)s", name=news.firm), (_point(one) for one in told if one.side is Side.FIRM)),
            (say("For %(name)s", name=news.client), (_point(one) for one in told if one.side is Side.CLIENT)),
        ),
        button=Button(label=say("Open your clients"), goal="/clients/")
        if news.verb in GONE
        else Button(label=say("Open %(name)s", name=news.client), goal=f"/clients/{news.client_id}/"),
        ending=(say("The certificate of erasure has the fingerprint %(hash)s.", hash=certificate),)
        if certificate
        else (),
        reason=say(
            "This e-mail goes to the person who acted and to the administrators of %(firm)s.", firm=news.firm
        ),
    )


def _to_client(news: News) -> Words:
    subject, *paragraphs = TO_CLIENT[news.verb](news)
    told = [one for one in news.lines if one.side is Side.CLIENT and _worth_telling(one)]
    kept = [one for one in told if one.sign is Sign.KEPT]
    return Words(
        subject=subject,
        paragraphs=tuple(paragraphs),
        passages=_passages(
            (say("What changes"), (_as_you(one) for one in told if one.sign is not Sign.KEPT)),
            (say("What stays"), (_as_you(one) for one in kept if one.code not in OPENS)),
            (say("What you can do now"), ((may, None) for one in kept for may in _opened(news.verb, one))),
        ),
        button=Button(label=say("Open your account"), goal="/"),
        reason=say("This e-mail goes to the users of %(client)s.", client=news.client),
    )


type Point = tuple[Message, Message | None]


def _passages(*passages: tuple[Message, Iterable[Point]]) -> tuple[Passage, ...]:
    """Passages with something in them."""
    return tuple(Passage(heading=h, points=points) for h, some in passages if (points := tuple(some)))


def _worth_telling(line: Line) -> bool:
    return line.code not in UNTOLD and not (line.code == "documents_stay" and line.count == 0)


def _point(line: Line) -> Point:
    return line.sentence, line.detail


def _as_you(line: Line) -> Point:
    """A consequence said to whom it happens; the plan speaks of "the client"."""
    match line.code:
        case "end_subscriptions":
            return line.sentence, say("Document extraction stops until you have a subscription of your own.")
        case "documents_stay":
            count = line.count
            return say_many(
                "%(count)d document stays with you.", "%(count)d documents stay with you.", count=count
            ), None
        case "own_subscription_stays":
            return say("Your own subscription is untouched."), None
        case _:
            return _point(line)


INVITE = say("Invite another firm to look after you.")
OPENS: dict[str, tuple[Message, ...]] = {
    "may_subscribe": (
        say("Start a free trial of the business plan."),
        say("Take a subscription of your own."),
    ),
    "may_connect": (INVITE,),
}


def _opened(verb: Verb, line: Line) -> tuple[Message, ...]:
    # After a deactivation one line of the plan opens all three ways.
    ways = OPENS.get(line.code, ())
    return (*ways, INVITE) if ways and verb is not Verb.DISCONNECT else ways
