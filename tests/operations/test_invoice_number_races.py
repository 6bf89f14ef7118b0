"""Many issue invoices at once, some give up, some are killed: numbers 1 to n, none missing, none twice (R46)."""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import count

import pytest
from django.db import transaction

from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.log import verify
from tenure.operations.payments import Received, new_stamp, record_once, reverse_payment
from tenure.records.models import Client, Invoice, NumberSeries, Payment
from tests.operations.killing import beside
from tests.operations.racing import Race, racers
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import fresh, new_client, recount

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ISSUERS = 8
# How often each is run, and processes are killed; RACE_ROUNDS=50 for the full proof.
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))
PROCESSES = 3
A_MOMENT, LONG_ENOUGH = 0.3, 60  # seconds
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
SACKS = LineDraft(description="Sacks", quantity=Decimal(1), unit_price=Decimal("10.00"), tax_rate=Decimal(20))


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


@pytest.fixture
def customers(world: HaulerWorld) -> list[Client]:
    """One for each issuer."""
    made = [new_client(world.firm, f"Shop {n}", ()) for n in range(ISSUERS)]
    recount(world.firm)
    return [fresh(client) for client in made]


@pytest.fixture
def race() -> Iterator[Race]:
    with racers(ISSUERS) as race:
        yield race


def drafted(world: HaulerWorld, client: Client) -> str:
    actor = world.actor(world.mina)
    return draft_invoice(client.id, [SACKS], currency="GBP", actor=actor, at=JUNE).id


def issued(world: HaulerWorld, draft: str) -> Callable[[], object]:
    return lambda: issue_invoice(draft, actor=world.actor(world.mina), at=JUNE)


def given_up(world: HaulerWorld, draft: str) -> Callable[[], object]:
    """It has its number already, and then does not happen after all."""

    def act() -> None:
        with transaction.atomic():
            issue_invoice(draft, actor=world.actor(world.mina), at=JUNE)
            transaction.set_rollback(True)

    return act


def numbers(code: str = "INV") -> list[int]:
    """The numbers of a series in order; the next one is what the series says."""
    found = Invoice.objects.filter(series__code=code).order_by("number").values_list("number", flat=True)
    given = [number for number in found if number is not None]
    assert NumberSeries.objects.get(code=code).following == len(given) + 1
    return given


def test_eight_who_issue_at_once_get_numbers_without_gaps(
    world: HaulerWorld, customers: list[Client], race: Race
) -> None:
    chance, made = random.Random(46), 0  # noqa: S311 - the same rounds each time
    for round_ in range(ROUNDS):
        drafts = [drafted(world, client) for client in customers]
        back = set(chance.sample(range(ISSUERS), round_ % 4))
        race([(given_up if n in back else issued)(world, draft) for n, draft in enumerate(drafts)])
        made += ISSUERS - len(back)
        assert numbers() == list(range(1, made + 1))
    assert list(verify()) == []


def test_credit_notes_have_numbers_of_their_own_without_gaps(
    world: HaulerWorld, customers: list[Client], race: Race
) -> None:
    mina = world.actor(world.mina)
    bills = [issue_invoice(drafted(world, client), actor=mina, at=JUNE).id for client in customers]
    # Each invoice is credited by two people at once: one of them finds nothing left of it.
    race([partial(credit_invoice, bill, actor=mina, at=JUNE) for bill in bills[:4] * 2])
    assert numbers("CN") == [1, 2, 3, 4]
    assert numbers() == list(range(1, ISSUERS + 1))


def test_processes_that_are_killed_leave_no_gap_and_no_double(
    world: HaulerWorld, customers: list[Client]
) -> None:
    chance = random.Random(9)  # noqa: S311 - the same moments each time
    seen = 0
    for _kill in range(ROUNDS):
        workers = [beside(partial(for_ever, world, customers[n])) for n in range(PROCESSES)]
        some_more_than(seen)
        for worker in workers:
            worker.wait_for(chance.uniform(0, A_MOMENT))
            worker.kill()
        given = numbers()
        assert given == list(range(1, len(given) + 1))
        assert len(given) > seen
        seen = len(given)
    after = issue_invoice(drafted(world, customers[0]), actor=world.actor(world.mina), at=JUNE)
    assert after.number == seen + 1
    assert list(verify()) == []


def some_more_than(seen: int) -> None:
    """Waits until the processes have issued something."""
    end = time.monotonic() + LONG_ENOUGH
    while Invoice.objects.filter(number__isnull=False).count() <= seen:
        assert time.monotonic() < end, "nobody issues anything"
        time.sleep(0.01)


def for_ever(world: HaulerWorld, client: Client) -> None:
    """Issues one invoice after another until it is killed; every third time it changes its mind."""
    for number in count():
        act = (issued if number % 3 else given_up)(world, drafted(world, client))
        act()


def test_a_payment_that_is_sent_eight_times_at_once_is_recorded_once(
    world: HaulerWorld, customers: list[Client], race: Race
) -> None:
    mina, client = world.actor(world.mina), customers[0]
    received = Received(amount=Decimal("12.00"), currency="GBP", on=JUNE.date(), method=PaymentMethod.CARD)
    for number in range(1, ROUNDS + 1):
        bill = issue_invoice(drafted(world, client), actor=mina, at=JUNE)
        stamp = new_stamp()
        race([partial(record_once, client.id, received, stamp=stamp, actor=mina, at=JUNE)] * ISSUERS)
        assert Payment.objects.count() == number
        bill.refresh_from_db()
        assert bill.paid == bill.total
    payment = Payment.objects.order_by("-id")[0]
    race([partial(reverse_payment, payment.id, actor=mina, at=JUNE)] * ISSUERS)
    assert sum(invoice.total - invoice.paid for invoice in Invoice.objects.filter(client=client)) == 1200
    assert list(verify()) == []
