"""Arbitrary clients for the laws: any tree, any stops, any users, under any profile."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tenure.core.actions import Action, Answers, DocumentChoice, DocumentScope, Survey, Verb
from tenure.core.actor import Actor, Right, Side
from tenure.core.endings import NO_END, Ending
from tenure.core.facts import (
    Branch,
    Colleague,
    Facts,
    Holding,
    Papers,
    Payer,
    Person,
    User,
    UserState,
    Wait,
)
from tenure.core.stops import Restore, Stop, StopKind
from tenure.core.tree import Kind, Node
from tests.core.policies import POLICIES

TODAY = date(2026, 10, 31)
CLIENT = Node(id="cli_1", kind=Kind.CLIENT, name="Birch & Sons")
CODES = ("bookkeeping", "data_health", "prepare", "solo")
OLIVE = Person(id="usr_olive", name="Olive", email="olive@example.com", locale="en")


def person(number: int) -> Person:
    return Person(id=f"usr_{number}", name=f"User {number}", email=f"u{number}@example.com", locale="en")


@st.composite
def users(draw: st.DrawFn) -> tuple[User, ...]:
    """Up to four users; as in life, one who joined owns the account as soon as anybody has."""
    states = draw(st.lists(st.sampled_from(UserState), max_size=4))
    joined = [number for number, state in enumerate(states) if state is UserState.JOINED]
    owner = draw(st.sampled_from(joined)) if joined else None
    return tuple(
        User(person=person(n), state=state, administrator=draw(st.booleans()), owner=n == owner)
        for n, state in enumerate(states)
    )


@st.composite
def trees(draw: st.DrawFn) -> tuple[Branch, ...]:
    """Businesses and locations under the client, services under locations, products under any of them."""
    branches: list[Branch] = []
    parents = [CLIENT.id]
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from([Kind.BUSINESS, Kind.LOCATION]))
        node = Node(
            id=f"{'biz' if kind is Kind.BUSINESS else 'loc'}_{number}", kind=kind, name=f"Part {number}"
        )
        branches.append(Branch(node=node, parent=CLIENT.id))
        parents.append(node.id)
        for service in range(draw(st.integers(0, 2)) if kind is Kind.LOCATION else 0):
            leaf = Node(id=f"srv_{number}{service}", kind=Kind.SERVICE, name=f"Service {number}.{service}")
            branches.append(Branch(node=leaf, parent=node.id, ending=draw(st.none() | endings())))
    for number, code in enumerate(draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))):
        branches.append(
            Branch(
                node=Node(id=f"sub_{number}", kind=Kind.PRODUCT, name=code),
                parent=draw(st.sampled_from(parents)),
                code=code,
                payer=draw(st.sampled_from(Payer)),
                extraction=draw(st.booleans()),
            )
        )
    return tuple(branches)


def endings() -> st.SearchStrategy[Ending]:
    """No end, or a day around today, with or without the tick."""
    days = st.sampled_from([-30, 0, 1, 300]).map(lambda days: TODAY + timedelta(days=days))
    return st.just(NO_END) | st.builds(Ending, on=days, deactivates=st.booleans())


@st.composite
def stops(draw: st.DrawFn, nodes: list[Node]) -> tuple[Stop, ...]:
    """Any set of stops, at most one of a kind on a node."""
    placed = draw(st.sets(st.tuples(st.sampled_from(nodes), st.sampled_from(StopKind)), max_size=5))
    return tuple(
        Stop(
            id=f"stp_{number}",
            node=node,
            kind=kind,
            since=TODAY - timedelta(days=draw(st.integers(0, 200))),
            cause=f"trn_{draw(st.integers(0, 2))}",
            by="Olive",
            locked_until=draw(st.none() | st.just(TODAY + timedelta(days=40))),
            ending_before=draw(st.none() | endings()) if node.kind is Kind.SERVICE else None,
        )
        for number, (node, kind) in enumerate(sorted(placed, key=str))
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Any client of a firm, and any node of it as the target."""
    branches = draw(trees())
    nodes = [CLIENT, *(branch.node for branch in branches)]
    papers = tuple(
        Papers(
            node=b.node.id, waiting=draw(st.integers(0, 9)), held=draw(st.integers(0, 9)), held_since=TODAY
        )
        for b in branches
        if b.node.kind is Kind.PRODUCT
    )
    return Facts(
        firm="firm_1",
        firm_name="Northline",
        today=TODAY,
        client=CLIENT,
        target=draw(st.sampled_from(nodes)),
        connected=draw(st.sampled_from([True, True, True, False])),
        branches=branches,
        stops=draw(stops(nodes)),
        users=draw(users()),
        colleagues=(Colleague(person=OLIVE, administrator=True),),
        waits=draw(st.just(()) | st.just((Wait(code="bookkeeping", until=TODAY + timedelta(days=40)),))),
        papers=papers,
        documents=draw(st.integers(0, 50)),
        holdings=(Holding(noun="record", count=1),),
        counts_from=draw(st.none() | st.just(date(2026, 11, 1))),
    )


def answers() -> st.SearchStrategy[Answers]:
    """Any answers, right and wrong ones."""
    return st.builds(
        Answers,
        survey=st.none() | st.just(Survey(reason="price")) | st.just(Survey(reason="nonsense")),
        acknowledged_wait=st.booleans(),
        owner=st.none() | st.sampled_from(["usr_0", "usr_1", "u2@example.com", "usr_stranger"]),
        notify=st.none() | st.booleans(),
        typed_name=st.none() | st.sampled_from(["Birch & Sons", " Birch &  Sons ", "Birch"]),
        documents=st.none()
        | st.just(DocumentChoice(scope=DocumentScope.NONE))
        | st.just(DocumentChoice(scope=DocumentScope.ALL)),
        restore=st.none() | st.sampled_from(Restore),
        ending=st.none() | endings(),
        since=st.none() | st.sampled_from([TODAY, TODAY + timedelta(days=9), TODAY - timedelta(days=9)]),
        until=st.none() | st.sampled_from([TODAY + timedelta(days=9), TODAY + timedelta(days=19)]),
        type=st.sampled_from(["", "", "vacation", "days_late"]),
    )


def actors() -> st.SearchStrategy[Actor]:
    """Somebody of the firm with any rights."""
    rights = st.frozensets(st.sampled_from(Right)) | st.just(frozenset(Right))
    return st.builds(
        Actor,
        person=st.just(OLIVE.id),
        name=st.just("Olive"),
        email=st.just(OLIVE.email),
        side=st.just(Side.FIRM),
        rights=rights,
        firm=st.just("firm_1"),
    )


def actions(found: Facts) -> st.SearchStrategy[Action]:
    """Any verb on the target of these facts, with any answers."""
    assert found.target is not None
    return st.builds(Action, verb=st.sampled_from(Verb), target=st.just(found.target.id), answers=answers())


profiles = st.sampled_from(tuple(POLICIES))
EVERYBODY = Actor(
    person=OLIVE.id, name="Olive", email=OLIVE.email, side=Side.FIRM, rights=frozenset(Right), firm="firm_1"
)
