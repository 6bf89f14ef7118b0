"""The verbs at work on real rows: what each does, to whom it is told, and what is kept (R9-R27)."""

from datetime import UTC, date, datetime

import pytest

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Survey, Verb
from tenure.core.refusals import RefusalCode
from tenure.operations.errors import FactsChanged, Missing, Refused
from tenure.operations.log import verify
from tenure.records.models import (
    Client,
    Connection,
    Document,
    DocumentState,
    LogEntry,
    OutboxMail,
    OwnerRequest,
    Stop,
    Subscription,
    SurveyAnswer,
    Transition,
    Wait,
)
from tests.operations.acting import do, look, product_of
from tests.worlds import World, counted, fresh, practice_world, shown

pytestmark = pytest.mark.django_db

HALLOWEEN = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def add_documents(client: Client, count: int, state: DocumentState = DocumentState.RECEIVED) -> None:
    subscription = product_of(client)
    Document.objects.bulk_create(
        Document(
            client=client,
            subscription_id=subscription,
            name=f"{n}.pdf",
            state=state.value,
            added_side="client",
        )
        for n in range(count)
    )


def ready(owner: str, **more: object) -> Answers:
    return Answers(acknowledged_wait=True, owner=owner, **more)  # type: ignore[arg-type]


def test_deactivating_a_product_stops_extraction_and_tells_those_concerned_r18_r19_r20(world: World) -> None:
    add_documents(world.birch, 18)
    product = product_of(world.birch, "bookkeeping")
    made = do(
        world,
        world.mina,
        Verb.DEACTIVATE,
        product,
        ready(
            world.zoe.id,
            survey=Survey(reason="seasonal_pause", score=8, comment="Back in spring"),
            notify=True,
        ),
        at=HALLOWEEN,
    )
    stop = Stop.objects.get(node=product)
    assert (stop.since, stop.locked_until, stop.cause_id) == (date(2026, 10, 31), date(2027, 2, 28), made.id)
    assert Document.objects.filter(state="held", held_since=HALLOWEEN).count() == 18
    assert SurveyAnswer.objects.get().comment == "Back in spring"
    told = set(OutboxMail.objects.values_list("to_address", "side"))
    assert told == {
        (world.olive.email, "firm"),
        (world.mina.email, "firm"),
        (world.zoe.email, "client"),
        (world.ian.email, "client"),
    }
    birch = fresh(world.birch)
    assert birch.firm_id == world.firm.id, "the firm keeps access"
    assert (birch.standing, birch.products_deactivated, birch.products_total) == ("active", 1, 2)


def test_the_client_is_told_only_if_chosen_r19(world: World) -> None:
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), ready(world.zoe.id, notify=False))
    assert not OutboxMail.objects.filter(side="client").exists()
    assert OutboxMail.objects.filter(side="firm").count() == 2


def test_the_last_product_moves_the_client_to_deactivated_r21(world: World) -> None:
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), ready(world.zoe.id))
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "data_health"), ready(world.zoe.id))
    assert fresh(world.birch).standing == "deactivated"
    assert {k: getattr(fresh(world.firm), k) for k in counted(world.firm)} == counted(world.firm)
    assert fresh(world.firm).clients_deactivated == 1


