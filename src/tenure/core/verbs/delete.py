"""Delete: everything of the client is erased for good (R25-R28)."""

from collections.abc import Iterator

from tenure.core.actor import Side
from tenure.core.effects import Effect, EraseClient
from tenure.core.plan import Kept
from tenure.core.refusals import Refusal, RefusalCode, WayOut, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say


def refusals(case: Situation) -> Iterator[Refusal]:
    """A name that was typed must be the client's (R26)."""
    typed = case.action.answers.typed_name
    if typed is not None and not same_name(typed, case.facts.client.name):
        yield refusal(
            RefusalCode.NAME_DOES_NOT_MATCH,
            say("The name you typed is not the client's name."),
            say("Type exactly: %(name)s", name=case.facts.client.name),
            WayOutAction.ANSWER,
        )


def effects(case: Situation) -> Iterator[Effect]:
    """Everything goes; the firm is told."""
    yield EraseClient(client=case.facts.client, holdings=case.facts.holdings)
    yield from case.mails()


def kept(case: Situation) -> Iterator[Kept]:
    """A certificate lists what was erased; the log stays provable, without the person (R27)."""
    yield Kept(
        code="certificate",
        side=Side.FIRM,
        sentence=say("You get a certificate of what was erased, by count and hash. The log stays provable."),
    )
    yield Kept(code="no_way_back", side=Side.FIRM, sentence=say("This cannot be undone by anybody."))


def advice(case: Situation) -> Iterator[WayOut]:
    """Invite a user first, or take the data out first, so that nothing is lost (R25, R27)."""
    yield WayOut(
        sentence=say(
            "Invite a user first, and the data is not lost: then you can disconnect the client instead."
        ),
        action=WayOutAction.INVITE_USER,
        node=case.facts.client.id,
    )
    yield WayOut(
        sentence=say("Export everything first, so that you keep a copy."),
        action=WayOutAction.EXPORT,
        node=case.facts.client.id,
    )


def same_name(typed: str, name: str) -> bool:
    """Equal but for white space at the ends and runs of it."""
    return " ".join(typed.split()) == " ".join(name.split())


RULES = VerbRules(refusals=refusals, effects=effects, kept=kept, advice=advice)
