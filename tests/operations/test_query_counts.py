"""Mass work takes the same queries for five clients and for hundreds: nothing is written row by row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.actions import Action, Answers, Verb
from tenure.core.plan import Plan
from tenure.operations.lifecycle import Order, Outcome, offers_for_many, perform_many, preview_many
from tenure.operations.log import verify
from tenure.records.models import Client, Source, Subscription
from tests.crowd import crowd
from tests.worlds import World, counted, fresh, practice_world

pytestmark = pytest.mark.django_db

FEW, MANY = 5, 200
AUTUMN, SPRING = datetime(2026, 11, 2, 10, tzinfo=UTC), datetime(2027, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return practice_world()


def products_of(clients: list[Client]) -> list[str]:
    return list(Subscription.objects.filter(client__in=clients).order_by("id").values_list("id", flat=True))


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def many(world: World, verb: Verb, targets: list[str], *, at: datetime = AUTUMN) -> tuple[int, int]:
    """Previews and performs `verb` on every target; how many queries the one and the other took."""
    olive = world.actor(world.olive)
    actions = [Action(verb=verb, target=target) for target in targets]
    plans: list[Plan | None] = []
    previewing = queries(lambda: plans.extend(preview_many(actions, olive, at=at)))
    orders = [
        Order(action=replace(action, answers=answered(plan)), digest=plan.digest)
        for action, plan in zip(actions, plans, strict=True)
        if plan is not None
    ]
    outcomes: list[Outcome] = []
    performing = queries(lambda: outcomes.extend(perform_many(orders, olive, source=Source.WEB, at=at)))
    assert [o.error for o in outcomes] == [None] * len(targets)
    return previewing, performing


def test_stopping_and_bringing_back_hundreds_takes_the_queries_of_a_few(world: World) -> None:
    few, crowded = (products_of(crowd(world.firm, number, start=number)) for number in (FEW, MANY))
    # The actor's key for the log is made once, by whatever comes first.
    many(world, Verb.DEACTIVATE, few[:1])
    assert many(world, Verb.DEACTIVATE, crowded) == many(world, Verb.DEACTIVATE, few[1:])
    assert many(world, Verb.REACTIVATE, crowded, at=SPRING) == many(world, Verb.REACTIVATE, few, at=SPRING)
    check_books(world)


@pytest.mark.parametrize(("verb", "used"), [(Verb.DISCONNECT, True), (Verb.DELETE, False)])
def test_parting_from_hundreds_takes_the_queries_of_a_few(world: World, verb: Verb, used: bool) -> None:
    few, crowded = (
        [client.id for client in crowd(world.firm, number, start=number, used=used)] for number in (FEW, MANY)
    )
    many(world, verb, few[:1])
    assert many(world, verb, crowded) == many(world, verb, few[1:])
    assert Client.objects.filter(firm=world.firm).count() == 4, "those of the world are still there"
    check_books(world)


def test_the_buttons_of_a_page_take_the_queries_of_one_client(world: World) -> None:
    olive = world.actor(world.olive)
    clients = [client.id for client in crowd(world.firm, MANY)]
    few = queries(lambda: offers_for_many(olive, clients[:1]))
    assert queries(lambda: offers_for_many(olive, clients)) == few


def answered(plan: Plan) -> Answers:
    """Whatever a plan may insist on: the wait is known, the name is typed."""
    return Answers(acknowledged_wait=True, typed_name=plan.client.name)


def check_books(world: World) -> None:
    """The counters say what the rows say, and the log holds."""
    firm = fresh(world.firm)
    assert {name: getattr(firm, name) for name in counted(firm)} == counted(firm)
    assert list(verify()) == []
