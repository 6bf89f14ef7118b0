"""The team of a firm: who joins, who may do what, who leaves. Somebody always manages the team (R7, R8)."""

from dataclasses import replace

import pytest

from tenure.core.actor import Actor, Right
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.log import verify
from tenure.operations.members import (
    change_role,
    invite_colleague,
    open_invitations,
    remove_member,
    withdraw_invitation,
)
from tenure.operations.roles import change_rights, create_role, delete_role, roles_of
from tenure.operations.tokens import hash_of
from tenure.records.models import Invitation, LogEntry, Member, OutboxMail, Person, Role
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def link_to(token: str) -> str:
    return f"https://tenure.example/invitations/{token}"


def role(world: World, key: str) -> Role:
    return Role.objects.get(firm=world.firm, key=key)


def invite(email: str, into: Role, actor: Actor, name: str = "Nora Quill") -> Invitation:
    return invite_colleague(email=email, name=name, role_id=into.id, link_to=link_to, actor=actor)


def member(world: World, person: Person) -> Member:
    return Member.objects.get(firm=world.firm, person=person)


def test_a_colleague_is_invited_by_a_letter_that_alone_knows_the_token(world: World) -> None:
    olive = world.actor(world.olive)
    invitation = invite("Nora@Example.com", role(world, "staff"), olive)
    letter = OutboxMail.objects.get()
    nora = Person.objects.get(email="nora@example.com")
    assert not nora.is_active
    assert (letter.kind, letter.to_address, letter.context["firm_name"]) == (
        "invite_colleague", "nora@example.com", "Northline Accounting",
    )  # fmt: skip
    assert hash_of(letter.context["link"].rpartition("/")[2]) == invitation.token_hash
    assert open_invitations(olive) == [invitation]
    assert list(verify()) == []


def test_inviting_again_replaces_the_first_letter(world: World) -> None:
    olive, staff = world.actor(world.olive), role(world, "staff")
    first = invite("nora@example.com", staff, olive)
    second = invite("nora@example.com", staff, olive)
    assert open_invitations(olive) == [second]
    assert Invitation.objects.get(pk=first.pk).withdrawn_at is not None
    withdraw_invitation(second.id, actor=olive)
    assert open_invitations(olive) == []


def test_somebody_elsewhere_keeps_their_sign_in_when_invited(world: World) -> None:
    invite(world.stan.email, role(world, "staff"), world.actor(world.olive), name="Imposter")
    stan = Person.objects.get(pk=world.stan.pk)
    assert (stan.is_active, stan.name) == (True, "Stan Moreau")


def test_a_member_is_not_invited_twice_and_nonsense_not_at_all(world: World) -> None:
    olive, staff = world.actor(world.olive), role(world, "staff")
    for email in (world.mina.email, "nora", "nora@example.com\nBcc: all@example.com"):
        with pytest.raises(Invalid) as refused:
            invite(email, staff, olive)
        assert refused.value.field == "email"
    assert not OutboxMail.objects.exists()


