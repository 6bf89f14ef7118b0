"""A client tries, takes, changes and leaves a plan of its own, with a clock that people can read (R12, R15, R20, R47)."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Actor
from tenure.core.offers import offers
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.operations.documents import add_document
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.exports import pack
from tenure.operations.letters import compose
from tenure.operations.own_plan_turns import remind_of_trials, turn_own_plans
from tenure.operations.own_plans import NotAsShown, carry_out, foresee
from tenure.operations.plan_payments import settle
from tenure.records.facts import Wanted, gather
from tenure.records.models import (
    Client,
    Document,
    LogEntry,
    OutboxMail,
    OwnPlan,
    PlanPayment,
    Stop,
    Subscription,
)
from tenure.records.policies import policy_of
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

TRIAL, CANCEL = Question(wish=Wish.TRIAL), Question(wish=Wish.CANCEL)
BUSINESS = Question(wish=Wish.SUBSCRIBE, tariff="business")
RECORDS = Question(wish=Wish.SUBSCRIBE, tariff="records")
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def on(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def wish(question: Question, client: Client, actor: Actor, at: datetime = NOON) -> Proposal:
    """Looks, then does exactly that."""
    return carry_out(
        question,
        client.id,
        digest=foresee(question, client.id, actor=actor, at=at).digest,
        actor=actor,
        at=at,
    )


def paper(world: World, client: Client, name: str, at: datetime = NOON) -> Document:
    user = world.actor(world.zoe)
    return add_document(client.id, ContentFile(name.encode()), name=name, actor=user, at=at).document


def own(client: Client) -> OwnPlan:
    return OwnPlan.objects.get(client=client, subscription__until=None)


def deactivated(world: World, at: datetime = NOON) -> str:
    """Birch's bookkeeping, stopped by its firm."""
    product = product_of(world.birch, "bookkeeping")
    do(
        world,
        world.mina,
        Verb.DEACTIVATE,
        product,
        Answers(acknowledged_wait=True, owner=world.zoe.id),
        at=at,
    )
    OutboxMail.objects.all().delete()
    return product


def verbs(world: World, client: Client, at: datetime) -> set[tuple[Verb, bool]]:
    """What the firm is offered for a client, and whether it can be pressed."""
    actor = world.actor(world.olive)
    facts = gather(actor, [Wanted(target=client.id)], at=at)[client.id]
    return {(one.verb, one.refusal is None) for one in offers(facts, policy_of(world.firm), actor)}


def test_a_trial_runs_fourteen_days_without_a_card_and_is_had_once(world: World) -> None:
    zoe = world.actor(world.zoe)
    wish(TRIAL, world.birch, zoe)
    plan = own(world.birch)
    assert (plan.began_on, plan.ends_on) == (date(2026, 11, 3), date(2026, 11, 17))
    assert plan.subscription.trial
    assert plan.time_zone == "Europe/London"
    assert not PlanPayment.objects.exists()
    assert turn_own_plans(on(date(2026, 11, 16), 23)) == 0
    assert turn_own_plans(on(date(2026, 11, 17), 0)) == 1
    assert turn_own_plans(on(date(2026, 11, 17), 0)) == 0, "the second time does nothing"
    assert fresh(world.birch).payer == "firm"
    again = foresee(TRIAL, world.birch.id, actor=zoe, at=on(date(2026, 12, 1)))
    assert [reason.code for reason in again.reasons] == ["trial_used"]


def test_the_firms_exits_shrink_to_disconnect_and_come_back_with_its_stops(world: World) -> None:
    product = deactivated(world)
    zoe = world.actor(world.zoe)
    before = verbs(world, world.birch, NOON)
    wish(TRIAL, world.birch, zoe)
    assert fresh(world.birch).payer == "client"
    assert verbs(world, world.birch, NOON) == {(Verb.DISCONNECT, True)}
    assert Stop.objects.filter(node=product, lifted_at=None).count() == 1, (
        "the firm's stop stays recorded (R15)"
    )
    turn_own_plans(on(date(2026, 11, 17)))
    assert verbs(world, world.birch, on(date(2026, 11, 17))) == before
    assert fresh(world.birch).standing == "active", "one product of two is stopped"