def test_four_months_pass_before_a_return_and_no_call_goes_round_it_r22(world: World) -> None:
    product = product_of(world.birch)
    do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id), at=HALLOWEEN)
    eve = datetime(2027, 2, 27, 23, 59, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        do(world, world.olive, Verb.REACTIVATE, product, at=eve)
    [reason] = refused.value.plan.refusals
    assert (reason.code, reason.until) == (RefusalCode.WAIT_NOT_OVER, date(2027, 2, 28))
    assert Stop.objects.get(node=product).lifted_at is None
    assert LogEntry.objects.filter(chain=world.birch.id, event="refused").count() == 1
    do(world, world.olive, Verb.REACTIVATE, product, at=datetime(2027, 2, 28, 0, 1, tzinfo=UTC))
    assert fresh(world.birch).products_deactivated == 0


def test_a_return_sends_on_the_documents_that_were_chosen_r23_r24(world: World) -> None:
    product = product_of(world.birch)
    add_documents(world.birch, 3)
    do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id), at=HALLOWEEN)
    Document.objects.filter(name="0.pdf").update(added_at=datetime(2027, 1, 5, tzinfo=UTC))
    spring = datetime(2027, 4, 1, 9, tzinfo=UTC)
    OutboxMail.objects.all().delete()
    since = DocumentChoice(scope=DocumentScope.SINCE, since=date(2027, 1, 1))
    Document.objects.exclude(name="0.pdf").update(added_at=HALLOWEEN)
    plan = look(world, world.mina, Verb.REACTIVATE, product, Answers(documents=since), at=spring)
    assert plan.effects[1].count == 1  # type: ignore[union-attr]
    do(world, world.mina, Verb.REACTIVATE, product, Answers(documents=since), at=spring)
    states = dict(Document.objects.values_list("name", "state"))
    assert states == {"0.pdf": "waiting", "1.pdf": "held", "2.pdf": "held"}
    assert set(OutboxMail.objects.values_list("side", flat=True)) == {"client"}


def test_disconnecting_ends_all_access_at_once_and_leaves_the_client_whole_r10_r12(world: World) -> None:
    add_documents(world.birch, 2)
    made = do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.email))
    birch = fresh(world.birch)
    assert (birch.firm_id, birch.owner_id, birch.users_joined) == (None, world.zoe.id, 1)
    link = Connection.objects.get(client=birch)
    assert (link.ended_by_id, link.until) == (made.id, made.at)
    assert not Subscription.objects.filter(client=birch, until=None).exists()
    assert Document.objects.filter(client=birch).count() == 2
    with pytest.raises(Missing):
        look(world, world.olive, Verb.DISCONNECT, birch.id)
    assert fresh(world.firm).clients_active == counted(world.firm)["clients_active"] == 3
    assert OutboxMail.objects.filter(transition=made).count() == 4


def test_a_wait_survives_disconnecting_r22(world: World) -> None:
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), ready(world.zoe.id), at=HALLOWEEN)
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    assert Wait.objects.get(client=world.birch, firm=world.firm).until == date(2027, 2, 28)
    assert not Stop.objects.filter(client=world.birch, lifted_at=None).exists()


def test_an_invited_owner_is_asked_and_the_previous_one_stays_section_11(world: World) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.ian.id))
    assert fresh(world.birch).owner_id == world.zoe.id
    request = OwnerRequest.objects.get(client=world.birch)
    assert (request.person_id, request.closed_at) == (world.ian.id, None)


def test_the_only_user_is_the_owner_without_being_asked_section_11(world: World) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.dune.id)
    assert fresh(world.dune).owner_id == world.dora.id


def test_without_an_owner_nothing_happens_r10(world: World) -> None:
    with pytest.raises(Refused) as refused:
        do(world, world.mina, Verb.DISCONNECT, world.birch.id)
    assert [r.code for r in refused.value.plan.refusals] == [RefusalCode.OWNER_REQUIRED]
    assert fresh(world.birch).firm_id == world.firm.id
    assert not Transition.objects.exists()


def test_a_self_paying_client_can_only_be_disconnected_r15(world: World) -> None:
    product = product_of(world.acme)
    for verb, target in ((Verb.DEACTIVATE, product), (Verb.DELETE, world.acme.id)):
        codes = {r.code for r in look(world, world.olive, verb, target).refusals}
        assert RefusalCode.SELF_PAYING in codes
    plan = look(world, world.olive, Verb.DISCONNECT, world.acme.id)
    assert [ask.step for ask in plan.asks] == ["owner"], "no survey for a self-paying client"
    do(world, world.olive, Verb.DISCONNECT, world.acme.id)
    assert Subscription.objects.get(id=product).until is None, "its subscription is untouched"


