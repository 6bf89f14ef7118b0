"""At the same moment: a link works once, and an account always has exactly one owner who uses it (R49)."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tenure.core.facts import UserState
from tenure.operations.acceptance import Joined, accept
from tenure.operations.account_people import change_user_role, remove_user
from tenure.operations.errors import Invalid, NotDone
from tenure.operations.log import verify
from tenure.operations.ownership import accept_ownership, cancel_offer, decline_ownership, offer_ownership
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import Client, ClientRole, ClientUser, Invitation, OwnerRequest, Person
from tests.operations.racing import ROUNDS, Act, racers
from tests.worlds import World, fresh, new_person, place, practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

EIGHT, TWENTY = 8, 20


def test_a_link_lets_somebody_in_once_under_twenty_parallel_accepts() -> None:
    world = practice_world()
    with racers(TWENTY) as race:
        for number in range(ROUNDS):
            token, person = invited(world, number)
            results = race([partial(accept, token, signed_in=person.id)] * TWENTY)
            assert Counter(type(one) for one in results) == {Joined: 1, Invalid: TWENTY - 1}
            joined = ClientUser.objects.filter(client=world.dune, person=person, state="joined")
            assert joined.count() == 1
    assert fresh(world.dune).users_joined == 1 + ROUNDS
    assert list(verify([world.dune.id])) == []


def test_an_account_has_one_owner_whatever_eight_people_do_at_once() -> None:
    world = practice_world()
    people = [world.zoe, *(new_person(f"User Number{number}") for number in range(3))]
    done: Counter[str] = Counter()
    with racers(EIGHT) as race:
        for number in range(ROUNDS):
            acts = _acts(world, people, number)
            before = fresh(world.birch).owner_id
            results = race(list(acts.values()))
            done.update(name for name, one in zip(acts, results, strict=True) if not isinstance(one, NotDone))
            _one_owner_who_uses_it(world.birch)
            accepted = OwnerRequest.objects.filter(client=world.birch, outcome="accepted").exists()
            assert accepted == (fresh(world.birch).owner_id != before), "only acceptance changes hands"
    assert done["accept"], "some rounds hand the account over"
    assert done["leave"], "in some the one who was asked has left before"
    assert list(verify([world.birch.id])) == []


def test_eight_offers_at_once_are_one_offer() -> None:
    world = practice_world()
    users = [
        place(world.birch, new_person(f"User Number{n}"), UserState.JOINED, ClientRole.STANDARD)
        for n in range(EIGHT)
    ]
    zoe = world.actor(world.zoe)
    with racers(EIGHT) as race:
        for _round in range(ROUNDS):
            results = race([partial(offer_ownership, world.birch.id, user.id, actor=zoe) for user in users])
            assert Counter(type(one) for one in results) == {OwnerRequest: 1, Invalid: EIGHT - 1}
            cancel_offer(world.birch.id, actor=zoe)
    assert fresh(world.birch).owner == world.zoe


def test_somebody_new_who_is_invited_twice_becomes_somebody_once() -> None:
    world = practice_world()
    with racers(2) as race:
        for number in range(ROUNDS):
            person = Person.objects.create_user(f"new{number}@example.com", None, name="New", is_active=False)
            tokens = [_token(client, person) for client in (world.dune, world.birch)]
            results = race(
                [
                    partial(accept, token, signed_in=None, name="New", password=f"a quiet river {nth}")
                    for nth, token in enumerate(tokens)
                ]
            )
            assert Counter(type(one) for one in results) == {Joined: 1, Invalid: 1}
            first = [isinstance(one, Joined) for one in results].index(True)
            assert fresh(person).check_password(f"a quiet river {first}")


def invited(world: World, number: int) -> tuple[str, Person]:
    """Somebody with a sign-in, and the token of the letter that asks them in; written straight, to be quick."""
    person = new_person(f"Guest Number{number}")
    return _token(world.dune, person), person


def _token(client: Client, person: Person) -> str:
    place(client, person, UserState.INVITED, ClientRole.STANDARD)
    token, now = new_token(), timezone.now()
    Invitation.objects.create(
        client=client,
        person=person,
        role="standard",
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    return token


def _acts(world: World, people: list[Person], number: int) -> dict[str, Act]:
    """Eight acts around one open offer: some cannot both happen, none may leave the account to nobody."""
    owner, asked, *others = _seated(world, people, number)
    birch, now = world.birch.id, timezone.now()
    OwnerRequest.objects.filter(client=world.birch).delete()
    OwnerRequest.objects.create(
        client=world.birch,
        person=asked.person,
        administrator=True,
        offered_by=owner.person,
        expires_at=now + timedelta(days=1),
    )
    hers, theirs = world.actor(owner.person), world.actor(asked.person)
    return {
        "accept": partial(accept_ownership, birch, actor=theirs),
        "accept twice": partial(accept_ownership, birch, actor=theirs),
        "leave": partial(remove_user, birch, asked.id, actor=theirs),
        "the owner leaves": partial(remove_user, birch, owner.id, actor=hers),
        "the owner is removed": partial(remove_user, birch, owner.id, actor=world.actor(others[0].person)),
        "the owner is demoted": partial(change_user_role, birch, owner.id, "standard", actor=theirs),
        "another offer": partial(offer_ownership, birch, others[1].id, actor=hers),
        "cancel or decline": partial(cancel_offer, birch, actor=hers)
        if number % 2
        else partial(decline_ownership, birch, actor=theirs),
    }


def _seated(world: World, people: list[Person], number: int) -> list[ClientUser]:
    """Everybody uses Birch as an administrator again; another of them owns it each round."""
    ClientUser.objects.filter(client=world.birch).delete()
    ClientUser.objects.bulk_create(
        ClientUser(
            client=world.birch,
            person=person,
            role=ClientRole.ADMINISTRATOR.value,
            state=UserState.JOINED.value,
            joined_at=timezone.now(),
        )
        for person in people
    )
    turned = people[number % len(people) :] + people[: number % len(people)]
    Client.objects.filter(pk=world.birch.pk).update(owner=turned[0])
    seats = {
        seat.person_id: seat
        for seat in ClientUser.objects.filter(client=world.birch).select_related("person")
    }
    return [seats[person.id] for person in turned]


def _one_owner_who_uses_it(client: Client) -> None:
    owner = fresh(client).owner_id
    assert owner is not None
    seat = ClientUser.objects.get(client=client, person_id=owner)
    assert (seat.state, seat.role) == ("joined", "administrator")
    assert OwnerRequest.objects.filter(client=client, closed_at=None).count() <= 1
