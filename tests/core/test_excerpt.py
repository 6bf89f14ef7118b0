"""A question about one part of a client is answered from its own branch of the tree as from all of it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenure.core.decide import _compose, _counting, decide
from tenure.core.profiles import NAMES, profile
from tests.core import arbitrary


# A busy machine draws slowly; that breaks no law.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_what_hangs_elsewhere_changes_no_plan(data: st.DataObject, name: str) -> None:
    found = data.draw(arbitrary.facts())
    action = data.draw(arbitrary.actions(found))
    target = next((branch.node for branch in found.branches if branch.node.id == action.target), found.client)
    facts, actor = replace(found, target=target), data.draw(arbitrary.actors())
    policy = profile(name)
    plan = decide(action, facts, policy, actor)
    whole = _counting(_compose(action, facts, policy, actor), facts)
    assert replace(whole, digest=plan.digest) == plan
