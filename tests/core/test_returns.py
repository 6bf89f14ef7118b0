"""How much comes back: one table over every policy and every kind of node (R23, R31, R32, R37, R38, R39)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tenure.core import effects as e
from tenure.core.actions import Action, Answers, Verb
from tenure.core.decide import decide
from tenure.core.endings import NO_END, Ending
from tenure.core.facts import Branch, Colleague, Facts, Payer
from tenure.core.policy import Reach
from tenure.core.profiles import profile
from tenure.core.refusals import RefusalCode
from tenure.core.stops import Restore, Stop, StopKind
from tenure.core.tree import Kind, Node
from tests.core.arbitrary import CLIENT, EVERYBODY, OLIVE, TODAY
from tests.core.policies import MIXED, POLICIES

LAST_WEEK, NEXT_YEAR = TODAY - timedelta(days=7), TODAY + timedelta(days=365)
BUSINESS = Node(id="biz_1", kind=Kind.BUSINESS, name="Bakery")
LOCATION = Node(id="loc_1", kind=Kind.LOCATION, name="Depot")
SERVICE = Node(id="srv_1", kind=Kind.SERVICE, name="Weekly bins")
ON_REQUEST = Node(id="srv_2", kind=Kind.SERVICE, name="Skip on request")
PRODUCT = Node(id="sub_1", kind=Kind.PRODUCT, name="Bookkeeping")
PARENT = {BUSINESS: CLIENT, LOCATION: CLIENT, SERVICE: LOCATION, ON_REQUEST: LOCATION, PRODUCT: BUSINESS}
NODE = {
    Kind.CLIENT: CLIENT,
    Kind.BUSINESS: BUSINESS,
    Kind.LOCATION: LOCATION,
    Kind.SERVICE: SERVICE,
    Kind.PRODUCT: PRODUCT,
}

# What a whole stop takes along, where the policy places one on each part; and what was stopped alone before.
WHOLE = (CLIENT, LOCATION, SERVICE, ON_REQUEST)
EARLIER = (BUSINESS, PRODUCT)


def facts(*stops: Stop, target: Node = CLIENT, ending: Ending = NO_END) -> Facts:
    """A client with one of everything."""
    return Facts(
        firm="firm_1",
        firm_name="Northline",
        today=TODAY,
        client=CLIENT,
        target=target,
        connected=True,
        branches=tuple(
            Branch(
                node=node,
                parent=parent.id,
                code="bookkeeping" if node is PRODUCT else "",
                payer=Payer.FIRM if node is PRODUCT else None,
                ending=ending if node is SERVICE else None,
            )
            for node, parent in PARENT.items()
        ),
        stops=stops,
        colleagues=(Colleague(person=OLIVE, administrator=True),),
    )


def stop(node: Node, cause: str = "trn_whole", before: Ending | None = None) -> Stop:
    return Stop(
        id=f"stp_{node.id}",
        node=node,
        kind=StopKind.DEACTIVATION,
        since=LAST_WEEK,
        cause=cause,
        by="Olive",
        ending_before=before,
    )


STOPPED = (*(stop(node) for node in WHOLE), *(stop(node, "trn_earlier") for node in EARLIER))
# Kind -> what each rule of return lifts when the whole tree stands still.
LIFTS: dict[tuple[Kind, Restore], tuple[Node, ...]] = {
    (Kind.CLIENT, Restore.OWN): (CLIENT,),
    (Kind.CLIENT, Restore.AS_IT_WAS): WHOLE,
    (Kind.CLIENT, Restore.ALL): (*WHOLE, *EARLIER),
    (Kind.BUSINESS, Restore.OWN): (BUSINESS,),
    (Kind.BUSINESS, Restore.AS_IT_WAS): (BUSINESS, PRODUCT),
    (Kind.BUSINESS, Restore.ALL): (BUSINESS, PRODUCT),
    (Kind.LOCATION, Restore.OWN): (LOCATION,),
    (Kind.LOCATION, Restore.AS_IT_WAS): (LOCATION, SERVICE, ON_REQUEST),
    (Kind.LOCATION, Restore.ALL): (LOCATION, SERVICE, ON_REQUEST),
    (Kind.SERVICE, Restore.OWN): (SERVICE,),
    (Kind.SERVICE, Restore.AS_IT_WAS): (SERVICE,),
    (Kind.SERVICE, Restore.ALL): (SERVICE,),
    (Kind.PRODUCT, Restore.OWN): (PRODUCT,),
    (Kind.PRODUCT, Restore.AS_IT_WAS): (PRODUCT,),
    (Kind.PRODUCT, Restore.ALL): (PRODUCT,),
}


def above(node: Node) -> set[str]:
    found = set()
    while node in PARENT:
        node = PARENT[node]
        found.add(node.id)
    return found


def test_the_table_has_a_line_for_every_rule_and_kind() -> None:
    assert set(LIFTS) == {(kind, restore) for kind in Kind for restore in Restore}
    offered = {(kind, one) for kind in Kind for one in POLICIES[MIXED].verbs[Verb.REACTIVATE].restore}
    assert offered == set(LIFTS), "one policy offers them all"


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize(("kind", "restore"), LIFTS)
def test_every_return_rule_on_every_kind_of_node_in_every_policy(
    name: str, kind: Kind, restore: Restore
) -> None:
    policy, target = POLICIES[name], NODE[kind]
    rules = policy.verbs[Verb.REACTIVATE]
    found = facts(*(s for s in STOPPED if s.node.id not in above(target)), target=target)
    answers = Answers(restore=restore)
    plan = decide(Action(verb=Verb.REACTIVATE, target=target.id, answers=answers), found, policy, EVERYBODY)
    codes = {refusal.code for refusal in plan.refusals}
    if kind not in rules.on:
        assert codes == {RefusalCode.NOT_OFFERED_BY_POLICY}
    elif restore not in rules.restore:
        assert codes == {RefusalCode.CHOICE_NOT_OFFERED}
    else:
        [lift] = [effect for effect in plan.effects if isinstance(effect, e.LiftStops)]
        assert set(lift.nodes) == set(LIFTS[kind, restore])


def test_each_profile_returns_by_its_own_rule_first() -> None:
    first = {name: policy.verbs[Verb.REACTIVATE].restore[0] for name, policy in POLICIES.items()}
    assert first == {
        "practice": Restore.OWN,
        "practice-classic": Restore.OWN,
        "solo": Restore.ALL,
        "cabinet": Restore.OWN,
        "hauler": Restore.OWN,
        "mixed": Restore.AS_IT_WAS,
    }


def test_what_has_to_come_back_first_is_named_from_the_top_r32_r37() -> None:
    plan = decide(
        Action(verb=Verb.REACTIVATE, target=SERVICE.id),
        facts(*STOPPED, target=SERVICE),
        profile("hauler"),
        EVERYBODY,
    )
    assert [refusal.code for refusal in plan.refusals] == [RefusalCode.PARENT_STOPPED] * 2
    assert [refusal.way_out.node for refusal in plan.refusals] == [CLIENT.id, LOCATION.id]


def test_stopping_ends_recurring_schedules_and_no_others_r36() -> None:
    plan = decide(Action(verb=Verb.DEACTIVATE, target=CLIENT.id), facts(), profile("hauler"), EVERYBODY)
    [ended] = [effect for effect in plan.effects if isinstance(effect, e.EndSchedules)]
    assert ended.services == (
        e.NewEnding(node=SERVICE, before=NO_END, after=Ending(on=TODAY, deactivates=True)),
    )


def test_a_schedule_that_is_over_keeps_its_last_day_r36() -> None:
    over = Ending(on=LAST_WEEK, deactivates=True)
    plan = decide(
        Action(verb=Verb.DEACTIVATE, target=SERVICE.id),
        facts(target=SERVICE, ending=over),
        profile("hauler"),
        EVERYBODY,
    )
    [ended] = [effect for effect in plan.effects if isinstance(effect, e.EndSchedules)]
    assert ended.services[0].after == over


def test_a_node_that_only_rests_keeps_its_schedule() -> None:
    hauler = profile("hauler")
    verbs = {**hauler.verbs, Verb.DEACTIVATE: replace(hauler.verbs[Verb.DEACTIVATE], reach=Reach.OWN)}
    plan = decide(
        Action(verb=Verb.DEACTIVATE, target=CLIENT.id), facts(), replace(hauler, verbs=verbs), EVERYBODY
    )
    assert not [effect for effect in plan.effects if isinstance(effect, e.EndSchedules)]


TODAYS = Ending(on=TODAY, deactivates=True)


@pytest.mark.parametrize(
    ("restore", "before", "answer", "after"),
    [
        (Restore.OWN, NO_END, None, NO_END),
        (Restore.OWN, Ending(on=NEXT_YEAR), None, NO_END),
        (Restore.OWN, NO_END, Ending(on=NEXT_YEAR, deactivates=True), Ending(on=NEXT_YEAR, deactivates=True)),
        (Restore.OWN, NO_END, Ending(on=None, deactivates=True), NO_END),
        (Restore.AS_IT_WAS, Ending(on=NEXT_YEAR), None, Ending(on=NEXT_YEAR)),
        (Restore.AS_IT_WAS, NO_END, None, NO_END),
        (Restore.AS_IT_WAS, Ending(on=NEXT_YEAR), NO_END, NO_END),
        (Restore.OWN, NO_END, TODAYS, None),
        (Restore.OWN, NO_END, Ending(on=LAST_WEEK), None),
        (Restore.AS_IT_WAS, Ending(on=LAST_WEEK, deactivates=True), None, None),
    ],
)
def test_the_end_date_goes_or_comes_back_and_never_lies_in_the_past_r38_r39(
    restore: Restore, before: Ending, answer: Ending | None, after: Ending | None
) -> None:
    found = facts(stop(SERVICE, before=before), target=SERVICE, ending=TODAYS)
    action = Action(verb=Verb.REACTIVATE, target=SERVICE.id, answers=Answers(restore=restore, ending=answer))
    plan = decide(action, found, profile("hauler"), EVERYBODY)
    if after is None:
        assert [refusal.code for refusal in plan.refusals] == [RefusalCode.END_DATE_IN_PAST]
        return
    [resumed] = [effect for effect in plan.effects if isinstance(effect, e.ResumeSchedules)]
    assert resumed.services == (e.NewEnding(node=SERVICE, before=TODAYS, after=after),)


def test_as_it_was_leaves_alone_what_would_have_ended_meanwhile_r39() -> None:
    over = stop(SERVICE, before=Ending(on=LAST_WEEK, deactivates=True))
    found = facts(stop(CLIENT), stop(LOCATION), over, ending=TODAYS)
    answers = Answers(restore=Restore.AS_IT_WAS)
    plan = decide(
        Action(verb=Verb.REACTIVATE, target=CLIENT.id, answers=answers), found, profile("hauler"), EVERYBODY
    )
    [lift] = [effect for effect in plan.effects if isinstance(effect, e.LiftStops)]
    assert set(lift.nodes) == {CLIENT, LOCATION}
    assert ("parts_stay_stopped", 1) in {(kept.code, kept.count) for kept in plan.kept}


SUSPEND_FROM = TODAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("since", "until", "kind", "code"),
    [
        (None, None, "", None),
        (None, None, "vacation", None),
        (SUSPEND_FROM, SUSPEND_FROM + timedelta(days=14), "vacation", None),
        (LAST_WEEK, None, "", RefusalCode.DATES_NOT_VALID),
        (SUSPEND_FROM, SUSPEND_FROM, "", RefusalCode.DATES_NOT_VALID),
        (None, TODAY, "", RefusalCode.DATES_NOT_VALID),
        (None, None, "boredom", RefusalCode.TYPE_NOT_OFFERED),
        (None, None, "days_late", RefusalCode.TYPE_NOT_OFFERED),
    ],
)
def test_a_suspension_has_a_day_an_end_and_a_type_that_fit_r41(
    since: date | None, until: date | None, kind: str, code: RefusalCode | None
) -> None:
    action = Action(
        verb=Verb.SUSPEND, target=LOCATION.id, answers=Answers(since=since, until=until, type=kind)
    )
    plan = decide(action, facts(target=LOCATION), profile("hauler"), EVERYBODY)
    assert [refusal.code for refusal in plan.refusals] == ([code] if code is not None else [])
    if code is None:
        [place] = [effect for effect in plan.effects if isinstance(effect, e.PlaceStop)]
        assert (place.since, place.until, place.type) == (since, until, kind)


def test_nothing_but_a_suspension_takes_dates() -> None:
    action = Action(verb=Verb.DEACTIVATE, target=CLIENT.id, answers=Answers(since=SUSPEND_FROM))
    plan = decide(action, facts(), profile("hauler"), EVERYBODY)
    assert [refusal.code for refusal in plan.refusals] == [RefusalCode.DATES_NOT_VALID]


def test_a_holiday_can_be_planned_beside_a_suspension_in_force_but_not_twice_r41() -> None:
    unpaid = replace(stop(LOCATION), kind=StopKind.SUSPENSION, type="unpaid")
    planned = replace(unpaid, id="stp_planned", since=SUSPEND_FROM, type="vacation")
    found = replace(facts(unpaid, target=LOCATION), planned=(planned,))
    hauler = profile("hauler")

    def codes(answers: Answers) -> list[RefusalCode]:
        action = Action(verb=Verb.SUSPEND, target=LOCATION.id, answers=answers)
        return [refusal.code for refusal in decide(action, found, hauler, EVERYBODY).refusals]

    assert codes(Answers(type="access")) == [RefusalCode.ALREADY_STOPPED]
    assert codes(Answers(type="vacation", since=SUSPEND_FROM)) == [RefusalCode.ALREADY_STOPPED]
    assert codes(Answers(type="access", since=SUSPEND_FROM)) == []


def test_lifting_ends_what_is_in_force_and_only_then_what_is_planned_r41() -> None:
    planned = replace(stop(LOCATION), id="stp_planned", kind=StopKind.SUSPENSION, since=SUSPEND_FROM)
    now = replace(stop(LOCATION), kind=StopKind.SUSPENSION)
    lift = Action(verb=Verb.UNSUSPEND, target=LOCATION.id)
    for stops, expected in (((now,), now.id), ((), planned.id)):
        found = replace(facts(*stops, target=LOCATION), planned=(planned,))
        [effect] = decide(lift, found, profile("hauler"), EVERYBODY).effects
        assert isinstance(effect, e.LiftStops)
        assert (effect.stops, effect.planned) == ((expected,), not stops)
