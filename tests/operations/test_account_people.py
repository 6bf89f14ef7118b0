"""People of an account, run by its own administrators: nobody grants more than they hold (R48, R49)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Actor
from tenure.core.facts import UserState
from tenure.operations import acceptance
from tenure.operations.account_people import change_user_role, remove_user
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invitations import invite_user, resend_invitation, withdraw_invitation
from tenure.operations.log import verify
from tenure.operations.renewal import renew
from tenure.records.models import (
    Client,
    ClientRole,
    ClientUser,
    Invitation,
    LogEntry,
    Member,
    OutboxMail,
    OwnerRequest,
    Person,
)
from tests.operations.acting import do
from tests.operations.test_clients import Letters
from tests.worlds import World, fresh, new_person, place, practice_world, shown

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a quiet river at noon"


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def tess(world: World) -> Person:
    """A standard user of Birch, which Zoe owns."""
    tess = new_person("Tess Birch")
    place(world.birch, tess, UserState.JOINED, ClientRole.STANDARD)
    return tess


def seat(client: Client, person: Person) -> ClientUser:
    return ClientUser.objects.get(client=client, person=person)


def invite(actor: Actor, client: Client, email: str = "nina@example.com", role: str = "standard") -> str:
    letters = Letters()
    invite_user(client.id, email=email, name="Nina Cole", role=role, link_to=letters, actor=actor)
    return letters.token


def test_an_administrator_of_the_account_invites_and_the_new_one_joins(world: World) -> None:
    token = invite(world.actor(world.zoe), world.birch, role="administrator")
    assert acceptance.welcome(token).firm == "", "it is Zoe who invites, not the firm"
    acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD)
    nina = Person.objects.get(email="nina@example.com")
    assert seat(world.birch, nina).role == "administrator"
    assert {name: getattr(fresh(world.birch), name) for name in shown(world.birch)} == shown(world.birch)
    assert list(verify()) == []


def test_a_standard_user_invites_nobody_and_the_refusal_is_logged(world: World, tess: Person) -> None:
    actor = world.actor(tess)
    for act in (
        lambda: invite(actor, world.birch),
        lambda: resend_invitation(
            world.birch.id, seat(world.birch, world.ian).id, link_to=Letters(), actor=actor
        ),
        lambda: withdraw_invitation(world.birch.id, seat(world.birch, world.ian).id, actor=actor),
        lambda: change_user_role(world.birch.id, seat(world.birch, tess).id, "administrator", actor=actor),
        lambda: remove_user(world.birch.id, seat(world.birch, world.zoe).id, actor=actor),
    ):
        with pytest.raises(NotAllowed, match="Ask an administrator"):
            act()
    assert LogEntry.objects.filter(chain=world.birch.id, event="refused").count() == 5
    assert not Invitation.objects.exists()


def test_another_account_is_missing(world: World) -> None:
    with pytest.raises(Missing):
        invite(world.actor(world.dora), world.birch)
    with pytest.raises(Missing):
        remove_user(world.birch.id, seat(world.birch, world.zoe).id, actor=world.actor(world.dora))


def test_whoever_lost_the_right_since_they_looked_grants_nothing(world: World, tess: Person) -> None:
    before = world.actor(tess)
    place_of_tess = seat(world.birch, tess)
    change_user_role(world.birch.id, place_of_tess.id, "administrator", actor=world.actor(world.zoe))
    invite(before, world.birch, "a@example.com")
    change_user_role(world.birch.id, place_of_tess.id, "standard", actor=world.actor(world.zoe))
    with pytest.raises(NotAllowed):
        invite(before, world.birch, "b@example.com")
    remove_user(world.birch.id, place_of_tess.id, actor=world.actor(world.zoe))
    with pytest.raises(Missing):
        invite(before, world.birch, "c@example.com")


def test_a_member_of_the_firm_who_was_demoted_meanwhile_invites_nobody(world: World) -> None:
    before = world.actor(world.mina)
    staff = Member.objects.get(person=world.fay).role
    Member.objects.filter(person=world.mina).update(role=staff)
    with pytest.raises(NotAllowed):
        invite(before, world.cedar)
    assert not fresh(world.cedar).invited


@pytest.mark.parametrize("role", ["owner", "king", ""])
def test_only_the_two_roles_are_given(world: World, tess: Person, role: str) -> None:
    zoe = world.actor(world.zoe)
    with pytest.raises(Invalid):
        invite(zoe, world.birch, role=role)
    with pytest.raises(Invalid):
        change_user_role(world.birch.id, seat(world.birch, tess).id, role, actor=zoe)


def test_the_owner_is_neither_demoted_nor_removed_nor_leaves(world: World, tess: Person) -> None:
    change_user_role(
        world.birch.id, seat(world.birch, tess).id, "administrator", actor=world.actor(world.zoe)
    )
    owner = seat(world.birch, world.zoe).id
    for actor in (world.actor(tess), world.actor(world.zoe)):
        with pytest.raises(Invalid, match="Hand over the ownership first"):
            change_user_role(world.birch.id, owner, "standard", actor=actor)
        with pytest.raises(Invalid, match="Hand over the ownership first"):
            remove_user(world.birch.id, owner, actor=actor)
    assert seat(world.birch, world.zoe).role == "administrator"


def test_leaving_closes_what_was_open_for_the_one_who_leaves(world: World, tess: Person) -> None:
    OwnerRequest.objects.create(
        client=world.birch, person=tess, offered_by=world.zoe, expires_at=timezone.now() + timedelta(days=1)
    )
    remove_user(world.birch.id, seat(world.birch, tess).id, actor=world.actor(tess))
    assert OwnerRequest.objects.get().outcome == "cancelled"
    assert fresh(world.birch).users_joined == 1
    assert LogEntry.objects.filter(chain=world.birch.id, event="user_left").count() == 1
    assert list(verify()) == []


def test_a_removed_person_can_be_invited_again(world: World, tess: Person) -> None:
    zoe = world.actor(world.zoe)
    remove_user(world.birch.id, seat(world.birch, tess).id, actor=zoe)
    token = invite(zoe, world.birch, tess.email)
    assert not acceptance.welcome(token).new
    acceptance.accept(token, signed_in=tess.id)
    assert seat(world.birch, tess).state == "joined"


def test_an_invitation_is_bound_to_address_account_and_role(world: World) -> None:
    token = invite(world.actor(world.zoe), world.birch, world.dora.email, "administrator")
    for somebody in (None, world.zoe.id, world.stan.id):
        with pytest.raises(Invalid, match="Sign in as"):
            acceptance.accept(token, signed_in=somebody)
    acceptance.accept(token, signed_in=world.dora.id)
    assert seat(world.birch, world.dora).role == "administrator"


def test_somebody_who_is_signed_in_does_not_take_the_place_of_somebody_new(world: World) -> None:
    token = invite(world.actor(world.zoe), world.birch)
    with pytest.raises(Invalid, match="to accept this invitation"):
        acceptance.accept(token, signed_in=world.dora.id, name="Dora", password=NEW_PASSWORD)
    assert not Person.objects.get(email="nina@example.com").is_active


def test_how_long_an_invitation_stands_is_a_setting(world: World, settings) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    settings.TENURE_INVITATION_DAYS = 2
    token = invite(world.actor(world.zoe), world.birch)
    late = timezone.now() + timedelta(days=2, minutes=1)
    with pytest.raises(Invalid, match="expired"):
        acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD, at=late)


def test_an_invitation_is_accepted_while_no_firm_looks_after_the_account(world: World) -> None:
    token = invite(world.actor(world.zoe), world.birch)
    Client.objects.filter(pk=world.birch.pk).update(firm=None)
    acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD)
    assert fresh(world.birch).users_joined == 2


def test_r14_a_link_that_ran_out_is_renewed_where_nobody_else_could(world: World) -> None:
    token = invite(world.actor(world.olive), world.cedar)
    nina, late = Person.objects.get(email="nina@example.com"), timezone.now() + timedelta(days=8)
    letters = Letters()
    for at in (timezone.now(), late):
        with pytest.raises(Invalid, match="Ask whoever invited you"):
            renew(token, link_to=letters, at=at)
    do(world, world.olive, Verb.DISCONNECT, world.cedar.id, Answers(owner=nina.id))
    assert not acceptance.welcome(token).renewable
    assert acceptance.welcome(token, at=late).renewable
    renew(token, link_to=letters, at=late)
    with pytest.raises(Invalid):
        renew(token, link_to=Letters(), at=late)
    assert OutboxMail.objects.filter(kind="invite_user", to_address=nina.email).count() == 2
    acceptance.accept(letters.token, signed_in=None, name="Nina", password=NEW_PASSWORD, at=late)
    assert fresh(world.cedar).owner == nina
    with pytest.raises(Missing):
        renew("nobody has this", link_to=letters)
