"""Random trees, random sequences of the verbs, and a model small enough to check by eye (R4, R29-R39).

The model knows nothing of plans: it is a dictionary of who stopped what, and one sentence for each verb.
"""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tenure.core.actions import Action, Answers, Verb
from tenure.core.aftermath import after
from tenure.core.decide import decide
from tenure.core.facts import Branch, Facts, Payer
from tenure.core.policy import Policy, Reach, UsersRule, VerbPolicy
from tenure.core.standing import standing
from tenure.core.stops import Restore, StopKind
from tenure.core.tree import Kind
from tests.core.arbitrary import CLIENT, EVERYBODY, facts, profiles
from tests.core.policies import POLICIES

KINDS = {
    Verb.DEACTIVATE: StopKind.DEACTIVATION,
    Verb.REACTIVATE: StopKind.DEACTIVATION,
    Verb.SUSPEND: StopKind.SUSPENSION,
    Verb.UNSUSPEND: StopKind.SUSPENSION,
}


@dataclass
class Model:
    """`stops` says which step stopped a node; a stop of one kind never touches the other."""

    parent: dict[str, str]
    stops: dict[tuple[str, StopKind], int] = field(default_factory=dict)

    def above(self, node: str) -> list[str]:
        return [] if node not in self.parent else [self.parent[node], *self.above(self.parent[node])]

    def below(self, node: str) -> list[str]:
        return [other for other in self.parent if node in self.above(other)]

    def stop(self, node: str, kind: StopKind, step: int, *, each: bool) -> bool:
        """A node is stopped once; with `each`, whatever below is not stopped yet is stopped by the same step."""
        if (node, kind) in self.stops:
            return False
        for one in [node, *(self.below(node) if each else [])]:
            self.stops.setdefault((one, kind), step)
        return True

    def bring_back(self, node: str, kind: StopKind, restore: Restore) -> bool:
        """Only what is stopped, not under a stopped parent; then itself, what its step stopped, or all below."""
        if (node, kind) not in self.stops or any((one, kind) in self.stops for one in self.above(node)):
            return False
        step = self.stops.pop((node, kind))
        for one in self.below(node):
            taken = self.stops.get((one, kind))
            if restore is Restore.ALL or (restore is Restore.AS_IT_WAS and taken == step):
                self.stops.pop((one, kind), None)
        return True

    def runs(self, node: str) -> bool:
        return not any((one, kind) in self.stops for one in [node, *self.above(node)] for kind in StopKind)


steps = st.lists(
    st.tuples(st.sampled_from(list(KINDS)), st.integers(0, 20), st.sampled_from(Restore)), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(facts(), profiles, st.sampled_from(Reach), steps)
def test_any_walk_through_the_verbs_ends_where_the_model_ends(
    found: Facts, name: str, reach: Reach, walk: list[tuple[Verb, int, Restore]]
) -> None:
    policy = everything(POLICIES[name], reach)
    branches = tuple(map(without_end, found.branches))
    found = replace(found, stops=(), waits=(), connected=True, branches=branches)
    model = Model({branch.node.id: branch.parent for branch in branches})
    nodes = [CLIENT, *(branch.node for branch in branches)]
    for number, (verb, pick, restore) in enumerate(walk):
        node = nodes[pick % len(nodes)]
        answers = Answers(restore=restore) if verb in {Verb.REACTIVATE, Verb.UNSUSPEND} else Answers()
        action = Action(verb=verb, target=node.id, answers=answers)
        plan = decide(action, replace(found, target=node), policy, EVERYBODY)
        each = reach is Reach.EACH
        happened = (
            model.stop(node.id, KINDS[verb], number, each=each)
            if verb in {Verb.DEACTIVATE, Verb.SUSPEND}
            else model.bring_back(node.id, KINDS[verb], restore)
        )
        assert happened is not plan.refused
        found = after(found, plan, cause=f"trn_{number}")
        assert {one.id: standing(found, one).runs for one in nodes} == {
            one.id: model.runs(one.id) for one in nodes
        }
        assert {(stop.node.id, stop.kind) for stop in found.stops} == set(model.stops)


def without_end(branch: Branch) -> Branch:
    """Schedules that end by themselves are told apart, in test_returns."""
    return branch if branch.ending is None else replace(branch, ending=type(branch.ending)())


def everything(policy: Policy, reach: Reach) -> Policy:
    """The policy with all four verbs on every kind of node, every way of return, and no wait."""
    stopping, lifting = policy.verbs[Verb.DEACTIVATE], policy.verbs[Verb.REACTIVATE]
    verbs = {
        Verb.DEACTIVATE: anywhere(stopping, Verb.DEACTIVATE, reach),
        Verb.SUSPEND: anywhere(stopping, Verb.SUSPEND, reach),
        Verb.REACTIVATE: anywhere(lifting, Verb.REACTIVATE, reach),
        Verb.UNSUSPEND: anywhere(lifting, Verb.UNSUSPEND, reach),
    }
    return replace(policy, verbs=verbs)


def anywhere(rules: VerbPolicy, verb: Verb, reach: Reach) -> VerbPolicy:
    return replace(
        rules,
        verb=verb,
        on=frozenset(Kind),
        payers=frozenset(Payer),
        users=UsersRule.ANY,
        restore=tuple(Restore),
        wait_months=0,
        reach=reach,
    )
