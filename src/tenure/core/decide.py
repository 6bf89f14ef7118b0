"""The one question of the house: what would this action do, here and now? Pure, and the same each time."""

from dataclasses import replace
from typing import assert_never

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.client_count import counted_anew
from tenure.core.digest import digest
from tenure.core.excerpt import excerpt
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.policy import Policy
from tenure.core.questions import asks, shown_steps, unanswered
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import ANSWER_RULES, GATES, refusal
from tenure.core.situation import Situation
from tenure.core.tree import Kind, Node
from tenure.core.verbs import delete, disconnect, returning, stopping
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say

UNANSWERED = Answers()


def decide(action: Action, facts: Facts, policy: Policy, actor: Actor) -> Plan:
    """The plan for `action`: effects, or all refusals at once. Questions left open are no refusal yet."""
    whole, facts = facts, excerpt(facts)
    plan = _counting(_compose(action, facts, policy, actor), whole)
    if action.answers == UNANSWERED:
        return replace(plan, digest=digest(plan))
    base = _counting(_compose(_bare(action), facts, policy, actor), whole)
    return replace(plan, digest=digest(base))


def confirm(plan: Plan) -> Plan:
    """The plan as it would be performed now: what is still to be answered refuses it."""
    missing = tuple(unanswered(plan)) if not plan.refusals else ()
    return replace(plan, refusals=missing, effects=(), kept=()) if missing else plan


def facts_changed(plan: Plan) -> Plan:
    """The plan that is shown anew because the one confirmed rested on other facts."""
    reason = refusal(
        RefusalCode.FACTS_CHANGED,
        say("The facts have changed since you looked. Nothing was done."),
        say("Read the new plan and confirm again."),
        WayOutAction.REVIEW_AGAIN,
    )
    return replace(plan, refusals=(reason, *plan.refusals))


def _compose(action: Action, facts: Facts, policy: Policy, actor: Actor) -> Plan:
    target = facts.target or Node(id=action.target, kind=Kind.CLIENT, name=facts.client.name)
    verb = policy.verb(action.verb)
    plan = Plan(verb=action.verb, target=target, client=facts.client, answers=action.answers)
    if verb is None or facts.target is None:
        return replace(plan, refusals=(_not_offered(facts),))
    case = Situation(action=action, facts=facts, policy=policy, actor=actor, verb=verb, target=facts.target)
    rules = _rules_of(action.verb)
    gates = tuple(reason for gate in GATES for reason in gate(case))
    # A verb's own rules read the tree as this firm may see it, so they speak only behind the gates.
    own = () if gates else tuple(rules.refusals(case)) + tuple(r for rule in ANSWER_RULES for r in rule(case))
    posed = tuple(asks(case))
    plan = replace(plan, steps=shown_steps(case, posed), advice=tuple(rules.advice(case)))
    if gates or own:
        return replace(plan, refusals=gates + own)
    return replace(plan, asks=posed, effects=tuple(rules.effects(case)), kept=tuple(rules.kept(case)))


def _counting(plan: Plan, whole: Facts) -> Plan:
    """The plan, and what it changes in the count of the clients that the firm pays for."""
    return plan if plan.refused else replace(plan, effects=plan.effects + counted_anew(whole, plan))


def _rules_of(verb: Verb) -> VerbRules:
    match verb:
        case Verb.DISCONNECT:
            return disconnect.RULES
        case Verb.DEACTIVATE | Verb.SUSPEND:
            return stopping.RULES
        case Verb.REACTIVATE | Verb.UNSUSPEND:
            return returning.RULES
        case Verb.DELETE:
            return delete.RULES
        case _:
            assert_never(verb)


def _bare(action: Action) -> Action:
    return replace(action, answers=UNANSWERED)


def _not_offered(facts: Facts) -> Refusal:
    return refusal(
        RefusalCode.NOT_OFFERED_BY_POLICY,
        say("Your firm's policy does not offer this for %(name)s.", name=facts.client.name),
        say("An administrator of your firm can change the policy."),
        WayOutAction.ASK_ADMINISTRATOR,
    )