def test_without_the_right_nothing_changes_and_the_refusal_is_logged(world: World) -> None:
    mina, staff = world.actor(world.mina), role(world, "staff")
    with_less = replace(mina, rights=frozenset({Right.CLIENTS}))
    fay = member(world, world.fay)
    with pytest.raises(NotAllowed) as refused:
        change_role(fay.id, role(world, "administrator").id, actor=with_less)
    assert dict(refused.value.message.values)["names"] == "Olive Reed"
    for attempt in (
        lambda: invite("n@example.com", staff, with_less),
        lambda: remove_member(fay.id, actor=with_less),
        lambda: create_role(name="Boss", rights=[Right.TEAM], actor=with_less),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert member(world, world.fay).role.key == "staff"
    assert LogEntry.objects.filter(chain=world.firm.id, event="refused").count() == 4


def test_a_client_or_a_stranger_manages_no_team(world: World) -> None:
    fay = member(world, world.fay)
    with pytest.raises(NotAllowed):
        remove_member(fay.id, actor=world.actor(world.ann))
    with pytest.raises(Missing):
        remove_member(fay.id, actor=world.actor(world.stan))
    with pytest.raises(Missing):
        change_role(fay.id, role(world, "staff").id, actor=world.actor(world.stan))


def test_the_last_who_may_manage_the_team_stays(world: World) -> None:
    olive, own = world.actor(world.olive), member(world, world.olive)
    with pytest.raises(Invalid, match="Nobody could manage"):
        remove_member(own.id, actor=olive)
    with pytest.raises(Invalid, match="Nobody could manage"):
        change_role(own.id, role(world, "staff").id, actor=olive)
    change_role(member(world, world.fay).id, role(world, "administrator").id, actor=olive)
    remove_member(own.id, actor=olive)
    assert not Member.objects.filter(firm=world.firm, person=world.olive).exists()
    assert Person.objects.filter(pk=world.olive.pk).exists()


def test_somebody_who_cannot_sign_in_does_not_count_as_manager(world: World) -> None:
    olive = world.actor(world.olive)
    change_role(member(world, world.fay).id, role(world, "administrator").id, actor=olive)
    Person.objects.filter(pk=world.fay.pk).update(is_active=False)
    with pytest.raises(Invalid, match="Nobody could manage"):
        remove_member(member(world, world.olive).id, actor=olive)


def test_everybody_may_leave(world: World) -> None:
    remove_member(member(world, world.fay).id, actor=world.actor(world.fay))
    assert not Member.objects.filter(person=world.fay).exists()


def test_nobody_grants_or_takes_more_than_they_hold(world: World) -> None:
    olive = world.actor(world.olive)
    lead = create_role(name="Team lead", rights=[Right.TEAM, Right.CLIENTS], actor=olive)
    change_role(member(world, world.fay).id, lead.id, actor=olive)
    fay = world.actor(world.fay)
    administrator = role(world, "administrator")
    for attempt in (
        lambda: change_role(member(world, world.fay).id, administrator.id, actor=fay),
        lambda: remove_member(member(world, world.olive).id, actor=fay),
        lambda: invite("n@example.com", administrator, fay),
        lambda: change_rights(lead.id, name="Team lead", rights=list(Right), actor=fay),
        lambda: change_rights(role(world, "manager").id, name="Manager", rights=[], actor=fay),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    invite("n@example.com", lead, fay)


@pytest.mark.parametrize("key", ["administrator", "manager", "staff"])
def test_the_built_in_roles_stay_as_they_are_and_a_firms_own_change(world: World, key: str) -> None:
    olive = world.actor(world.olive)
    with pytest.raises(NotAllowed, match="stays as it is"):
        change_rights(role(world, key).id, name="Admin", rights=[Right.TEAM], actor=olive)
    with pytest.raises(NotAllowed, match="stays as it is"):
        delete_role(role(world, key).id, actor=olive)
    lead = create_role(name="Portfolio lead", rights=[Right.CLIENTS, Right.DELETE], actor=olive)
    change_role(member(world, world.mina).id, lead.id, actor=olive)
    change_rights(lead.id, name="Portfolio lead", rights=[Right.CLIENTS], actor=olive)
    assert world.actor(world.mina).rights == {Right.CLIENTS}


def test_whoever_lost_the_right_since_they_looked_manages_no_team(world: World) -> None:
    olive = world.actor(world.olive)
    lead = create_role(name="Team lead", rights=[Right.TEAM], actor=olive)
    change_role(member(world, world.fay).id, lead.id, actor=olive)
    before = world.actor(world.fay)
    change_role(member(world, world.fay).id, role(world, "staff").id, actor=olive)
    for attempt in (
        lambda: invite("n@example.com", role(world, "staff"), before),
        lambda: change_role(member(world, world.fay).id, lead.id, actor=before),
        lambda: change_rights(lead.id, name="Team lead", rights=[], actor=before),
        lambda: create_role(name="Mine", rights=[Right.TEAM], actor=before),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_role_in_use_or_with_a_taken_name_is_refused(world: World) -> None:
    olive = world.actor(world.olive)
    used = create_role(name="Used", rights=[], actor=olive)
    invite("n@example.com", used, olive)
    with pytest.raises(Invalid, match="still in use"):
        delete_role(used.id, actor=olive)
    with pytest.raises(Invalid, match="already a role"):
        create_role(name="staff", rights=[], actor=olive)
    spare = create_role(name="Éclair", rights=[], actor=olive)
    assert spare in roles_of(olive)
    delete_role(spare.id, actor=olive)
    assert spare not in roles_of(olive)
