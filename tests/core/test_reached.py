"""A whole tree's standing in one walk says what asking node by node says (R4, R6)."""

from hypothesis import given

from tenure.core.facts import Facts
from tenure.core.standing import reached, standing
from tenure.core.stops import StopKind
from tests.core import arbitrary


@given(arbitrary.facts())
def test_what_a_stop_reaches_is_what_stands_stopped(facts: Facts) -> None:
    nodes = (facts.client, *(branch.node for branch in facts.branches))
    for kind in StopKind:
        said = {n.id for n in nodes if any(s.kind is kind for s in standing(facts, n).stops)}
        assert reached(facts, kind) & {n.id for n in nodes} == said
