"""Zoe's Birch is looked after by Northline and asks Stan of Southbank; shared by tests of moving."""

from datetime import datetime

from tenure.operations.connecting import invite_firm
from tenure.operations.moving import preview_move
from tenure.records.models import Client, ConnectionInvitation, Person
from tests.worlds import World

ANSWER = "https://tenure.example/connections/"


def ask(
    world: World, client: Client, by: Person, email: str, *, message: str = "", at: datetime | None = None
) -> tuple[ConnectionInvitation, str]:
    """Invites a firm as the page does: look at what would end, then send. Returns the token too."""
    sent: list[str] = []

    def link_to(token: str) -> str:
        sent.append(token)
        return ANSWER + token

    actor = world.actor(by)
    seen = preview_move(client.id, actor=actor, at=at).digest
    made = invite_firm(
        client.id, email=email, message=message, digest=seen, link_to=link_to, actor=actor, at=at
    )
    return made, sent[0]
