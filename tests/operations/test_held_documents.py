"""What was not chosen as a product came back is sent later, exactly as shown, and only where something reads it (R24)."""

from datetime import UTC, datetime, timedelta

import pytest

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Verb
from tenure.core.held_documents import SendChoice, Sending, SendScope
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Question
from tenure.operations.errors import Missing
from tenure.operations.held_documents import NotSentAsShown, foresee_sending, send_held
from tenure.operations.own_plans import carry_out, foresee
from tenure.records.models import Document, DocumentState, LogEntry, Person
from tests.operations.acting import do, product_of
from tests.operations.reading_documents import NO_DOCUMENT, added
from tests.tree_worlds import SoloWorld, solo_world
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = datetime(2026, 10, 5, 9, tzinfo=UTC), datetime(2026, 11, 5, 9, tzinfo=UTC)
NONE = Answers(documents=DocumentChoice(scope=DocumentScope.NONE))
HELD, WAITING = DocumentState.HELD.value, DocumentState.WAITING.value


@pytest.fixture
def world() -> World:
    """Three documents were held while Bookkeeping was stopped, and nobody chose them as it came back."""
    world = practice_world("practice-classic")
    stop(world)
    for number, at in enumerate((OCTOBER, OCTOBER, NOVEMBER)):
        document = added(world, NO_DOCUMENT + bytes([number]))
        Document.objects.filter(pk=document.pk).update(added_at=at, held_since=at)
    do(world, world.olive, Verb.REACTIVATE, product_of(world.birch), NONE)
    assert states() == [HELD] * 3
    return world


def stop(world: World) -> None:
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch))


def states() -> list[str]:
    return list(Document.objects.order_by("added_at", "id").values_list("state", flat=True))


def look(world: World, person: Person, choice: SendChoice | None = None) -> Sending:
    return foresee_sending(world.birch.id, choice or SendChoice(), actor=world.actor(person))


def send(world: World, person: Person, choice: SendChoice | None = None) -> Sending:
    seen = look(world, person, choice)
    return send_held(world.birch.id, choice or SendChoice(), digest=seen.digest, actor=world.actor(person))


def codes(plan: Sending) -> list[str]:
    return [one.code for one in plan.reasons]


def test_all_of_them_wait_again_and_the_log_knows_who_sent_them(world: World) -> None:
    done = send(world, world.fay)
    assert (done.count, done.held, done.unchosen, str(done.since)) == (3, 3, 0, "2026-10-05")
    assert states() == [WAITING] * 3
    assert Document.objects.filter(held_since__isnull=True, released_at__isnull=False).count() == 3
    assert fresh(world.birch).documents_held == 0
    assert LogEntry.objects.filter(chain=world.birch.id, event="documents_sent").count() == 1
    assert codes(look(world, world.fay)) == ["nothing_held"]


def test_those_since_a_day(world: World) -> None:
    choice = SendChoice(scope=SendScope.SINCE, since=NOVEMBER.date())
    done = send(world, world.mina, choice)
    assert (done.count, done.unchosen) == (1, 2)
    assert states() == [HELD, HELD, WAITING]
    assert codes(look(world, world.mina, choice)) == ["nothing_chosen"]


def test_those_that_were_ticked_and_nobody_elses(world: World) -> None:
    mine, other = Document.objects.order_by("id")[:2]
    choice = SendChoice(scope=SendScope.CHOSEN, documents=(mine.id, "doc_nobodys"))
    assert send(world, world.mina, choice).count == 1
    assert (fresh(mine).state, fresh(other).state) == (WAITING, HELD)


def test_what_was_shown_is_what_is_sent(world: World) -> None:
    seen = look(world, world.mina)
    late = added(world, b"one more")
    Document.objects.filter(pk=late.pk).update(state=HELD, held_since=NOVEMBER)
    with pytest.raises(NotSentAsShown) as other:
        send_held(world.birch.id, SendChoice(), digest=seen.digest, actor=world.actor(world.mina))
    assert other.value.plan.count == 4
    assert set(states()) == {HELD}


