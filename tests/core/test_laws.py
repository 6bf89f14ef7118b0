"""The laws of the plan, held for any client, any verb, any answers and any profile (R1-R28, R50)."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tenure.core import effects as e
from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.decide import confirm, decide
from tenure.core.describe import describe, lines
from tenure.core.digest import plain
from tenure.core.endings import NO_END, Ending
from tenure.core.facts import Branch, Facts, Payer
from tenure.core.plan import Plan
from tenure.core.policy import Policy, Reach, UsersRule, VerbPolicy
from tenure.core.refusals import RefusalCode, WayOutAction
from tenure.core.standing import Standing, standing
from tenure.core.stops import Restore, Stop, StopKind
from tenure.core.tree import Kind
from tests.core.arbitrary import EVERYBODY, TODAY, actions, actors, answers, facts, profiles
from tests.core.policies import POLICIES

# A busy machine draws slowly; that breaks no law.
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Action, Facts, Policy]:
    found = draw(facts())
    return draw(actions(found)), found, POLICIES[draw(profiles)]


@MANY
@given(cases(), actors())
def test_a_plan_acts_or_refuses(case: tuple[Action, Facts, Policy], actor: Actor) -> None:
    action, found, policy = case
    plan = decide(action, found, policy, actor)
    assert bool(plan.effects) != bool(plan.refusals)
    sealed = confirm(plan)
    assert bool(sealed.effects) != bool(sealed.refusals)


@MANY
@given(cases())
def test_the_same_facts_give_the_same_digest_whatever_is_answered(case: tuple[Action, Facts, Policy]) -> None:
    action, found, policy = case
    once, again = (decide(action, found, policy, EVERYBODY) for _ in range(2))
    bare = decide(replace(action, answers=Answers()), found, policy, EVERYBODY)
    assert once == again
    assert once.digest == bare.digest
    assert len(once.digest) >= 16


@MANY
@given(facts(), profiles, st.integers(1, 5))
def test_a_fact_that_a_plan_measures_changes_its_digest(found: Facts, name: str, more: int) -> None:
    assume(any(branch.node.kind is Kind.PRODUCT for branch in found.branches))
    paid = tuple(replace(b, payer=Payer.FIRM, extraction=True) if b.payer else b for b in found.branches)
    running = replace(found, connected=True, target=found.client, branches=paid, stops=())
    action, policy = Action(verb=Verb.DEACTIVATE, target=found.client.id), _with_every_return(POLICIES[name])
    plan = decide(action, running, policy, EVERYBODY)
    assert any(isinstance(effect, e.HoldDocuments) for effect in plan.effects)
    moved = replace(running, papers=tuple(replace(p, waiting=p.waiting + more) for p in running.papers))
    assert decide(action, moved, policy, EVERYBODY).digest != plan.digest


@MANY
@given(cases(), actors())
def test_every_refusal_shows_the_way_out_or_says_there_is_none(
    case: tuple[Action, Facts, Policy], actor: Actor
) -> None:
    action, found, policy = case
    for refusal in confirm(decide(action, found, policy, actor)).refusals:
        assert refusal.sentence.text.endswith(".")
        assert refusal.way_out.sentence.text
        assert refusal.way_out.action in WayOutAction


@MANY
@given(facts(), answers(), profiles)
def test_no_verb_leaves_a_client_with_users_without_an_owner(
    found: Facts, given_answers: Answers, name: str
) -> None:
    for verb in Verb:
        assert found.target is not None
        action = Action(verb=verb, target=found.target.id, answers=given_answers)
        plan = confirm(decide(action, found, POLICIES[name], EVERYBODY))
        ends = any(isinstance(effect, e.EndConnection) for effect in plan.effects)
        if found.owner is None and ends:
            assert any(isinstance(effect, e.RequestOwner | e.AssignOwner) for effect in plan.effects)
        for effect in plan.effects:
            if isinstance(effect, e.AssignOwner):
                assert effect.user in {user.person for user in found.users}


@MANY
@given(facts(), profiles)
def test_as_it_was_gives_back_exactly_the_standing_before(found: Facts, name: str) -> None:
    policy = _with_every_return(POLICIES[name])
    target = found.target
    assert target is not None
    own = (target.id, StopKind.DEACTIVATION)
    others = tuple(stop for stop in found.stops if (stop.node.id, stop.kind) != own)
    found = replace(
        found, waits=(), connected=True, stops=others, branches=tuple(map(_not_over, found.branches))
    )
    before = _standings(found)
    there = decide(Action(verb=Verb.DEACTIVATE, target=target.id), found, policy, EVERYBODY)
    assert there.refusals == ()
    stopped = _scheduled(replace(found, stops=found.stops + _placed(there)), there)
    assert standing(stopped, target).deactivated
    back = Action(verb=Verb.REACTIVATE, target=target.id, answers=Answers(restore=Restore.AS_IT_WAS))
    plan = decide(back, stopped, policy, EVERYBODY)
    assume(RefusalCode.PARENT_STOPPED not in {refusal.code for refusal in plan.refusals})
    assert plan.refusals == ()
    assert _standings(_lifted(stopped, plan)) == before
    assert _endings(_scheduled(stopped, plan)) == _endings(found), "with the schedules that were there (R39)"


@MANY
@given(cases())
def test_suspension_and_deactivation_never_lift_each_other(case: tuple[Action, Facts, Policy]) -> None:
    action, found, policy = case
    assume(action.verb in {Verb.REACTIVATE, Verb.UNSUSPEND})
    kinds = {stop.id: stop.kind for stop in found.stops}
    for effect in decide(action, found, policy, EVERYBODY).effects:
        if isinstance(effect, e.LiftStops):
            assert {kinds[stop] for stop in effect.stops} == {effect.kind}


@MANY
@given(cases())
def test_every_effect_can_say_itself_and_be_kept(case: tuple[Action, Facts, Policy]) -> None:
    action, found, policy = case
    plan = decide(action, found, policy, EVERYBODY)
    for effect in plan.effects:
        assert isinstance(effect, e.StartWait) or list(describe(effect))
    assert len(lines(plan)) >= len(plan.kept)
    assert plain(plan) == plain(plan)


def _with_every_return(policy: Policy) -> Policy:
    verbs = dict(policy.verbs)
    verbs[Verb.DEACTIVATE] = replace(_anywhere(verbs[Verb.DEACTIVATE]), wait_months=0, reach=Reach.EACH)
    verbs[Verb.REACTIVATE] = replace(_anywhere(verbs[Verb.REACTIVATE]), restore=tuple(Restore))
    return replace(policy, verbs=verbs)


def _anywhere(verb: VerbPolicy) -> VerbPolicy:
    return replace(verb, on=frozenset(Kind), payers=frozenset(Payer), users=UsersRule.ANY)


def _placed(plan: Plan) -> tuple[Stop, ...]:
    before = {
        service.node.id: service.before
        for effect in plan.effects
        if isinstance(effect, e.EndSchedules)
        for service in effect.services
    }
    return tuple(
        Stop(
            id=f"stp_new_{n}",
            node=node,
            kind=effect.kind,
            since=TODAY,
            cause="trn_new",
            by="Olive",
            ending_before=before.get(node.id),
        )
        for effect in plan.effects
        if isinstance(effect, e.PlaceStop)
        for n, node in enumerate(effect.nodes)
    )


def _not_over(branch: Branch) -> Branch:
    over = branch.ending is not None and branch.ending.reached(TODAY)
    return replace(branch, ending=NO_END) if over else branch


def _scheduled(found: Facts, plan: Plan) -> Facts:
    changed = {
        service.node.id: service.after
        for effect in plan.effects
        if isinstance(effect, e.EndSchedules | e.ResumeSchedules)
        for service in effect.services
    }
    branches = (replace(b, ending=changed.get(b.node.id, b.ending)) for b in found.branches)
    return replace(found, branches=tuple(branches))


def _endings(found: Facts) -> dict[str, Ending | None]:
    return {branch.node.id: branch.ending for branch in found.branches}


def _lifted(found: Facts, plan: Plan) -> Facts:
    gone = {stop for effect in plan.effects if isinstance(effect, e.LiftStops) for stop in effect.stops}
    return replace(found, stops=tuple(stop for stop in found.stops if stop.id not in gone))


def _standings(found: Facts) -> dict[str, Standing]:
    nodes = [found.client, *(branch.node for branch in found.branches)]
    return {node.id: standing(found, node) for node in nodes}
