"""What the firm itself pays: which clients count, and what every plan says about it before it is performed (R47, R50)."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.actions import Action, Answers, Verb
from tenure.core.client_count import counts
from tenure.core.describe import lines
from tenure.core.plan import Plan
from tenure.core.plan_json import plan_to_json
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.firm_plans import choose_plan, look_at_plan
from tenure.operations.lifecycle import Order, perform_many, preview_many
from tenure.records.facts import Wanted, gather
from tenure.records.firm_count import clients_counted
from tenure.records.models import Client, Firm, LogEntry, OutboxMail, Source
from tenure.speech.speak import speak
from tests.operations.acting import Peopled, do, look, product_of
from tests.tree_worlds import hauler_world, solo_world
from tests.worlds import World, fresh, new_client, practice_world, products_of, recount

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 21, 10, tzinfo=UTC)
GO_ON = Answers(acknowledged_wait=True, owner="zoe.birch@example.com")
HARPER = Answers(owner="zoe.harper@example.com")
ALONE = Answers(acknowledged_wait=True)


def paying(firm: Firm, plan: str = "starter") -> None:
    Firm.objects.filter(pk=firm.pk).update(plan=plan, currency="EUR")


@pytest.fixture
def world() -> World:
    world = practice_world()
    paying(world.firm)
    return world


def counted(firm: Firm) -> int:
    return clients_counted([firm], NOVEMBER.date())[firm.id]


def said(plan: Plan) -> str:
    """The line about the count, with what is measured; nothing where there is none."""
    found = (line for line in lines(plan) if line.code == "count_client")
    return " ".join(
        f"{speak(line.sentence)} {speak(line.detail) if line.detail else ''}".strip() for line in found
    )


FEWER = "Your firm pays for one client fewer from 1 December 2026. "


def test_who_counts_has_a_product_that_the_firm_pays_for_and_that_is_not_deactivated(world: World) -> None:
    assert counted(world.firm) == 3, "Acme pays for itself"
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), GO_ON, at=NOVEMBER)
    assert counted(world.firm) == 3, "Birch has another product"
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.dune), ALONE, at=NOVEMBER)
    assert counted(world.firm) == 2
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, GO_ON, at=NOVEMBER)
    assert counted(world.firm) == 1


def test_the_plan_says_how_many_instead_of_how_many_and_how_much_less(world: World) -> None:
    leaving = look(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER)
    assert said(leaving) == (
        FEWER + "From 1 December 2026 you pay for 2 instead of 3 clients (−12.00 EUR a month)."
    )
    assert said(look(world, world.mina, Verb.DISCONNECT, world.acme.id, at=NOVEMBER)) == ""
    first, second = (product_of(world.birch, one.code) for one in products_of("practice")[:2])
    assert said(look(world, world.mina, Verb.DEACTIVATE, first, at=NOVEMBER)) == ""
    do(world, world.mina, Verb.DEACTIVATE, first, GO_ON, at=NOVEMBER)
    assert FEWER in said(look(world, world.mina, Verb.DEACTIVATE, second, at=NOVEMBER)), (
        "the last one that ran"
    )
    gone = look(world, world.mina, Verb.DELETE, world.cedar.id, at=NOVEMBER)
    assert FEWER in said(gone)
    plain = plan_to_json(leaving, speak)
    assert plain["cost"] == {
        "since": "2026-12-01",
        "clients": {"before": 3, "after": 2},
        "month": {"before": 3600, "after": 2400, "currency": "EUR"},
        "sentence": "From 1 December 2026 you pay for 2 instead of 3 clients (−12.00 EUR a month).",
    }


def test_what_comes_back_costs_again() -> None:
    world = solo_world()
    paying(world.firm)
    do(world, world.mina, Verb.DEACTIVATE, world.harpers.id, HARPER, at=NOVEMBER)
    assert counted(world.firm) == 0
    back = look(world, world.mina, Verb.REACTIVATE, world.harpers.id, at=NOVEMBER)
    assert said(back) == (
        "Your firm pays for one client more from 1 December 2026. "
        "From 1 December 2026 you pay for 1 instead of 0 clients (+12.00 EUR a month)."
    )


def test_a_business_alone_frees_nothing_while_something_else_of_the_client_runs() -> None:
    world = solo_world()
    paying(world.firm)
    plan = look(world, world.mina, Verb.DEACTIVATE, world.bakery.id, at=NOVEMBER)
    assert not plan.refused
    assert said(plan) == ""


@pytest.mark.parametrize("profile", ["practice", "practice-classic", "cabinet"])
def test_disconnecting_frees_a_client_under_every_profile_with_products(profile: str) -> None:
    world = practice_world(profile)
    paying(world.firm)
    assert FEWER in said(look(world, world.mina, Verb.DISCONNECT, world.birch.id, at=NOVEMBER))
    done = do(world, world.mina, Verb.DISCONNECT, world.birch.id, GO_ON, at=NOVEMBER)
    assert done.plan["shown"]["cost"]["clients"] == {"before": 3, "after": 2}
    assert counted(world.firm) == 2


def test_a_firm_without_a_plan_or_without_products_reads_nothing_of_it() -> None:
    free = practice_world()
    assert said(look(free, free.mina, Verb.DISCONNECT, free.birch.id, at=NOVEMBER)) == ""
    hauler = hauler_world()
    paying(hauler.firm)
    plan = look(hauler, hauler.mina, Verb.DEACTIVATE, hauler.mill_lane.id, at=NOVEMBER)
    assert (said(plan), plan.cost) == ("", None)


def test_other_clients_move_the_numbers_but_make_no_plan_stale(world: World) -> None:
    seen = look(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER)
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, GO_ON, at=NOVEMBER)
    again = look(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER)
    assert seen.digest == again.digest
    assert "2 instead of 3" in said(seen)
    assert "1 instead of 2" in said(again)
    made = do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER, digest=seen.digest)
    assert made.plan["shown"]["cost"]["clients"] == {"before": 2, "after": 1}
    told = OutboxMail.objects.filter(kind="disconnect", side="firm", client=world.dune).first()
    assert told is None or "count_client" in {line["code"] for line in told.context["lines"]}


def test_many_at_once_count_on_from_each_other_and_cost_two_queries_more(world: World) -> None:
    clients = [new_client(world.firm, f"Client {n}", products_of("practice")[:1]) for n in range(5)]
    recount(world.firm)
    actor = world.actor(world.mina)
    actions = [Action(verb=Verb.DELETE, target=client.id) for client in clients]

    def previewed() -> tuple[list[Plan | None], int]:
        with CaptureQueriesContext(connection) as queries:
            found = preview_many(actions, actor, at=NOVEMBER)
        return found, len(queries)

    plans, cost = previewed()
    Firm.objects.filter(pk=world.firm.pk).update(plan="")
    _plans, free = previewed()
    assert cost == free + 2
    paying(world.firm)
    orders = [
        Order(
            action=Action(verb=Verb.DELETE, target=client.id, answers=Answers(typed_name=client.name)),
            digest=plan.digest,
        )
        for client, plan in zip(clients, plans, strict=True)
        if plan is not None
    ]
    done = perform_many(orders, actor, source=Source.WEB, at=NOVEMBER)
    after = [one.plan.cost.after for one in done if one.plan is not None and one.plan.cost is not None]
    assert after == [7, 6, 5, 4, 3] == list(range(7, counted(world.firm) - 1, -1))


def test_the_rows_count_as_the_core_does(world: World) -> None:
    solo = solo_world()
    do(solo, solo.mina, Verb.DEACTIVATE, solo.bakery.id, HARPER, at=NOVEMBER)
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.dune), ALONE, at=NOVEMBER)
    for place in (world, solo):
        _agree(place, place.firm)
    do(solo, solo.mina, Verb.DEACTIVATE, solo.harpers.id, HARPER, at=NOVEMBER)
    _agree(solo, solo.firm)


def _agree(place: Peopled, firm: Firm) -> None:
    clients = list(Client.objects.filter(firm=firm).values_list("id", flat=True))
    mina = place.mina  # type: ignore[attr-defined]
    facts = gather(place.actor(mina), [Wanted(target=client) for client in clients], at=NOVEMBER)
    assert counted(firm) == sum(counts(one) for one in facts.values())


def test_another_plan_is_looked_at_and_then_chosen_as_seen(world: World) -> None:
    olive = world.actor(world.olive)
    change = look_at_plan("practice", actor=olive, at=NOVEMBER)
    assert (change.clients, change.month_before, change.month_after) == (3, 3600, 9000)
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER)
    with pytest.raises(Invalid, match="changed since you looked"):
        choose_plan("practice", seen=change.receipt, actor=olive, at=NOVEMBER)
    now = look_at_plan("practice", actor=olive, at=NOVEMBER)
    choose_plan("practice", seen=now.receipt, actor=olive, at=NOVEMBER)
    assert fresh(world.firm).plan == "practice"
    assert LogEntry.objects.filter(chain=world.firm.id, event="firm_plan_chosen").count() == 1
    with pytest.raises(Invalid, match="already"):
        look_at_plan("practice", actor=olive, at=NOVEMBER)
    with pytest.raises(Missing):
        look_at_plan("nonsense", actor=olive, at=NOVEMBER)
    with pytest.raises(NotAllowed):
        look_at_plan("volume", actor=world.actor(world.fay), at=NOVEMBER)


def test_within_the_included_clients_the_price_stays(world: World) -> None:
    paying(world.firm, "practice")
    assert said(look(world, world.mina, Verb.DISCONNECT, world.dune.id, at=NOVEMBER)) == (
        FEWER + "From 1 December 2026 2 clients count instead of 3; 10 are included in your plan."
    )