def test_a_client_without_users_can_only_be_deleted_r14_r25(world: World) -> None:
    codes = {r.code for r in look(world, world.olive, Verb.DISCONNECT, world.cedar.id).refusals}
    assert codes == {RefusalCode.NO_USERS}
    assert look(world, world.olive, Verb.DELETE, world.cedar.id).refusals == ()
    codes = {r.code for r in look(world, world.olive, Verb.DELETE, world.birch.id).refusals}
    assert codes == {RefusalCode.HAS_USERS}


@pytest.mark.parametrize("typed", ["Cedar", "cedar café", "", "Cedar Cafe"])
def test_a_wrong_name_erases_nothing_r26(world: World, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name=typed))
    assert refused.value.plan.refusals[0].code is RefusalCode.NAME_DOES_NOT_MATCH
    assert Client.objects.filter(id=world.cedar.id).exists()


def test_rights_are_asked_at_the_moment_of_acting_and_refusals_are_logged_r7_r8(world: World) -> None:
    product = product_of(world.birch)
    plan = look(world, world.fay, Verb.DEACTIVATE, product)
    [reason] = plan.refusals
    assert reason.code is RefusalCode.NOT_PERMITTED
    assert "Olive Reed" in str(reason.way_out.sentence.value("names"))
    with pytest.raises(Refused):
        do(world, world.fay, Verb.DEACTIVATE, product, ready(world.zoe.id))
    entry = LogEntry.objects.get(chain=world.birch.id, event="refused")
    assert entry.content["reasons"] == ["not_permitted"]
    assert world.fay.id not in str(entry.content), "persons stand in the log as commitments only"


def test_a_stranger_sees_nothing_r8(world: World) -> None:
    with pytest.raises(Missing):
        look(world, world.stan, Verb.DISCONNECT, world.birch.id)


def test_what_was_confirmed_is_what_is_done_r50(world: World) -> None:
    product = product_of(world.birch)
    seen = look(world, world.mina, Verb.DEACTIVATE, product)
    add_documents(world.birch, 1)
    with pytest.raises(FactsChanged) as changed:
        do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id), digest=seen.digest)
    assert changed.value.plan.refusals[0].code is RefusalCode.FACTS_CHANGED
    assert not Stop.objects.exists()
    do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id), digest=changed.value.plan.digest)


def test_doing_it_twice_does_nothing_the_second_time(world: World) -> None:
    product = product_of(world.birch)
    do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id))
    with pytest.raises(Refused) as refused:
        do(world, world.mina, Verb.DEACTIVATE, product, ready(world.zoe.id))
    assert [r.code for r in refused.value.plan.refusals] == [RefusalCode.ALREADY_STOPPED]
    assert Stop.objects.count() == Transition.objects.count() == 1


@pytest.mark.parametrize("profile", ["practice", "practice-classic", "cabinet"])
def test_there_and_back_leaves_the_list_as_it_was(profile: str) -> None:
    world = practice_world(profile)
    verb_on = world.birch.id if profile == "cabinet" else product_of(world.birch)
    before = shown(world.birch)
    do(world, world.mina, Verb.DEACTIVATE, verb_on, ready(world.zoe.id), at=HALLOWEEN)
    assert fresh(world.birch).products_deactivated == 1
    assert {k: getattr(fresh(world.birch), k) for k in before} == shown(fresh(world.birch))
    do(world, world.mina, Verb.REACTIVATE, verb_on, at=datetime(2027, 6, 1, tzinfo=UTC))
    assert shown(fresh(world.birch)) == before == {k: getattr(fresh(world.birch), k) for k in before}
    assert list(verify()) == []


def test_the_log_shows_any_change_to_it_r54(world: World) -> None:
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), ready(world.zoe.id))
    assert list(verify()) == []
    entry = LogEntry.objects.get(chain=world.birch.id)
    LogEntry.objects.filter(pk=entry.pk).update(event="reactivate")
    assert [b.problem for b in verify()] == ["it was changed"]
    LogEntry.objects.filter(pk=entry.pk).delete()
    assert [b.problem for b in verify()] == ["the last entries are missing"]