def test_documents_are_read_under_the_own_plan_and_are_held_again_after_it(world: World) -> None:
    product = deactivated(world)
    zoe = world.actor(world.zoe)
    old = paper(world, world.birch, "old.pdf")
    assert fresh_state(old) == ("held", product)
    assert wish(TRIAL, world.birch, zoe).facts.resting == 1
    mine = own(world.birch).subscription_id
    assert fresh_state(old) == ("waiting", product), "chosen: what rested is read, where it lies"
    new = paper(world, world.birch, "new.pdf", NOON + timedelta(days=1))
    assert fresh_state(new) == ("received", mine)
    turn_own_plans(on(date(2026, 11, 17)))
    assert fresh_state(new) == fresh_state(old) == ("held", product), "the firm's stop counts again (R20)"
    assert fresh(world.birch).documents_held == 2


def fresh_state(document: Document) -> tuple[str, str | None]:
    document.refresh_from_db()
    return document.state, document.subscription_id


def test_what_rests_stays_where_it_is_if_the_client_says_so(world: World) -> None:
    product = deactivated(world)
    old = paper(world, world.birch, "old.pdf")
    zoe = world.actor(world.zoe)
    seen = foresee(TRIAL, world.birch.id, actor=zoe, at=NOON)
    carry_out(Question(wish=Wish.TRIAL, read=False), world.birch.id, digest=seen.digest, actor=zoe, at=NOON)
    assert fresh_state(old) == ("held", product)


def test_when_the_firms_product_runs_what_waits_is_read_under_it_afterwards(world: World) -> None:
    zoe = world.actor(world.zoe)
    wish(TRIAL, world.birch, zoe)
    mine = own(world.birch).subscription
    paper_of_mine = paper(world, world.birch, "one.pdf")
    Document.objects.filter(pk=paper_of_mine.pk).update(subscription=mine)
    turn_own_plans(on(date(2026, 11, 17)))
    assert fresh_state(paper_of_mine) == ("received", product_of(world.birch, "bookkeeping"))


def test_reminders_leave_seven_three_and_one_day_before_each_once_to_who_administers(world: World) -> None:
    wish(TRIAL, world.birch, world.actor(world.zoe))
    OutboxMail.objects.all().delete()
    told: dict[date, list[str]] = {}
    day = date(2026, 11, 3)
    while day < date(2026, 11, 25):
        for hour in (1, 9, 22):
            remind_of_trials(on(day, hour))
            turn_own_plans(on(day, hour))
        letters = OutboxMail.objects.filter(created_at__date=day)
        if letters:
            told[day] = [f"{one.to_address}: {compose(one).subject}" for one in letters]
        day += timedelta(days=1)
    to = world.zoe.email
    assert told == {
        date(2026, 11, 10): [f"{to}: The free trial of Birch & Sons ends in 7 days"],
        date(2026, 11, 14): [f"{to}: The free trial of Birch & Sons ends in 3 days"],
        date(2026, 11, 16): [f"{to}: The free trial of Birch & Sons ends in 1 day"],
        date(2026, 11, 17): [f"{to}: The free trial of Birch & Sons has ended"],
    }


def test_a_worker_that_slept_sends_the_nearest_reminder_only(world: World) -> None:
    wish(TRIAL, world.birch, world.actor(world.zoe))
    OutboxMail.objects.all().delete()
    assert remind_of_trials(on(date(2026, 11, 15))) == 1
    assert "ends in 2 days" in compose(OutboxMail.objects.get()).subject
    assert remind_of_trials(on(date(2026, 11, 15), 18)) == 0
    assert remind_of_trials(on(date(2026, 11, 16))) == 1
    assert remind_of_trials(on(date(2026, 11, 18))) == 0, "it is too late to remind"


