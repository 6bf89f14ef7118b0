"""Reactivate and unsuspend: lift stops, by the policy's rule of return (R1, R22-R24, R31, R37)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tenure.core.actions import LIFTED_BY, DocumentChoice, DocumentScope, Verb
from tenure.core.actor import Side
from tenure.core.effects import Effect, LiftStops, ReleaseDocuments
from tenure.core.plan import Kept
from tenure.core.refusals import Refusal, RefusalCode, WayOut, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.standing import extracts, standing
from tenure.core.stops import Restore, Stop, StopKind
from tenure.core.tree import Node
from tenure.core.verbs.returning_parts import parts_work_again
from tenure.core.verbs.returning_schedules import end_date_ahead, over_meanwhile, schedules_resume
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say, say_many

ALL_DOCUMENTS = DocumentChoice(scope=DocumentScope.ALL)


def refusals(case: Situation) -> Iterator[Refusal]:
    """Only what is stopped returns, after its wait, not under a parent that is stopped, and not to end at once."""
    own, above = own_stops(case), tuple(_parents_run(case))
    # What rests with its parent is stopped, though not by itself: only the parent's return helps.
    if not own and not above:
        yield refusal(
            RefusalCode.NOT_STOPPED,
            say("%(name)s is not stopped.", name=case.target.name),
            say("There is nothing to do."),
            WayOutAction.NONE,
        )
    yield from above
    for stop in own[:1]:
        yield from _wait_is_over(case, stop)
    if case.action.answers.restore not in {None, *case.verb.restore}:
        yield refusal(
            RefusalCode.CHOICE_NOT_OFFERED,
            say("Your firm's policy does not offer this kind of return."),
            say("Choose one of: %(choices)s.", choices=", ".join(case.verb.restore)),
            WayOutAction.ANSWER,
        )
    if case.action.verb is Verb.REACTIVATE:
        for stop in own:
            yield from end_date_ahead(case, stop)


def effects(case: Situation) -> Iterator[Effect]:
    """The stops that are lifted, the documents sent on, the e-mails."""
    lifted = lifted_stops(case)
    yield LiftStops(
        kind=LIFTED_BY[case.action.verb],
        stops=tuple(stop.id for stop in lifted),
        nodes=tuple(stop.node for stop in lifted),
        planned=all(stop in case.facts.planned for stop in lifted),
    )
    if case.action.verb is Verb.REACTIVATE:
        yield from schedules_resume(case, lifted)
    held = held_documents(case)
    if held:
        choice = case.action.answers.documents or ALL_DOCUMENTS
        yield ReleaseDocuments(
            nodes=returning_nodes(case), choice=choice, count=_released(case, choice, held), held=held
        )
    yield from case.mails()


def kept(case: Situation) -> Iterator[Kept]:
    """What comes back is available again; documents not chosen stay, marked."""
    yield from _how_it_stands(case)
    yield from parts_work_again(case, lifted_stops(case))
    yield from _what_stays(case)
    held = held_documents(case)
    choice = case.action.answers.documents or ALL_DOCUMENTS
    stay = held - _released(case, choice, held)
    if stay:
        yield Kept(
            code="documents_wait",
            side=Side.FIRM,
            count=stay,
            sentence=say_many(
                "%(count)d document stays held; it can be sent later or keyed by hand.",
                "%(count)d documents stay held; they can be sent later or keyed by hand.",
                count=stay,
            ),
        )


def own_stops(case: Situation) -> tuple[Stop, ...]:
    """The open stops on the target itself, of the kind this verb lifts: those in force, else those planned."""
    kind, answers = LIFTED_BY[case.action.verb], case.action.answers

    def among(stops: Iterable[Stop]) -> tuple[Stop, ...]:
        here = (stop for stop in stops if stop.node.id == case.target.id and stop.kind is kind)
        return tuple(stop for stop in here if answers.type in {"", stop.type})

    found, planned = among(case.facts.stops), among(case.facts.planned)
    # A stop that was named and is gone names nothing: an answer kept in a draft must not bar the way.
    return tuple(stop for stop in (*found, *planned) if stop.id == answers.stop) or found or planned


def lifted_stops(case: Situation) -> tuple[Stop, ...]:
    """The stops the chosen rule of return lifts: this node's, those with its cause, or all below."""
    own, kind = own_stops(case), LIFTED_BY[case.action.verb]
    if not own:
        return ()
    below = {branch.node.id for branch in case.facts.below(case.target)}
    under = tuple(s for s in case.facts.stops if s.kind is kind and s.node.id in below)
    match case.restore:
        case Restore.OWN:
            return own
        case Restore.AS_IT_WAS:
            causes = {stop.cause for stop in own}
            return own + tuple(s for s in under if s.cause in causes and not over_meanwhile(case, s))
        case Restore.ALL:
            return own + under


