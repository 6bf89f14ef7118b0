"""What a stop means for documents, on every profile that reads them, and under a plan of the client's own (R20, R30)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Question
from tenure.core.profiles import NAMES, profile
from tenure.operations.document_reading import read_due
from tenure.operations.document_turns import take_in_hand
from tenure.operations.documents import add_document
from tenure.operations.own_plan_turns import turn_own_plans
from tenure.operations.own_plans import carry_out, foresee
from tenure.outlets.extraction.reader import Reader
from tenure.records.models import Client, Document, DocumentReading, DocumentState, Person, Subscription
from tests.operations.acting import Peopled, do, look, product_of
from tests.operations.reading_documents import SURE_BILL
from tests.tree_worlds import solo_world
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

READ = {DocumentState.READY.value, DocumentState.REVIEW.value}
HELD = DocumentState.HELD.value
# Those whose products stand on the account; solo's stand on its businesses too.
READING = sorted(
    name for name in NAMES if any(product.extraction for product in profile(name).products) and name != "solo"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def add(
    world: Peopled, client: Client, person: Person, name: str, *, business: str | None = None
) -> Document:
    """One document with bytes of its own."""
    return add_document(
        client.id,
        ContentFile(SURE_BILL + name.encode()),
        name=name,
        business=business,
        actor=world.actor(person),
    ).document


def said(plan_shown: object) -> int:
    """How many documents the plan says will wait."""
    effects = [one for one in plan_shown.effects if type(one).__name__ == "HoldDocuments"]  # type: ignore[attr-defined]
    return sum(one.count for one in effects)


@pytest.mark.parametrize("profile_name", READING)
def test_deactivating_says_how_many_wait_those_in_hand_among_them(profile_name: str) -> None:
    world = practice_world(profile_name)
    for name in ("one", "two", "three"):
        add(world, world.birch, world.zoe, name)
    assert take_in_hand(Document.objects.earliest("id"), "a worker", timezone.now())
    product = Subscription.objects.filter(client=world.birch, extraction=True).earliest("product").id
    # Some profiles stop products one by one, some the client.
    target = world.birch.id if look(world, world.olive, Verb.DEACTIVATE, product).refused else product
    assert said(look(world, world.olive, Verb.DEACTIVATE, target)) == 3
    do(
        world,
        world.olive,
        Verb.DEACTIVATE,
        target,
        Answers(acknowledged_wait=True, owner=world.zoe.id),
    )
    assert set(Document.objects.values_list("state", flat=True)) == {HELD}
    assert fresh(world.birch).documents_held == 3


def test_a_business_counts_its_own_documents_and_the_client_all_of_them() -> None:
    world = solo_world()
    bakery, lettings = world.bakery.id, world.lettings.id
    for business, names in ((None, ["a"]), (bakery, ["b", "c"]), (lettings, ["d"])):
        for name in names:
            add(world, world.harpers, world.zoe, name, business=business)
    owner = Answers(owner=world.zoe.id)
    assert said(look(world, world.olive, Verb.DEACTIVATE, world.harpers.id)) == 4
    assert said(look(world, world.olive, Verb.DEACTIVATE, bakery)) == 2
    do(world, world.olive, Verb.DEACTIVATE, bakery, owner)
    assert sorted(Document.objects.filter(state=HELD).values_list("name", flat=True)) == ["b", "c"]
    assert said(look(world, world.olive, Verb.DEACTIVATE, world.harpers.id)) == 2, "two are held already"
    do(world, world.olive, Verb.DEACTIVATE, world.harpers.id, owner)
    back = do(world, world.olive, Verb.REACTIVATE, world.harpers.id)
    shown = [one for one in back.plan["shown"]["effects"] if one["code"] == "release_documents"]
    assert [one["count"] for one in shown] == [4]


def test_a_client_that_tries_a_plan_of_its_own_is_read_while_its_firm_has_stopped_and_held_after_it(
    reader: Reader,
) -> None:
    world = practice_world()
    zoe, start = world.actor(world.zoe), timezone.now()
    stopped = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), stopped)
    before = add(world, world.birch, world.zoe, "before")
    assert (read_due(timezone.now(), reader), fresh(before).state) == (0, HELD)
    trial = Question(wish=Wish.TRIAL)
    seen = foresee(trial, world.birch.id, actor=zoe)
    assert (seen.documents, seen.facts.resting_since is not None) == (1, True)
    carry_out(trial, world.birch.id, digest=seen.digest, actor=zoe)
    by_client, by_firm = (
        add(world, world.birch, world.zoe, "new"),
        add(world, world.birch, world.mina, "firm's"),
    )
    assert read_due(timezone.now(), reader) == 3
    assert {fresh(one).state for one in (before, by_client, by_firm)} <= READ
    waits, in_hand = add(world, world.birch, world.zoe, "last"), add(world, world.birch, world.mina, "hand")
    assert take_in_hand(in_hand, "a worker", timezone.now())
    assert turn_own_plans(start + timedelta(days=400)) == 1, "the trial ends by itself"
    after = add(world, world.birch, world.zoe, "after")
    assert {fresh(one).state for one in (waits, in_hand, after)} == {HELD}
    assert read_due(timezone.now(), reader) == 0
    assert DocumentReading.objects.count() == 3


def test_the_firm_stops_while_the_clients_own_plan_runs_and_nothing_rests(reader: Reader) -> None:
    world: World = practice_world()
    document = add(world, world.acme, world.ann, "own")
    assert read_due(timezone.now(), reader) == 1
    assert fresh(document).state in READ