def test_the_day_is_that_of_the_firm_even_after_the_firm_has_gone(world: World) -> None:
    type(world.firm).objects.filter(pk=world.firm.pk).update(time_zone="Pacific/Auckland")
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id), at=NOON)
    wish(TRIAL, world.birch, world.actor(world.zoe), at=on(date(2026, 11, 3), 20))
    assert own(world.birch).began_on == date(2026, 11, 4), "it is tomorrow in Auckland"
    assert turn_own_plans(datetime(2026, 11, 17, 10, 30, tzinfo=UTC)) == 0
    assert turn_own_plans(datetime(2026, 11, 17, 11, 30, tzinfo=UTC)) == 1


def test_a_client_without_a_firm_subscribes_and_owes_each_month_once(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id), at=NOON)
    start = on(date(2027, 1, 31))
    wish(BUSINESS, world.birch, world.actor(world.zoe), at=start)
    assert turn_own_plans(on(date(2027, 5, 1))) == 1
    while turn_own_plans(on(date(2027, 5, 1))):
        pass
    months = [(p.begins_on, p.ends_on, p.due_on) for p in PlanPayment.objects.order_by("begins_on")]
    assert months == [
        (date(2027, 1, 31), date(2027, 2, 28), date(2027, 2, 14)),
        (date(2027, 2, 28), date(2027, 3, 31), date(2027, 3, 14)),
        (date(2027, 3, 31), date(2027, 4, 30), date(2027, 4, 14)),
        (date(2027, 4, 30), date(2027, 5, 31), date(2027, 5, 14)),
    ]
    first = PlanPayment.objects.order_by("begins_on")[0]
    assert (first.amount, first.currency, first.state) == (Decimal("29.00"), "EUR", "due")
    assert len({p.reference for p in PlanPayment.objects.all()}) == 4
    assert settle(first.reference.lower(), paid=True).state == "paid"
    assert settle(first.reference, paid=True).state == "paid", "twice is once"
    assert LogEntry.objects.filter(chain=world.birch.id, event="own_payment_paid").count() == 1


def test_subscribing_during_the_trial_keeps_the_free_days(world: World) -> None:
    zoe = world.actor(world.zoe)
    wish(TRIAL, world.birch, zoe)
    wish(BUSINESS, world.birch, zoe, at=on(date(2026, 11, 5)))
    assert own(world.birch).subscription.trial
    assert not PlanPayment.objects.exists()
    assert remind_of_trials(on(date(2026, 11, 14))) == 0, "nothing ends"
    turn_own_plans(on(date(2026, 11, 17)))
    plan = own(world.birch)
    assert (plan.subscription.trial, plan.began_on, plan.ends_on, plan.price) == (
        False,
        date(2026, 11, 17),
        date(2026, 12, 17),
        Decimal("29.00"),
    )
    assert PlanPayment.objects.get().begins_on == date(2026, 11, 17)
    assert Subscription.objects.filter(client=world.birch, payer="client").count() == 1


def test_cancelling_a_trial_ends_it_at_once_and_a_paid_month_at_its_end(world: World) -> None:
    zoe = world.actor(world.zoe)
    wish(TRIAL, world.birch, zoe)
    wish(CANCEL, world.birch, zoe, at=NOON + timedelta(days=1))
    assert fresh(world.birch).payer == "firm"
    wish(BUSINESS, world.birch, zoe, at=on(date(2026, 12, 1)))
    wish(CANCEL, world.birch, zoe, at=on(date(2026, 12, 5)))
    assert fresh(world.birch).payer == "client", "what is paid runs on"
    wish(BUSINESS, world.birch, zoe, at=on(date(2026, 12, 6)))
    assert own(world.birch).cancelled_at is None, "the cancellation is taken back"
    wish(CANCEL, world.birch, zoe, at=on(date(2026, 12, 7)))
    turn_own_plans(on(date(2027, 1, 1)))
    assert fresh(world.birch).payer == "firm"
    assert PlanPayment.objects.count() == 1, "no month is owed after the end"


