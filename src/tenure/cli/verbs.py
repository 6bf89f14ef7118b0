"""A loud verb at the terminal: the plan first; with --yes it is performed exactly as shown (R50)."""

from dataclasses import dataclass, replace

from tenure.cli import screen
from tenure.cli.actors import actor_near_node
from tenure.cli.answers import Said, answers_to
from tenure.cli.ending import ExitCode
from tenure.cli.plan_text import print_plan
from tenure.cli.refusing import no_such_client
from tenure.core.actions import Action, Verb
from tenure.core.actor import Actor
from tenure.core.decide import facts_changed
from tenure.core.plan import Plan
from tenure.core.plan_json import plan_to_json
from tenure.operations.errors import FactsChanged, Missing, Refused
from tenure.operations.lifecycle import perform, preview
from tenure.records.performed import Source
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A verb as typed: on which node, by whom, with which answers, and whether it is meant."""

    verb: Verb
    node: str
    person: str
    said: Said
    digest: str | None = None
    yes: bool = False
    as_json: bool = False


def carry_out(wish: Wish) -> ExitCode:
    """Prints the plan, or performs it and prints what was done."""
    nothing: dict[str, object] = {"verb": wish.verb.value, "target": wish.node, "effects": [], "asks": []}
    actor = actor_near_node(wish.person, wish.node, **nothing)
    try:
        return _carry_out(wish, actor)
    except Missing as missing:
        raise no_such_client(**nothing) from missing


def _carry_out(wish: Wish, actor: Actor) -> ExitCode:
    bare = Action(verb=wish.verb, target=wish.node)
    action = replace(bare, answers=answers_to(preview(bare, actor), wish.said))
    plan = preview(action, actor)
    if wish.yes:
        return _perform(wish, action, actor, plan)
    if wish.digest not in {None, plan.digest}:
        return _show(wish, facts_changed(plan), ExitCode.FACTS_CHANGED)
    return _show(wish, plan, ExitCode.REFUSED if plan.refused else ExitCode.DONE)


def _perform(wish: Wish, action: Action, actor: Actor, plan: Plan) -> ExitCode:
    try:
        transition = perform(action, actor, digest=wish.digest or plan.digest, source=Source.CLI)
    except FactsChanged as changed:
        return _show(wish, changed.plan, ExitCode.FACTS_CHANGED)
    except Refused as refused:
        return _show(wish, refused.plan, ExitCode.REFUSED)
    _print(wish, {**transition.plan["shown"], "performed": True, "transition": transition.id})
    return ExitCode.DONE


def _show(wish: Wish, plan: Plan, code: ExitCode) -> ExitCode:
    _print(wish, plan_to_json(plan, speak))
    return code


def _print(wish: Wish, content: dict[str, object]) -> None:
    if wish.as_json:
        screen.document(content)
    else:
        print_plan(content, person=wish.person)
