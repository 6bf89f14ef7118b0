"""The rule of suspension over real bills: grace, warning, notice to the firm, and lifted at once by money (R41)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tenure.core.actions import Answers, Verb
from tenure.core.credit import CreditTerms
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.letters import compose
from tenure.operations.log import verify
from tenure.operations.outbox import deliver_due
from tenure.operations.payments import reverse_payment
from tenure.operations.suspend_rule import set_credit_terms, suspend_by_rule
from tenure.records.credit_standing import credit_standing
from tenure.records.models import Client, DebtWarning, Letterhead, OutboxMail, Stop
from tests.operations.acting import do
from tests.operations.billing import bill, pay, rule_of
from tests.outlets.post_office import open_post_office
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import fresh, new_client, recount

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DUE = date(2026, 6, 15)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def types(client: Client | None = None) -> list[str]:
    rows = Stop.objects.filter(lifted_at=None, kind="suspension")
    return list(
        (rows.filter(client=client) if client else rows).order_by("id").values_list("type", flat=True)
    )


def letters(kind: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("created_at", "to_address"))


def test_who_pays_is_lifted_at_once_and_a_payment_taken_back_suspends_again(world: HaulerWorld) -> None:
    rule_of(world, days_late=30)
    bill(world, "100.00", at=JUNE)
    late = JUNE + 44 * DAY
    assert suspend_by_rule(late - DAY) == 0
    assert suspend_by_rule(late) == 1
    payment = pay(world, "100.00", at=late)
    assert types() == []
    assert not fresh(world.mill_lane).suspended
    reverse_payment(payment.id, actor=world.actor(world.mina), at=late)
    assert types() == ["days_late"]
    assert list(verify()) == []


def test_a_bill_over_the_limit_suspends_at_once_and_a_credit_note_lifts_it(world: HaulerWorld) -> None:
    rule_of(world, credit_limit="100.00")
    bill(world, "100.00", at=JUNE)
    assert types() == []
    second = bill(world, "0.01", at=JUNE)
    assert types() == ["over_limit"]
    credit_invoice(second.id, actor=world.actor(world.mina), at=JUNE)
    assert types() == []


def test_part_of_the_money_lifts_only_what_it_is_enough_for(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, credit_limit="150.00")
    bill(world, "100.00", at=JUNE)
    bill(world, "100.00", at=JUNE + DAY)
    assert types() == ["over_limit"]
    late = JUNE + 44 * DAY
    pay(world, "60.00", at=late)
    assert types() == ["over_limit"], (
        "under the limit, but the oldest bill is too late: it stays, whatever it is called"
    )
    pay(world, "40.00", at=late)
    assert types() == []


def test_over_the_limit_there_is_a_grace_counted_from_the_bill_that_passed_it(world: HaulerWorld) -> None:
    rule_of(world, credit_limit="100.00", grace_days=5)
    bill(world, "90.00", at=JUNE)
    bill(world, "20.00", at=JUNE + 3 * DAY)
    bill(world, "5.00", at=JUNE + 6 * DAY)
    assert suspend_by_rule(JUNE + 7 * DAY) == 0
    stands = credit_standing(fresh(world.mill_lane), fresh(world.firm), at=JUNE + 7 * DAY)
    assert stands.coming is not None
    assert stands.coming.on == (JUNE + 8 * DAY).date()
    assert suspend_by_rule(JUNE + 8 * DAY) == 1
    assert types() == ["over_limit"]


def test_a_customer_is_warned_once_a_debt_and_suspended_on_the_day_announced(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, warn_days=7)
    Client.objects.filter(pk=world.mill_lane.pk).update(email="accounts@milllane.example")
    Letterhead.objects.create(
        firm=world.firm, name="Greenway Ltd", iban="GB33BUKB20201555555555", bic="BUKBGB22"
    )
    invoice = bill(world, "100.00", at=JUNE)
    on = DUE + 30 * DAY
    assert suspend_by_rule(JUNE + 36 * DAY) == 0
    assert letters("debt_warning") == []
    for day in (37, 38, 43):
        assert suspend_by_rule(JUNE + day * DAY) == 0
    warning = DebtWarning.objects.get()
    assert (warning.oldest_due, warning.suspends_on) == (DUE, on)
    (letter,) = letters("debt_warning")
    with open_post_office() as office, override_settings(MAILERS=office.mailers):
        deliver_due(JUNE + 37 * DAY)
    (arrived,) = (one for one in office.letters if one["to"] is not None and "milllane" in one["to"])
    assert arrived["subject"] == "Please pay 100.00 GBP before 15 July 2026"
    text = arrived.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    for said in (
        "Mill Lane Foods owes Greenway 100.00 GBP.",
        "the services of Mill Lane Foods are suspended on 15 July 2026.",
        f"{invoice.shown_number}: 100.00 GBP",
        "Due on 15 June 2026.",
        "Account: GB33BUKB20201555555555",
    ):
        assert said in text
    assert letter.client_id == world.mill_lane.id, "it goes when the customer is erased"
    assert suspend_by_rule(JUNE + 44 * DAY) == 1
    assert list(verify()) == []


def test_a_warned_debt_that_is_paid_is_not_suspended(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, warn_days=7)
    bill(world, "100.00", at=JUNE)
    suspend_by_rule(JUNE + 40 * DAY)
    assert DebtWarning.objects.count() == 1, "who has no address is noted all the same"
    pay(world, "100.00", at=JUNE + 41 * DAY)
    assert suspend_by_rule(JUNE + 60 * DAY) == 0


def test_a_warning_that_comes_late_leaves_the_days_it_promises(world: HaulerWorld) -> None:
    bill(world, "100.00", at=JUNE)
    rule_of(world, days_late=30, warn_days=7)
    found = JUNE + 90 * DAY
    assert suspend_by_rule(found) == 0
    assert suspend_by_rule(found + 6 * DAY) == 0
    assert suspend_by_rule(found + 7 * DAY) == 1


def test_the_rule_leaves_alone_who_is_deactivated_exempt_or_agreed_otherwise(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, warn_days=7)
    exempt, patient, resting = (
        new_client(world.firm, name, ()) for name in ("Exempt Ltd", "Patient Ltd", "Resting Ltd")
    )
    recount(world.firm)
    mina = world.actor(world.mina)
    for client in (exempt, patient, resting):
        bill(world, "100.00", at=JUNE, client=client)
    set_credit_terms(exempt.id, CreditTerms(exempt=True), actor=mina, at=JUNE)
    set_credit_terms(patient.id, CreditTerms(days_late=200), actor=mina, at=JUNE)
    do(world, world.mina, Verb.DEACTIVATE, resting.id, at=JUNE)
    for day in (37, 44, 60):
        assert suspend_by_rule(JUNE + day * DAY) == 0
    assert not DebtWarning.objects.exists()
    do(world, world.mina, Verb.REACTIVATE, resting.id, at=JUNE + 61 * DAY)
    suspend_by_rule(JUNE + 61 * DAY)
    assert DebtWarning.objects.get().client == resting


def test_those_who_bill_get_one_letter_a_round_and_who_did_it_gets_none(world: HaulerWorld) -> None:
    rule_of(world, days_late=30)
    bill(world, "100.00", at=JUNE)
    bill(world, "100.00", at=JUNE, client=world.forge)
    late = JUNE + 44 * DAY
    assert suspend_by_rule(late) == 2
    both = letters("debt_rule")
    assert [one.to_address for one in both] == ["mina.okafor@example.com", "olive.reed@example.com"]
    said = compose(both[0])
    assert said.subject == "2 customers suspended"
    assert "Mill Lane Foods" in said.text
    assert "A bill is too many days late." in said.text
    pay(world, "100.00", at=late + DAY)
    fresh_letters = letters("debt_rule")[2:]
    assert [one.to_address for one in fresh_letters] == ["olive.reed@example.com"], "Mina saw it herself"
    assert compose(fresh_letters[0]).subject == "1 suspension lifted"


def test_what_a_person_placed_stays_when_money_comes(world: HaulerWorld) -> None:
    rule_of(world, days_late=30)
    bill(world, "100.00", at=JUNE)
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id, Answers(type="access"), at=JUNE)
    suspend_by_rule(JUNE + 44 * DAY)
    pay(world, "100.00", at=JUNE + 44 * DAY)
    assert types() == ["access"]


def test_the_queries_do_not_grow_with_the_debtors(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, credit_limit="50.00", grace_days=90, warn_days=7)

    def queries(day: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            suspend_by_rule(JUNE + day * DAY)
        return len(seen)

    bill(world, "100.00", at=JUNE)
    one = queries(37), queries(44)
    clients = [new_client(world.firm, f"Customer {number}", ()) for number in range(6)]
    recount(world.firm)
    for client in clients:
        bill(world, "100.00", at=JUNE + 50 * DAY, client=client)
    six = queries(50 + 37), queries(50 + 44)
    assert Stop.objects.filter(lifted_at=None).count() == 7
    assert six[0] <= one[0] + 2
    assert six[1] <= one[1] + 2
