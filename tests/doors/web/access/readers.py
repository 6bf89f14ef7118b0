"""The nine kinds of reader, each in a browser of their own (R7, R8, R12)."""

from datetime import timedelta

from django.test import Client as Browser

from tenure.core.facts import UserState
from tenure.records.models import ClientRole, ClientUser, Connection, Person
from tests.doors.web.walking import signed_in
from tests.worlds import LONG_AGO, World, new_firm, new_member, new_person

READERS = (
    "nobody",
    "firm administrator",
    "firm manager",
    "firm staff",
    "client owner",
    "client administrator",
    "client standard",
    "another firm",
    "former firm",
)


def browsers(world: World) -> dict[str, Browser]:
    """A browser for each reader; the clients' users use Birch, which the former firm looked after until lately."""
    everybody = {
        "firm administrator": world.olive,
        "firm manager": world.mina,
        "firm staff": world.fay,
        "client owner": world.zoe,
        "client administrator": _user(world, "Abel Birch", ClientRole.ADMINISTRATOR),
        "client standard": _user(world, "Sten Birch", ClientRole.STANDARD),
        "another firm": world.stan,
        "former firm": new_person("Edna East"),
    }
    eastgate = new_firm("Eastgate")
    new_member(eastgate, everybody["former firm"], "administrator")
    Connection.objects.filter(client=world.birch).update(since=LONG_AGO + timedelta(days=9))
    Connection.objects.create(
        client=world.birch, firm=eastgate, since=LONG_AGO, until=LONG_AGO + timedelta(days=8)
    )
    return {"nobody": Browser()} | {reader: signed_in(person) for reader, person in everybody.items()}


def _user(world: World, name: str, role: ClientRole) -> Person:
    person = new_person(name)
    ClientUser.objects.create(
        client=world.birch, person=person, role=role.value, state=UserState.JOINED.value, joined_at=LONG_AGO
    )
    return person
