"""People a firm brings along from before: known, with their places at its clients, written many at once.

For filling an installation: nobody was invited by a letter, and all of them share one password hash.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import OuterRef, Subquery

from tenure.core.actor import Actor, Right
from tenure.core.facts import UserState
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.standings import restate, tallies
from tenure.records.models import Client, ClientRole, ClientUser, People, Person

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Somebody who can sign in, `since` when; `locale` is the language they read."""

    email: str
    name: str
    since: datetime
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person's place at a client, both by id. The owner is an administrator too."""

    client: str
    person: str
    owner: bool = False


def get_to_know(people: Iterable[Acquaintance], *, password: str) -> dict[str, str]:
    """Persons who sign in with `password`, hashed once for all; returns the id of each address."""
    hashed = make_password(password)
    persons = [
        Person(
            email=People.spelled(one.email),
            name=one.name,
            locale=one.locale,
            password=hashed,
            date_joined=one.since,
        )
        for one in people
    ]
    Person.objects.bulk_create(persons, batch_size=CHUNK)
    return {person.email: person.id for person in persons}


def seat_users(seats: Sequence[Seat], *, actor: Actor, at: datetime) -> None:
    """Users who joined clients of the actor's firm at `at`; owners own the accounts. Raises NotAllowed.

    Clients of other firms are left alone.
    """
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        rows = lock_clients(seat.client for seat in seats)
        clients = {client.id for client in rows.values() if client.firm_id == firm_id}
        taken = [seat for seat in seats if seat.client in clients]
        before = tallies(clients)
        ClientUser.objects.bulk_create((_user(seat, at) for seat in taken), batch_size=CHUNK)
        _hand_over([seat for seat in taken if seat.owner])
        restate(clients, before=before, at=at)
        _note(taken, at)


def _user(seat: Seat, at: datetime) -> ClientUser:
    return ClientUser(
        client_id=seat.client,
        person_id=seat.person,
        role=_role(seat).value,
        state=UserState.JOINED.value,
        invited_at=at,
        joined_at=at,
    )


def _role(seat: Seat) -> ClientRole:
    return ClientRole.ADMINISTRATOR if seat.owner else ClientRole.STANDARD


def _hand_over(seats: Sequence[Seat]) -> None:
    owners = ClientUser.objects.filter(
        client=OuterRef("pk"), person__in=[seat.person for seat in seats], role=ClientRole.ADMINISTRATOR.value
    )
    Client.objects.filter(id__in=[seat.client for seat in seats]).update(
        owner=Subquery(owners.values("person")[:1])
    )


def _note(seats: Sequence[Seat], at: datetime) -> None:
    signed = commitments(seat.person for seat in seats)
    note(
        [
            Event(
                chain=seat.client,
                event="user_joined",
                content={
                    "person": signed[seat.person],
                    "role": _role(seat).value,
                    "owner": seat.owner,
                    "by": signed[seat.person],
                },
            )
            for seat in seats
        ],
        at=at,
    )