def test_another_plan_begins_with_the_next_month(world: World) -> None:
    zoe = world.actor(world.zoe)
    wish(BUSINESS, world.birch, zoe)
    wish(RECORDS, world.birch, zoe, at=NOON + timedelta(days=3))
    assert own(world.birch).subscription.plan == "business"
    turn_own_plans(on(date(2026, 12, 3)))
    subscription = own(world.birch).subscription
    assert (subscription.plan, subscription.extraction) == ("records", False)
    assert PlanPayment.objects.order_by("-begins_on")[0].amount == Decimal("9.00")


def test_what_was_shown_is_what_is_done_or_nothing(world: World) -> None:
    zoe = world.actor(world.zoe)
    deactivated(world)
    seen = foresee(TRIAL, world.birch.id, actor=zoe, at=NOON)
    paper(world, world.birch, "meanwhile.pdf")
    with pytest.raises(NotAsShown) as changed:
        carry_out(TRIAL, world.birch.id, digest=seen.digest, actor=zoe, at=NOON)
    assert changed.value.proposal.digest != seen.digest
    assert not OwnPlan.objects.exists()


def test_only_owner_and_administrators_may_and_the_refusal_is_logged(world: World) -> None:
    world.birch.users.filter(person=world.ian).update(state="joined", joined_at=NOON)
    ian = world.actor(world.ian)
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        foresee(TRIAL, world.birch.id, actor=ian, at=NOON)
    assert LogEntry.objects.filter(chain=world.birch.id, event="refused").count() == 1
    for stranger in (world.ann, world.olive):
        with pytest.raises(Missing):
            carry_out(TRIAL, world.birch.id, digest="", actor=world.actor(stranger), at=NOON)


def test_letters_say_it_in_french_too(world: World) -> None:
    type(world.zoe).objects.filter(pk=world.zoe.pk).update(locale="fr")
    wish(BUSINESS, world.birch, world.actor(world.zoe))
    letter = compose(OutboxMail.objects.get(kind="own_plan_begun"))
    assert "Entreprise" in letter.subject
    assert PlanPayment.objects.get().reference in letter.text
    assert f"/account/{world.birch.id}/subscription/" in letter.text


def test_a_plan_that_came_from_elsewhere_can_be_left_or_taken_over(world: World) -> None:
    ann = world.actor(world.ann)
    assert not foresee(TRIAL, world.acme.id, actor=ann, at=NOON).effects
    wish(BUSINESS, world.acme, ann)
    assert own(world.acme).months == 1
    assert Subscription.objects.filter(client=world.acme, payer="client", until=None).count() == 1


def test_the_accounts_own_copy_holds_its_payments_and_the_firms_does_not(world: World) -> None:
    wish(BUSINESS, world.birch, world.actor(world.zoe))
    reference = PlanPayment.objects.get().reference

    def names(actor: Actor) -> set[str]:
        whole = zipfile.ZipFile(io.BytesIO(b"".join(pack(world.birch.id, actor=actor).chunks)))
        rows = {name: whole.read(name).decode() for name in whole.namelist() if name.endswith("payments.csv")}
        assert all(reference in text for text in rows.values())
        return {name.rpartition("/")[2] for name in rows}

    assert names(world.actor(world.zoe)) == {"plan_payments.csv"}
    assert names(world.actor(world.olive)) == set()


def test_erasing_a_client_leaves_its_payments_without_it_r27(world: World) -> None:
    wish(BUSINESS, world.dune, world.actor(world.dora))
    Subscription.objects.filter(client=world.dune, payer="client").update(until=NOON)
    Client.objects.filter(pk=world.dune.pk).update(owner=None)
    world.dune.users.all().delete()
    do(world, world.olive, Verb.DELETE, world.dune.id, Answers(typed_name=world.dune.name), at=NOON)
    assert not OwnPlan.objects.exists()
    payment = PlanPayment.objects.get()
    assert (payment.client_id, payment.subscription_id, payment.amount) == (None, None, Decimal("29.00"))
    assert settle(payment.reference, paid=True).state == "paid"
