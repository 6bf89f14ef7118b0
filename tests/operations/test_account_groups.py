"""Account groups: who is in one, who leaves it, and whom a re-send reaches (R45)."""

import pytest

from tenure.core.actions import Action, Verb
from tenure.core.actor import Actor
from tenure.core.group_sending import Batch
from tenure.operations.account_groups import (
    add_members,
    create_group,
    delete_group,
    remove_member,
    rename_group,
)
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.group_sending import (
    GroupSending,
    SendingChanged,
    preview_group_sending,
    send_to_group,
)
from tenure.operations.lifecycle import perform, preview
from tenure.records.account_groups import (
    group_rows,
    groups_with,
    member_rows,
    unpaid_of,
    who_could_join,
)
from tenure.records.models import AccountGroup, Client, GroupMembership, LogEntry, OutboxMail, Source
from tenure.records.people import actor_at_firm
from tests.operations.acting import do
from tests.operations.service_bills import JUNE, by_hand, issued_with, pay
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_client, new_firm, new_member, new_person, recount

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Client.objects.filter(pk=world.mill_lane.pk).update(email="bills@mill-lane.example")
    Client.objects.filter(pk=world.forge.pk).update(email="finn@forge.example")
    return world


def group_of(world: HaulerWorld, *clients: Client) -> AccountGroup:
    group = create_group("Mill Lane shops", actor=world.actor(world.mina), at=JUNE)
    add_members(group.id, [one.id for one in clients], actor=world.actor(world.mina), at=JUNE)
    return group


def stranger() -> Actor:
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    actor = actor_at_firm(quinn.id, elsewhere.id)
    assert actor is not None
    return actor


def shown(world: HaulerWorld, group: AccountGroup, batch: Batch = Batch.UNPAID) -> GroupSending:
    return preview_group_sending(group.id, batch, JUNE.date(), actor=world.actor(world.mina), at=JUNE)


def said(sending: GroupSending) -> dict[str, str]:
    reached = {one.letter.client_name: one.why.text if one.why else "" for one in sending.reached}
    return reached | {one.name: one.why.text for one in sending.left}


def test_a_deactivated_member_is_sent_what_it_owes_and_nothing_once_it_is_paid(world: HaulerWorld) -> None:
    issued_with(world, by_hand())
    issued_with(world, by_hand(), client=world.forge)
    group = group_of(world, world.mill_lane, world.forge)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id, at=JUNE)
    sending = shown(world, group)
    assert said(sending) == {
        "Mill Lane Foods": "Deactivated, has an unpaid invoice: included.",
        "The Old Forge": "",
    }
    assert [one.sums for one in sending.reached] == [(("GBP", 1200),), (("GBP", 1200),)]
    pay(world, "12.00")
    pay(world, "12.00", client=world.forge)
    sending = shown(world, group)
    assert said(sending) == {
        "Mill Lane Foods": "Deactivated, nothing unpaid: not included.",
        "The Old Forge": "Nothing unpaid: not included.",
    }
    assert said(shown(world, group, Batch.MONTH)) == {
        "Mill Lane Foods": "Deactivated, has an invoice of this month: included.",
        "The Old Forge": "",
    }


def test_what_is_sent_is_what_was_shown(world: HaulerWorld) -> None:
    issued_with(world, by_hand())
    issued_with(world, by_hand(), client=world.forge)
    group, actor = group_of(world, world.mill_lane), world.actor(world.mina)
    digest = shown(world, group).digest
    second = issued_with(world, by_hand("5.00"))
    with pytest.raises(SendingChanged) as changed:
        send_to_group(group.id, Batch.UNPAID, digest=digest, actor=actor, at=JUNE)
    assert second.id in changed.value.sending.invoices
    assert not OutboxMail.objects.filter(kind="invoices").exists()
    digest = preview_group_sending(group.id, Batch.UNPAID, actor=actor, at=JUNE).digest
    send_to_group(group.id, Batch.UNPAID, digest=digest, actor=actor, at=JUNE)
    letter = OutboxMail.objects.get(kind="invoices")
    assert (letter.to_address, len(letter.context["invoices"])) == ("bills@mill-lane.example", 2)
    again = preview_group_sending(group.id, Batch.UNPAID, actor=actor, at=JUNE)
    assert not again.reached, "what waits in the outbox is not sent twice"


def test_a_member_without_an_address_is_named(world: HaulerWorld) -> None:
    Client.objects.filter(pk=world.mill_lane.pk).update(email="")
    issued_with(world, by_hand())
    assert "No e-mail address" in said(shown(world, group_of(world, world.mill_lane)))["Mill Lane Foods"]


