"""Several regenerate, pay and send at once: each act rests on what was shown, and nothing is done twice (R44, R45)."""

from collections import Counter

import pytest

from tenure.core.actions import Verb
from tenure.core.group_sending import Batch
from tenure.operations.account_groups import add_members, create_group
from tenure.operations.group_sending import SendingChanged, preview_group_sending, send_to_group
from tenure.operations.log import verify
from tenure.operations.regeneration import preview_regeneration, regenerate
from tenure.operations.rewriting import LinesChanged
from tenure.records.invoices import accounts_of
from tenure.records.models import Client, Invoice, OutboxMail
from tests.operations.acting import do
from tests.operations.service_bills import billed, pay
from tests.operations.test_races import at_once
from tests.tree_worlds import hauler_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("round_", range(3))
def test_one_of_many_regenerates_and_the_others_see_the_new_comparison(round_: int) -> None:
    world = hauler_world()
    invoice, mina = billed(world), world.actor(world.mina)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    digest = preview_regeneration(invoice.id, actor=mina).digest
    results = at_once([lambda: regenerate(invoice.id, digest, actor=mina) for _ in range(4)])
    assert Counter(type(one) for one in results) == {Invoice: 1, LinesChanged: 3}
    assert invoice.versions.count() == 1
    assert list(verify()) == []


@pytest.mark.parametrize("round_", range(3))
def test_a_payment_meanwhile_is_never_lost(round_: int) -> None:
    world = hauler_world()
    invoice, mina = billed(world), world.actor(world.mina)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    digest = preview_regeneration(invoice.id, actor=mina).digest
    at_once([lambda: regenerate(invoice.id, digest, actor=mina), lambda: pay(world, "30.00")])
    invoice.refresh_from_db()
    credit = -accounts_of([world.mill_lane.id])[world.mill_lane.id]["GBP"].units
    # Paid first, the comparison has moved and the invoice stands; else all of it is credit.
    assert (invoice.paid, credit) in {(3000, 3000 - invoice.total), (0, 3000)}
    assert (invoice.total == 0) == (invoice.versions.count() == 1)


@pytest.mark.parametrize("round_", range(3))
def test_a_group_is_sent_its_invoices_once(round_: int) -> None:
    world = hauler_world()
    Client.objects.filter(pk=world.mill_lane.pk).update(email="bills@mill-lane.example")
    billed(world)
    mina = world.actor(world.mina)
    group = create_group("The mill", actor=mina)
    add_members(group.id, [world.mill_lane.id], actor=mina)
    digest = preview_group_sending(group.id, Batch.UNPAID, actor=mina).digest
    results = at_once(
        [lambda: send_to_group(group.id, Batch.UNPAID, digest=digest, actor=mina) for _ in range(3)]
    )
    assert sum(isinstance(one, SendingChanged) for one in results) == 2
    assert OutboxMail.objects.filter(kind="invoices").count() == 1