def _how_it_stands(case: Situation) -> Iterator[Kept]:
    """Whether it works again, or something else still stops it (R4)."""
    lifted = {stop.id for stop in lifted_stops(case)}
    others = tuple(stop for stop in standing(case.facts, case.target).stops if stop.id not in lifted)
    sentence = say("%(name)s works again.", name=case.target.name)
    if others:
        sentence = {
            StopKind.SUSPENSION: say("%(name)s stays suspended.", name=case.target.name),
            StopKind.DEACTIVATION: say("%(name)s stays deactivated.", name=case.target.name),
        }[others[0].kind]
    yield Kept(code="still_stopped" if others else "works_again", side=Side.FIRM, sentence=sentence)


def _what_stays(case: Situation) -> Iterator[Kept]:
    """The parts that this return leaves stopped, to be brought back one by one (R37)."""
    lifted, kind = lifted_stops(case), LIFTED_BY[case.action.verb]
    below = {branch.node.id for branch in case.facts.below(case.target)}
    left = {s.node.id for s in case.facts.stops if s.kind is kind and s.node.id in below and s not in lifted}
    if left:
        yield Kept(
            code="parts_stay_stopped",
            side=Side.FIRM,
            count=len(left),
            sentence=say_many(
                "%(count)d part below it stays stopped; bring it back when it is wanted.",
                "%(count)d parts below it stay stopped; bring them back one by one, from the top.",
                count=len(left),
            ),
        )


def held_documents(case: Situation) -> int:
    """How many documents wait under what returns."""
    nodes = {node.id for node in returning_nodes(case)}
    return sum(papers.held for papers in case.facts.papers if papers.node in nodes)


def returning_nodes(case: Situation) -> tuple[Node, ...]:
    """The products that are read again; one that something else still stops keeps its documents held (R4, R24)."""
    lifted = {stop.id for stop in lifted_stops(case)}
    left = replace(case.facts, stops=tuple(stop for stop in case.facts.stops if stop.id not in lifted))
    return tuple(p.node for p in case.facts.products_in(case.target) if extracts(left, p))


def _released(case: Situation, choice: DocumentChoice, held: int) -> int:
    match choice.scope:
        case DocumentScope.ALL:
            return held
        case DocumentScope.NONE:
            return 0
        case DocumentScope.SINCE:
            nodes = {node.id for node in returning_nodes(case)}
            return sum(papers.held_added_since for papers in case.facts.papers if papers.node in nodes)


def _parents_run(case: Situation) -> Iterator[Refusal]:
    """Not under a parent that is stopped; the uppermost comes first, as it has to come back first (R32, R37)."""
    kind = LIFTED_BY[case.action.verb]
    for stop in reversed(standing(case.facts, case.target).stops):
        if stop.node.id != case.target.id and stop.kind is kind:
            yield Refusal(
                code=RefusalCode.PARENT_STOPPED,
                sentence=say(
                    "%(name)s is stopped because %(parent)s is.", name=case.target.name, parent=stop.node.name
                ),
                way_out=WayOut(
                    sentence=say("Bring back %(parent)s first.", parent=stop.node.name),
                    action=WayOutAction.RETURN_PARENT,
                    node=stop.node.id,
                ),
            )


def _wait_is_over(case: Situation, own: Stop) -> Iterator[Refusal]:
    codes = {product.code for product in case.facts.products_in(case.target)}
    days = [wait.until for wait in case.facts.waits if wait.code in codes and not wait.approved]
    until = max([*days, *([own.locked_until] if own.locked_until else [])], default=None)
    if until is not None and case.facts.today < until:
        left = (until - case.facts.today).days
        yield Refusal(
            code=RefusalCode.WAIT_NOT_OVER,
            sentence=say_many(
                "%(name)s can be reactivated from %(until)s, in %(count)d day.",
                "%(name)s can be reactivated from %(until)s, in %(count)d days.",
                count=left,
                name=case.target.name,
                until=until,
            ),
            way_out=WayOut(
                sentence=say("Wait until then, or ask a second administrator to approve an early return."),
                action=WayOutAction.WAIT,
            ),
            until=until,
        )


RULES = VerbRules(refusals=refusals, effects=effects, kept=kept)