def test_a_deactivated_customer_stays_a_member_and_one_that_leaves_the_firm_does_not(
    world: HaulerWorld,
) -> None:
    group = group_of(world, world.mill_lane, world.forge)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert GroupMembership.objects.filter(group=group).count() == 2
    practice = new_firm("Northgate", "practice")
    new_member(practice, world.mina, "manager")
    left = new_client(practice, "Loose Ends", (), joined=[new_person("Lou")])
    recount(practice)
    other = AccountGroup.objects.create(firm=practice, name="Old friends")
    GroupMembership.objects.create(group=other, client=left)
    actor = actor_at_firm(world.mina.id, practice.id)
    assert actor is not None
    leave = Action(verb=Verb.DISCONNECT, target=left.id)
    plan = preview(leave, actor)
    assert not plan.refused
    perform(leave, actor, digest=plan.digest, source=Source.WEB)
    assert not GroupMembership.objects.filter(client=left).exists()


def test_groups_are_named_once_and_filled_with_the_firms_own_customers(world: HaulerWorld) -> None:
    actor, group = world.actor(world.mina), group_of(world, world.mill_lane)
    for name, said_ in (("  mill lane  SHOPS ", "already"), (" ", "needs a name"), ("x" * 101, "at most")):
        with pytest.raises(Invalid, match=said_):
            create_group(name, actor=actor)
    assert rename_group(group.id, "Mill Lane Shops", actor=actor).name == "Mill Lane Shops"
    assert add_members(group.id, [world.mill_lane.id, world.forge.id], actor=actor) == 1
    remove_member(group.id, world.forge.id, actor=actor)
    with pytest.raises(Missing):
        remove_member(group.id, world.forge.id, actor=actor)
    events = LogEntry.objects.filter(chain=world.forge.id).values_list("event", flat=True)
    assert {"account_group_joined", "account_group_left"} <= set(events)
    delete_group(group.id, actor=actor)
    assert not GroupMembership.objects.exists()


def test_foreign_groups_and_customers_look_missing_and_the_right_is_needed(world: HaulerWorld) -> None:
    group, outside = group_of(world, world.mill_lane), stranger()
    theirs = create_group("Southside", actor=outside)
    for asked in (
        lambda: rename_group(group.id, "Mine", actor=outside),
        lambda: delete_group(group.id, actor=outside),
        lambda: add_members(theirs.id, [world.forge.id], actor=outside),
        lambda: add_members(group.id, [world.forge.id], actor=outside),
        lambda: remove_member(group.id, world.mill_lane.id, actor=outside),
        lambda: preview_group_sending(group.id, Batch.UNPAID, actor=outside),
        lambda: send_to_group(group.id, Batch.UNPAID, digest="", actor=outside),
    ):
        with pytest.raises(Missing):
            asked()
    fay = world.actor(world.fay)
    for refused in (
        lambda: create_group("Fay's", actor=fay),
        lambda: add_members(group.id, [world.forge.id], actor=fay),
        lambda: send_to_group(group.id, Batch.UNPAID, digest="", actor=fay),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_lists_add_up_what_is_unpaid(world: HaulerWorld) -> None:
    issued_with(world, by_hand())
    issued_with(world, by_hand("20.00"))
    group, actor = group_of(world, world.mill_lane, world.forge), world.actor(world.mina)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    (row,) = group_rows(actor).rows
    assert (row.members, row.deactivated, row.unpaid.invoices, row.unpaid.sums) == (2, 1, 2, (("GBP", 3600),))
    members = member_rows(actor, group).rows
    assert [(one.name, one.deactivated, one.unpaid.invoices) for one in members] == [
        ("Mill Lane Foods", True, 2),
        ("The Old Forge", False, 0),
    ]
    assert unpaid_of(actor, group).sums == (("GBP", 3600),)
    assert [one.name for one in groups_with(actor, world.forge.id)] == ["Mill Lane shops"]
    remove_member(group.id, world.forge.id, actor=actor)
    assert [one.name for one in who_could_join(actor, group, "forge")] == ["The Old Forge"]
    assert not who_could_join(actor, group, "mill")


def test_a_long_list_is_read_page_by_page(world: HaulerWorld) -> None:
    actor = world.actor(world.mina)
    AccountGroup.objects.bulk_create(
        AccountGroup(firm=world.firm, name=f"Street {number:03}") for number in range(60)
    )
    first = group_rows(actor)
    second = group_rows(actor, after=first.next)
    assert (len(first.rows), first.previous, len(second.rows), second.next) == (50, "", 10, "")
    assert group_rows(actor, before=second.previous) == first
    assert group_rows(actor, after="grp_gone") == first
