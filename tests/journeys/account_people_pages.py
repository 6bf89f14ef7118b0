"""An account with people in every state, for those who look at all pages: asked, invited, expired, declined."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.facts import UserState
from tenure.operations.account_people import change_user_role
from tenure.operations.invitations import invite_user
from tenure.operations.ownership import decline_ownership, offer_ownership
from tenure.records.models import ClientRole, ClientUser, Invitation, Person
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.worlds import World, new_person, place, practice_world

OF_PEOPLE = frozenset(
    {"own_people", "own_user_role", "own_user_removal", "own_ownership", "own_ownership_answer"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePages:
    """Birch, which Zoe owns and offers to Tess; Dune, of which Dora's first choice declined."""

    world: World
    tess: Person
    uma: Person
    asked_to_own: str

    def of_the_owner(self) -> Iterator[Shown]:
        """What Zoe can open."""
        yield _page("own_people", self.world.birch.id)
        yield _page("own_ownership", self.world.birch.id)
        tess = _seat(self.world.birch.id, self.tess)
        for name in ("own_user_role", "own_user_removal"):
            yield _page(name, self.world.birch.id, tess)
            yield _page(name, self.world.birch.id, _seat(self.world.birch.id, self.world.zoe))
        yield _page("own_ownership_answer", self.world.birch.id)

    def of_the_one_who_is_asked(self) -> Iterator[Shown]:
        """What Tess can open."""
        yield _page("client_account", self.world.birch.id)
        yield _page("own_people", self.world.birch.id)
        yield _page("own_ownership_answer", self.world.birch.id)
        yield _page("own_ownership", self.world.birch.id)
        yield _page("own_user_removal", self.world.birch.id, _seat(self.world.birch.id, self.tess))

    def of_whoever_was_declined(self) -> Iterator[Shown]:
        """What Dora can open."""
        yield _page("own_people", self.world.dune.id)
        yield _page("own_ownership", self.world.dune.id)

    def of_anybody(self) -> Iterator[Shown]:
        """The invitation of somebody whom the firm asked to own the account."""
        yield Shown(name="invitation", address=self.asked_to_own)

    def of_the_firm(self) -> Iterator[Shown]:
        """Where the firm sees all this."""
        yield _page("client_users", self.world.birch.id)


def people_pages() -> PeoplePages:
    """People who joined, are invited, whose letter expired; an offer that waits, one that was declined."""
    world = practice_world("practice")
    tess, uma = new_person("Tess Birch"), new_person("Uma Dune")
    place(world.birch, tess, UserState.JOINED, ClientRole.STANDARD)
    place(world.dune, uma, UserState.JOINED, ClientRole.STANDARD)
    zoe, dora, links = world.actor(world.zoe), world.actor(world.dora), list[str]()

    def link_to(token: str) -> str:
        links.append(reverse("invitation", args=[token]))
        return f"http://localhost{links[-1]}"

    for name in ("nora", "ned"):
        invite_user(
            world.birch.id,
            email=f"{name}@birch.example",
            name=name.title(),
            role="administrator",
            link_to=link_to,
            actor=zoe,
        )
    Invitation.objects.filter(person__name="Ned").update(expires_at=timezone.now() - timedelta(hours=1))
    Person.objects.filter(pk=tess.pk).update(last_login=timezone.now() - timedelta(days=12))
    offer_ownership(world.birch.id, _seat(world.birch.id, tess), actor=zoe)
    change_user_role(world.dune.id, _seat(world.dune.id, uma), "administrator", actor=dora)
    offer_ownership(world.dune.id, _seat(world.dune.id, uma), actor=dora)
    decline_ownership(world.dune.id, actor=world.actor(uma))
    invite_user(
        world.acme.id,
        email="olga@acme.example",
        name="Olga",
        role="standard",
        link_to=link_to,
        actor=world.actor(world.ann),
    )
    olga = Person.objects.get(email="olga@acme.example")
    do(world, world.olive, Verb.DISCONNECT, world.acme.id, Answers(owner=olga.id))
    return PeoplePages(world=world, tess=tess, uma=uma, asked_to_own=links[-1])


def _page(name: str, *ids: str) -> Shown:
    return Shown(name=name, address=reverse(name, args=ids))


def _seat(client: str, person: Person) -> str:
    return ClientUser.objects.get(client_id=client, person=person).id