def test_nothing_is_sent_where_the_product_is_stopped_and_the_way_out_is_named(world: World) -> None:
    stop(world)
    plan = look(world, world.mina)
    assert codes(plan) == ["not_running"]
    assert [one.returns.id for one in plan.reasons if one.returns] == [product_of(world.birch)]
    with pytest.raises(NotSentAsShown):
        send(world, world.mina)
    assert states() == [HELD] * 3


def test_strangers_see_no_client(world: World) -> None:
    with pytest.raises(Missing):
        look(world, world.stan)
    with pytest.raises(Missing):
        look(world, world.dora)


def test_the_client_sends_under_its_own_plan_and_not_under_the_firms(world: World) -> None:
    assert codes(look(world, world.zoe)) == ["paid_by_firm"]
    stop(world)
    zoe, trial = world.actor(world.zoe), Question(wish=Wish.TRIAL, read=False)
    carry_out(trial, world.birch.id, digest=foresee(trial, world.birch.id, actor=zoe).digest, actor=zoe)
    assert states() == [HELD] * 3, "they were left as they are"
    assert send(world, world.zoe).count == 3
    assert states() == [WAITING] * 3


def test_papers_of_a_business_are_read_under_its_own_product_and_stay_where_it_is_stopped() -> None:
    world = solo_world()
    papers = {
        one.id: Document.objects.create(
            client=world.harpers,
            subscription=one,
            name=one.id,
            state=HELD,
            held_since=NOVEMBER,
            added_side="client",
        )
        for one in world.harpers.subscriptions.all()
    }
    bakery = world.bakery.subscriptions.get()
    do(world, world.olive, Verb.DEACTIVATE, world.bakery.id, Answers(owner=world.zoe.id))
    plan = foresee_sending(world.harpers.id, SendChoice(), actor=world.actor(world.mina))
    assert (plan.count, [one.count for one in plan.stays]) == (2, [1])
    send_held(world.harpers.id, SendChoice(), digest=plan.digest, actor=world.actor(world.mina))
    assert fresh(papers[bakery.id]).state == HELD
    assert {fresh(one).state for key, one in papers.items() if key != bakery.id} == {WAITING}
    assert _bakery_first(world) == world.bakery.id


def _bakery_first(world: SoloWorld) -> str:
    plan = foresee_sending(world.harpers.id, SendChoice(), actor=world.actor(world.mina))
    assert codes(plan) == ["not_running"]
    return next(one.returns.id for one in plan.reasons if one.returns)


def test_what_lies_under_a_product_that_ended_is_read_under_the_one_that_runs(world: World) -> None:
    running = product_of(world.birch)
    ended = world.birch.subscriptions.create(
        product="old", product_name="Old", payer="firm", extraction=True, since=OCTOBER, until=NOVEMBER
    )
    Document.objects.update(subscription=ended)
    assert send(world, world.mina).count == 3
    assert set(Document.objects.values_list("subscription_id", flat=True)) == {running}


def test_a_return_counts_by_day_only_what_returns() -> None:
    world = solo_world()
    at, yesterday = NOVEMBER, NOVEMBER - timedelta(days=1)
    own, *_others = world.harpers.subscriptions.filter(business=None)
    do(world, world.olive, Verb.DEACTIVATE, world.harpers.id, Answers(owner=world.zoe.id))
    gone = world.harpers.subscriptions.create(
        product="old", product_name="Old", payer="firm", extraction=True, since=OCTOBER, until=at
    )
    for under, when in ((own, at), (own, yesterday), (gone, at)):
        Document.objects.create(
            client=world.harpers,
            subscription=under,
            name="x",
            state=HELD,
            held_since=at,
            added_at=when,
            added_side="client",
        )
    since = Answers(documents=DocumentChoice(scope=DocumentScope.SINCE, since=at.date()))
    done = do(world, world.olive, Verb.REACTIVATE, world.harpers.id, since)
    shown = next(one for one in done.plan["shown"]["effects"] if one["code"] == "release_documents")
    assert shown["count"] == 1, "not the one under a product that ended"
    assert Document.objects.filter(state=WAITING).count() == 1
