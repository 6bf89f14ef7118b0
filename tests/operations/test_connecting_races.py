"""At the same moment: a firm accepts while another one disconnects, or two firms accept. One outcome, never two (R16)."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.operations.connection_answers import accept_request
from tenure.operations.errors import NotDone
from tenure.operations.lifecycle import perform, preview
from tenure.operations.log import verify
from tenure.operations.tokens import hash_of
from tenure.records.models import (
    Client,
    Connection,
    ConnectionInvitation,
    Firm,
    OutboxMail,
    Source,
    Transition,
)
from tenure.records.people import actor_at_firm
from tests.operations.racing import ROUNDS as WANTED
from tests.worlds import (
    World,
    counted,
    fresh,
    new_client,
    new_firm,
    new_member,
    new_person,
    practice_world,
    recount,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# In batches that end before a test is thought to hang; RACE_ROUNDS=300 for the full proof.
ROUNDS = 30
BATCHES = max(WANTED // ROUNDS, 1)

type Act = Callable[[], object]


def side_by_side(rounds: Sequence[tuple[Act, Act]]) -> list[tuple[object, object]]:
    """Two threads go through all rounds in step: both acts of a round are let go at once."""
    results: tuple[list[object], list[object]] = ([], [])
    gate = threading.Barrier(2, timeout=60)

    def walk(which: int) -> None:
        try:
            for pair in rounds:
                gate.wait()
                try:
                    results[which].append(pair[which]())
                except NotDone as error:
                    results[which].append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=walk, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    assert not any(thread.is_alive() for thread in threads), "nobody waits for ever"
    return list(zip(*results, strict=True))


def asking(world: World, number: int, *actors: Actor) -> tuple[Client, list[Act]]:
    """A client of Northline that asks these people's firms, and their yes."""
    client = new_client(world.firm, f"Client {number}", joined=[world.zoe])
    requests = [
        ConnectionInvitation.objects.create(
            client=client,
            leaving=world.firm,
            email=actor.email,
            token_hash=hash_of(f"{client.id} {actor.person}"),
            invited_by=world.zoe,
            expires_at=timezone.now() + timedelta(days=1),
        )
        for actor in actors
    ]
    yes: list[Act] = [
        partial(accept_request, request.id, products=["bookkeeping"], actor=actor)
        for request, actor in zip(requests, actors, strict=True)
    ]
    return client, yes


@pytest.mark.parametrize("batch", range(BATCHES))
def test_an_invitation_is_accepted_while_the_firm_disconnects(batch: int) -> None:
    world = practice_world()
    olive, stan = world.actor(world.olive), world.actor(world.stan)
    clients, rounds = [], []
    for number in range(ROUNDS):
        client, (accept,) = asking(world, number, stan)
        leaving = Action(verb=Verb.DISCONNECT, target=client.id, answers=Answers(owner=world.zoe.id))
        digest = preview(Action(verb=Verb.DISCONNECT, target=client.id), olive).digest
        disconnect = partial(perform, leaving, olive, digest=digest, source=Source.WEB)
        clients.append(client)
        rounds.append((accept, disconnect) if number % 2 else (disconnect, accept))
    recount(world.firm)
    side_by_side(rounds)
    for client in clients:
        one_new_firm(client, world.southbank)
    all_is_true(world.firm, world.southbank)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_two_firms_accept_at_once(batch: int) -> None:
    world = practice_world()
    eastgate, east = new_firm("Eastgate"), new_person("Edna East")
    new_member(eastgate, east, "administrator")
    stan, edna = world.actor(world.stan), actor_at_firm(east.id, eastgate.id)
    assert edna is not None
    clients, rounds = [], []
    for number in range(ROUNDS):
        client, (first, second) = asking(world, number, stan, edna)
        clients.append(client)
        rounds.append((first, second) if number % 2 else (second, first))
    recount(world.firm)
    answers = side_by_side(rounds)
    for client, pair in zip(clients, answers, strict=True):
        assert sorted(isinstance(one, Client) for one in pair) == [False, True]
        winner = next(one for one in pair if isinstance(one, Client))
        assert winner.firm is not None
        one_new_firm(client, winner.firm)
    all_is_true(world.firm, world.southbank, eastgate)


def one_new_firm(client: Client, firm: Firm) -> None:
    """The old link ended once, the new one stands, each side was told once."""
    old, new = Connection.objects.filter(client=client).order_by("since", "id")
    ended = Transition.objects.get(client=client, verb="disconnect")
    assert (fresh(client).firm, new.firm, new.until) == (firm, firm, None)
    assert (old.until is not None, old.ended_by) == (True, ended)
    letters = OutboxMail.objects.filter(client=client, kind="disconnect", side="client")
    assert letters.count() == 1


def all_is_true(*firms: Firm) -> None:
    """The counters say what the rows say, and every chain of the log holds."""
    for firm in firms:
        kept = {name: getattr(fresh(firm), name) for name in counted(firm)}
        assert kept == counted(firm)
    assert list(verify()) == []
