"""What comes by itself, and the stops that end dates will have placed by a day (R6, R36, R41)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tenure.core.coming_up import ComingKind, coming_up, ended_by
from tenure.core.endings import Ending
from tenure.core.facts import Branch, Facts
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node
from tests.core.arbitrary import CLIENT, TODAY, facts

DAY = timedelta(days=1)
LOCATION = Node(id="loc_1", kind=Kind.LOCATION, name="Depot")
BINS = Node(id="srv_1", kind=Kind.SERVICE, name="Bins")


def known(*stops: Stop, planned: tuple[Stop, ...] = (), ending: Ending | None = None) -> Facts:
    return Facts(
        firm="firm_1", firm_name="Greenway", today=TODAY, client=CLIENT, target=CLIENT, connected=True,
        branches=(Branch(node=LOCATION, parent=CLIENT.id), Branch(node=BINS, parent=LOCATION.id, ending=ending)),
        stops=stops, planned=planned,
    )  # fmt: skip


def stop(node: Node, kind: StopKind, since: date, **more: date) -> Stop:
    return Stop(id="stp_1", node=node, kind=kind, since=since, cause="trn_1", by="Olive", **more)  # type: ignore[arg-type]


def test_a_holiday_begins_and_ends() -> None:
    holiday = stop(LOCATION, StopKind.SUSPENSION, TODAY + 3 * DAY, until=TODAY + 9 * DAY)
    assert [(one.day, one.kind) for one in coming_up(known(planned=(holiday,)))] == [
        (TODAY + 3 * DAY, ComingKind.SUSPENSION_BEGINS),
        (TODAY + 9 * DAY, ComingKind.SUSPENSION_ENDS),
    ]


def test_one_that_holds_only_ends() -> None:
    holds = stop(LOCATION, StopKind.SUSPENSION, TODAY - DAY, until=TODAY + DAY)
    [one] = coming_up(known(holds))
    assert (one.day, one.kind, one.stop) == (TODAY + DAY, ComingKind.SUSPENSION_ENDS, "stp_1")


def test_a_service_stops_the_day_after_its_last_and_only_with_the_tick_r36() -> None:
    ticked, plain = Ending(on=TODAY + DAY, deactivates=True), Ending(on=TODAY + DAY)
    [stops] = coming_up(known(ending=ticked))
    assert (stops.day, stops.kind) == (TODAY + 2 * DAY, ComingKind.SERVICE_STOPS)
    [ends] = coming_up(known(ending=plain))
    assert (ends.day, ends.kind) == (TODAY + DAY, ComingKind.SCHEDULE_ENDS)
    assert ended_by(known(ending=ticked), TODAY + DAY) == ()
    [expected] = ended_by(known(ending=ticked), TODAY + 2 * DAY)
    assert (expected.node, expected.kind, expected.since) == (BINS, StopKind.DEACTIVATION, TODAY + 2 * DAY)
    assert ended_by(known(ending=plain), TODAY + 300 * DAY) == ()


def test_what_is_deactivated_already_has_nothing_to_come() -> None:
    stopped = known(
        stop(BINS, StopKind.DEACTIVATION, TODAY - DAY), ending=Ending(on=TODAY + DAY, deactivates=True)
    )
    assert coming_up(stopped) == ()
    assert ended_by(stopped, TODAY + 9 * DAY) == ()


@given(facts(), st.integers(-400, 400))
def test_what_comes_lies_ahead_in_order_and_the_past_is_not_invented(found: Facts, days: int) -> None:
    coming = [one.day for one in coming_up(found)]
    assert coming == sorted(coming)
    assert all(found.today <= day for day in coming)
    expected = ended_by(found, found.today + timedelta(days=days))
    assert not expected or days > 0
    assert {stop.node.id for stop in expected} <= {branch.node.id for branch in found.branches}
