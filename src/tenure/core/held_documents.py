"""Held documents that are sent for extraction later: which, under what they are read, or why not (R24). Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tenure.core.digest import DIGEST_CHARACTERS, canonical
from tenure.core.facts import Branch, Facts, Payer
from tenure.core.reading_time import Pace
from tenure.core.standing import extracts, is_read, reading_product
from tenure.core.tree import Node
from tenure.core.wording import Message, say


class SendScope(StrEnum):
    """Which of the held documents somebody wants to send."""

    ALL = "all"
    SINCE = "since"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChoice:
    """The choice made: `since` is a day in the firm's time zone, given with SINCE; `documents` are ids, with CHOSEN."""

    scope: SendScope = SendScope.ALL
    since: date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPile:
    """Held documents of one product, of one business; both empty where they lie under none.

    `chosen` of the `held` ones were asked for; `since` is the day the first of them was held.
    """

    product: str
    business: str
    held: int
    chosen: int
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The chosen documents of a pile, and the product under which they are read from now on."""

    pile: HeldPile
    product: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Chosen documents that nobody may read now: `product` is what is stopped, None where there is none."""

    count: int
    product: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """One reason why nothing is sent, and what to do instead. `returns` is what could be brought back for it."""

    code: str
    sentence: Message
    way_out: Message
    returns: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What sending this choice would do. `digest` is the receipt of exactly this; `pace` is measured beside it."""

    choice: SendChoice
    client: Node
    held: int
    since: date | None
    sent: tuple[Sent, ...] = ()
    stays: tuple[Stays, ...] = ()
    reasons: tuple[NotSent, ...] = ()
    digest: str = ""
    pace: Pace | None = None

    @property
    def refused(self) -> bool:
        """Nothing is sent."""
        return bool(self.reasons)

    @property
    def count(self) -> int:
        """How many documents are sent."""
        return sum(one.pile.chosen for one in self.sent)

    @property
    def unchosen(self) -> int:
        """How many stay held because they were not asked for."""
        return self.held - self.count - sum(one.count for one in self.stays)


def sending(choice: SendChoice, piles: tuple[HeldPile, ...], facts: Facts, *, by_client: bool) -> Sending:
    """What this choice would send: it acts or it refuses, with all reasons at once.

    `by_client`: somebody of the client decides, who pays for a plan of its own; else somebody of its firm (R20).
    """
    asked = tuple(pile for pile in piles if pile.chosen)
    found = tuple((pile, _read_under(pile, facts)) for pile in asked)
    plan = Sending(
        choice=choice,
        client=facts.client,
        held=sum(pile.held for pile in piles),
        since=min((pile.since for pile in piles if pile.since is not None), default=None),
        sent=tuple(Sent(pile=pile, product=under.node) for pile, under in found if under is not None),
        stays=tuple(
            Stays(count=pile.chosen, product=_node(facts, pile.product))
            for pile, under in found
            if under is None
        ),
    )
    reasons = tuple(_reasons(plan, facts, by_client=by_client))
    plan = replace(plan, sent=(), stays=(), reasons=reasons) if reasons else plan
    return replace(plan, digest=_digest(plan))


def client_may_send(facts: Facts) -> bool:
    """Whether the client itself decides: a plan that it pays for reads (R20)."""
    return any(b.payer is Payer.CLIENT and extracts(facts, b) for b in facts.branches)


def can_be_sent(facts: Facts, *, by_client: bool) -> bool:
    """Whether some of the held documents could be read now, if whoever asks sends them."""
    if by_client and not client_may_send(facts):
        return False
    piles = (
        HeldPile(product=one.node, business="", held=one.held, chosen=0, since=None) for one in facts.papers
    )
    return any(_read_under(pile, facts) is not None for pile in piles if pile.held)


def _read_under(pile: HeldPile, facts: Facts) -> Branch | None:
    """The product that reads this pile now: the one it lies under, or, if that is gone, its business's or the account's."""
    under = facts.branch(pile.product)
    if under is None:
        under = reading_product(facts, _node(facts, pile.business) or facts.client)
    return under if under is not None and is_read(facts, under) else None


def _node(facts: Facts, node: str) -> Node | None:
    branch = facts.branch(node)
    return branch.node if branch is not None else None


NOTHING_TO_DO = say("There is nothing to do.")


def _reasons(plan: Sending, facts: Facts, *, by_client: bool) -> Iterator[NotSent]:
    if not plan.held:
        yield NotSent(code="nothing_held", sentence=say("No document is held."), way_out=NOTHING_TO_DO)
    elif by_client and not client_may_send(facts):
        yield from _not_the_clients(facts)
    elif not plan.sent and not plan.stays:
        yield NotSent(
            code="nothing_chosen",
            sentence=say("None of the held documents is among those you chose."),
            way_out=say("Choose others, or an earlier day."),
        )
    elif not plan.sent:
        yield from (_not_running(one, facts) for one in plan.stays)


def _not_the_clients(facts: Facts) -> Iterator[NotSent]:
    if facts.firm_name:
        yield NotSent(
            code="paid_by_firm",
            sentence=say("%(firm)s decides which held documents are sent.", firm=facts.firm_name),
            way_out=say("Ask %(firm)s, or start a plan of your own.", firm=facts.firm_name),
        )
    else:
        yield NotSent(
            code="no_product",
            sentence=say("No product reads documents of this account now."),
            way_out=say("Start a plan of your own, or invite an accountant."),
        )


def _not_running(one: Stays, facts: Facts) -> NotSent:
    if one.product is None:
        return NotSent(
            code="no_product",
            sentence=say("No product reads documents of this account now."),
            way_out=say("Give it a product that reads documents."),
        )
    return NotSent(
        code="not_running",
        sentence=say("%(product)s is stopped: its documents stay held.", product=one.product.name),
        way_out=say("Bring it back first; you choose then which documents are sent."),
        returns=_to_bring_back(one.product, facts),
    )


def _to_bring_back(product: Node, facts: Facts) -> Node:
    """What carries the stop: the product, or the uppermost node above it that is stopped."""
    at: Branch | None = facts.branch(product.id)
    stopped = {stop.node.id: stop.node for stop in facts.stops}
    found = product
    while at is not None:
        found = stopped.get(at.node.id, found)
        found = stopped.get(at.parent, found)
        at = facts.branch(at.parent)
    return found


def _digest(plan: Sending) -> str:
    receipt = canonical((plan.choice, plan.client, plan.sent, plan.stays, plan.reasons))
    return hashlib.sha256(receipt.encode()).hexdigest()[:DIGEST_CHARACTERS]
