"""Small truths about the verbs, told one by one (R1, R4, R13, R28)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tenure.core import effects as e
from tenure.core.actions import Action, Verb
from tenure.core.decide import decide
from tenure.core.facts import Branch, Colleague, Facts, Papers, Payer, User, UserState
from tenure.core.profiles import profile
from tenure.core.refusals import RefusalCode, WayOutAction
from tenure.core.standing import standing
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node
from tests.core.arbitrary import CLIENT, EVERYBODY, OLIVE, TODAY, person

PRODUCT = Node(id="sub_1", kind=Kind.PRODUCT, name="Bookkeeping")
ZOE = User(person=person(0), state=UserState.JOINED, owner=True)
BIRCH = Facts(
    firm="firm_1",
    firm_name="Northline",
    today=TODAY,
    client=CLIENT,
    target=CLIENT,
    connected=True,
    branches=(Branch(node=PRODUCT, parent=CLIENT.id, code="bookkeeping", payer=Payer.FIRM, extraction=True),),
    users=(ZOE,),
    colleagues=(Colleague(person=OLIVE, administrator=True),),
)


def stop(kind: StopKind, node: Node = CLIENT) -> Stop:
    return Stop(
        id=f"stp_{kind}", node=node, kind=kind, since=TODAY - timedelta(days=9), cause="trn_1", by="Olive"
    )


@pytest.mark.parametrize(
    ("verb", "kind"), [(Verb.REACTIVATE, StopKind.DEACTIVATION), (Verb.UNSUSPEND, StopKind.SUSPENSION)]
)
def test_each_way_back_undoes_its_own_stop_only_r1_r4(verb: Verb, kind: StopKind) -> None:
    both = replace(BIRCH, stops=(stop(StopKind.DEACTIVATION), stop(StopKind.SUSPENSION)))
    [lift] = [
        effect
        for effect in decide(Action(verb=verb, target=CLIENT.id), both, profile("hauler"), EVERYBODY).effects
        if isinstance(effect, e.LiftStops)
    ]
    assert (lift.kind, lift.stops) == (kind, (f"stp_{kind}",))
    left = replace(both, stops=tuple(s for s in both.stops if s.id not in lift.stops))
    found = standing(left, CLIENT)
    assert (found.suspended, found.deactivated) == (
        kind is not StopKind.SUSPENSION,
        kind is StopKind.SUSPENSION,
    )


@pytest.mark.parametrize("verb", [Verb.DISCONNECT, Verb.DELETE])
def test_no_verb_undoes_disconnect_or_delete_r1_r13(verb: Verb) -> None:
    gone = replace(BIRCH, connected=False)
    for back in Verb:
        plan = decide(Action(verb=back, target=CLIENT.id), gone, profile("practice"), EVERYBODY)
        assert (
            RefusalCode.NOT_CONNECTED in {r.code for r in plan.refusals}
            or back not in profile("practice").verbs
        )
    if verb is Verb.DISCONNECT:
        plan = decide(Action(verb=verb, target=CLIENT.id), BIRCH, profile("practice"), EVERYBODY)
        assert "permanent" in {kept.code for kept in plan.kept}, "and it says so beforehand"


@pytest.mark.parametrize("name", ["solo", "hauler"])
def test_solo_and_hauler_have_no_delete_at_all_r28(name: str) -> None:
    assert Verb.DELETE not in profile(name).verbs
    plan = decide(
        Action(verb=Verb.DELETE, target=CLIENT.id), replace(BIRCH, users=()), profile(name), EVERYBODY
    )
    assert [refusal.code for refusal in plan.refusals] == [RefusalCode.NOT_OFFERED_BY_POLICY]


def test_a_verb_on_the_wrong_kind_of_thing_is_refused_with_where_to_go_r17() -> None:
    plan = decide(Action(verb=Verb.DEACTIVATE, target=CLIENT.id), BIRCH, profile("practice"), EVERYBODY)
    [reason] = plan.refusals
    assert (reason.code, reason.way_out.action) == (
        RefusalCode.NOT_OFFERED_BY_POLICY,
        WayOutAction.SUBSCRIPTION,
    )


@pytest.mark.parametrize("other", [stop(StopKind.SUSPENSION), stop(StopKind.DEACTIVATION, PRODUCT)])
def test_documents_stay_held_under_what_something_else_still_stops_r4_r24(other: Stop) -> None:
    resting = replace(BIRCH, papers=(Papers(node=PRODUCT.id, held=3, held_since=TODAY),))
    back = Action(verb=Verb.REACTIVATE, target=CLIENT.id)
    own = replace(stop(StopKind.DEACTIVATION), id="stp_own")

    def released(*stops: Stop) -> list[int]:
        plan = decide(back, replace(resting, stops=stops), profile("cabinet"), EVERYBODY)
        return [effect.count for effect in plan.effects if isinstance(effect, e.ReleaseDocuments)]

    assert released(own) == [3]
    assert released(own, other) == []
