"""What a return step by step has left: parts that stopped with something above that is back (R37)."""

from datetime import date

from tenure.core.facts import Branch, Facts
from tenure.core.left_behind import left_behind
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node

TODAY = date(2026, 11, 21)
ACME = Node(id="cli_1", kind=Kind.CLIENT, name="Acme")
DEPOT = Node(id="loc_1", kind=Kind.LOCATION, name="Depot")
BINS = Node(id="srv_1", kind=Kind.SERVICE, name="Bins")
SKIP = Node(id="srv_2", kind=Kind.SERVICE, name="Skip")


def facts(*stops: Stop) -> Facts:
    return Facts(
        firm="firm_1",
        firm_name="Greenway",
        today=TODAY,
        client=ACME,
        target=ACME,
        connected=True,
        branches=(
            Branch(node=DEPOT, parent=ACME.id),
            Branch(node=BINS, parent=DEPOT.id),
            Branch(node=SKIP, parent=DEPOT.id),
        ),
        stops=stops,
    )


def stop(node: Node, came_with: Node, kind: StopKind = StopKind.DEACTIVATION) -> Stop:
    return Stop(
        id=f"stp_{node.id}",
        node=node,
        kind=kind,
        since=TODAY,
        cause="trn_1",
        by="Mina",
        came_with=came_with.id,
    )


def test_under_an_account_that_is_back_the_places_come_next_then_what_is_in_them() -> None:
    left = left_behind(facts(stop(DEPOT, ACME), stop(BINS, ACME), stop(SKIP, ACME)))
    assert left.parts == (DEPOT, BINS, SKIP)
    assert left.next == (DEPOT,)
    assert left.count(Kind.SERVICE) == 2


def test_once_the_place_is_back_its_services_come_next() -> None:
    assert left_behind(facts(stop(BINS, ACME), stop(SKIP, ACME))).next == (BINS, SKIP)


def test_while_what_they_came_with_is_stopped_nothing_is_left_behind() -> None:
    assert left_behind(facts(stop(ACME, ACME), stop(DEPOT, ACME), stop(BINS, ACME))).parts == ()
    assert left_behind(facts(stop(DEPOT, DEPOT), stop(BINS, DEPOT))).parts == ()


def test_what_was_stopped_by_itself_is_no_return_to_finish() -> None:
    assert left_behind(facts(stop(BINS, BINS), stop(DEPOT, ACME))).parts == (DEPOT,)


def test_a_suspension_is_not_lifted_by_a_return_and_does_not_wait_for_one() -> None:
    assert left_behind(facts(stop(DEPOT, ACME, StopKind.SUSPENSION))).parts == ()
