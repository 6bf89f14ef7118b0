"""The stops above every node in one walk are those that asking node by node finds (R6, R41)."""

from hypothesis import given

from tenure.core.facts import Facts
from tenure.core.standing import standing, stops_above
from tests.core import arbitrary


@given(arbitrary.facts())
def test_one_walk_finds_the_stops_of_every_node(facts: Facts) -> None:
    above = stops_above(facts)
    for node in (facts.client, *(branch.node for branch in facts.branches)):
        in_force = [stop for stop in above[node.id] if stop in facts.stops]
        assert {stop.id for stop in in_force} == {stop.id for stop in standing(facts, node).stops}
