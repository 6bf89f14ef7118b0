"""Clients that ask firms: Elm, looked after by Southbank, asks Olive's firm and a new one; Birch asks Stan's."""

from dataclasses import dataclass

from django.urls import reverse

from tenure.records.models import ConnectionInvitation
from tests.operations.connecting import ask
from tests.worlds import World, new_client, new_person, recount


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What waits for an answer: `to_olive` at Northline, `by_birch` elsewhere, `to_nora` by a link to no firm yet."""

    to_olive: ConnectionInvitation
    by_birch: ConnectionInvitation
    to_nora: str


def asked(world: World) -> Asked:
    """The invitations, sent."""
    eve = new_person("Eve Elm")
    elm = new_client(world.southbank, "Elm Nursery", joined=[eve])
    recount(world.southbank)
    to_olive, _token = ask(world, elm, eve, world.olive.email, message="We would like to come over to you.")
    by_birch, _token = ask(world, world.birch, world.zoe, world.stan.email)
    _to_nora, token = ask(world, elm, eve, "nora@new.example")
    return Asked(to_olive=to_olive, by_birch=by_birch, to_nora=reverse("connection", args=[token]))
