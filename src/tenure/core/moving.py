"""What ends when a client moves on to another firm: a disconnect that its own side decides (R16)."""

from collections.abc import Iterator
from dataclasses import replace

from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.digest import digest
from tenure.core.effects import SendMail
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.verbs.disconnect import parting, staying


def plan_of_move(facts: Facts) -> Plan:
    """The end of the link to the firm of today, as a plan to show, compare and perform.

    No policy of the firm stands in its way and nothing is asked: the owner stays who it is, and both sides are told
    as they are of any disconnect. Without a firm nothing ends and the plan has no effects.
    """
    plan = Plan(verb=Verb.DISCONNECT, target=facts.client, client=facts.client)
    if facts.connected:
        effects = (*parting(facts), *_mails(facts))
        plan = replace(plan, effects=effects, kept=tuple(staying(facts)))
    return replace(plan, digest=digest(plan))


def _mails(facts: Facts) -> Iterator[SendMail]:
    firm = tuple(colleague.person for colleague in facts.colleagues if colleague.administrator)
    client = tuple(user.person for user in facts.users)
    both = ((Side.FIRM, firm), (Side.CLIENT, client))
    yield from (SendMail(verb=Verb.DISCONNECT, side=side, receivers=told) for side, told in both if told)
