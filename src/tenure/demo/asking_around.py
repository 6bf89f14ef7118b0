"""Clients of one firm ask another: requests that wait for an answer when the demo opens (R13, R16)."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from tenure.operations.connecting import invite_firm
from tenure.operations.moving import preview_move
from tenure.records.people import actor_at_clients, client_places, person_of

# Whose user asks whom, how many minutes ago, in which words: after all else that happened there.
ASKS: Final = (
    (
        "nell@pottery.example",
        "olive@practice.example",
        20,
        "Hello Olive, we are opening a second studio and would like to come over to you in the new year.",
    ),
    (
        "sam@electrical.example",
        "harriet@practice-classic.example",
        12,
        "Hello Harriet, could you look after our books from January?",
    ),
)


def ask_around(now: datetime) -> None:
    """The requests, as their clients' pages would send them. They end nothing before somebody accepts."""
    for asker, asked, minutes, words in ASKS:
        person = person_of(asker)
        actor = actor_at_clients(person.id) if person is not None else None
        assert actor is not None, f"{asker} uses no account"
        client, at = client_places(actor.person)[0].client, now - timedelta(minutes=minutes)
        invite_firm(
            client,
            email=asked,
            message=words,
            digest=preview_move(client, actor=actor, at=at).digest,
            link_to=_link_to,
            actor=actor,
            at=at,
        )


def _link_to(token: str) -> str:
    return f"{settings.TENURE_URL}/connections/{token}/"
