"""A person's places, and the actor a person is in one of them (R7, R48)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from tenure.core.account_roles import AccountRole
from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import UserState
from tenure.records.models import Client, ClientRole, ClientUser, Member, People, Person, Role
from tenure.records.scope import path_from_client


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPlace:
    """A firm somebody works in."""

    firm: str
    slug: str
    name: str
    role: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPlace:
    """A client somebody uses; `role` is administrator or standard. `time_zone` is its firm's, empty without one."""

    client: str
    name: str
    role: str
    owner: bool
    time_zone: str

    @property
    def account_role(self) -> AccountRole:
        """What the person is to the account."""
        return AccountRole.OWNER if self.owner else AccountRole(self.role)


def person_of(email: str) -> Person | None:
    """The person with this address, however it is spelled; None if nobody has it or may sign in."""
    return Person.objects.filter(email=People.spelled(email), is_active=True).first()


def firm_places(person: str) -> tuple[FirmPlace, ...]:
    """The firms a person works in, by name."""
    members = _memberships().filter(person_id=person).order_by("firm__name", "id")
    return tuple(
        FirmPlace(
            firm=m.firm_id,
            slug=m.firm.slug,
            name=m.firm.name,
            role=m.role.name,
            time_zone=m.firm.time_zone,
        )
        for m in members
    )


def client_places(person: str) -> tuple[ClientPlace, ...]:
    """The clients a person has joined, by name."""
    users = _joined(person).select_related("client__firm").order_by("client__sort_name", "id")
    return tuple(
        ClientPlace(
            client=u.client_id,
            name=u.client.name,
            role=u.role,
            owner=u.client.owner_id == u.person_id,
            time_zone=u.client.firm.time_zone if u.client.firm is not None else "",
        )
        for u in users
    )


def account_role_of(person: str, client: str) -> AccountRole | None:
    """What a person is to a client's account today; None unless they have joined it and may sign in (R49)."""
    joined = _joined(person).filter(client_id=client, person__is_active=True)
    found = joined.values_list("role", "client__owner_id").first()
    if found is None:
        return None
    role, owner = found
    return AccountRole.OWNER if owner == person else AccountRole(role)


def account_administrators(client: str) -> tuple[Person, ...]:
    """Who administers a client's account and may sign in: its owner first, then by name."""
    joined = ClientUser.objects.filter(
        client_id=client, state=UserState.JOINED.value, person__is_active=True
    ).select_related("person", "client")
    found = [u for u in joined if u.role == ClientRole.ADMINISTRATOR or u.client.owner_id == u.person_id]
    found.sort(key=lambda u: (u.client.owner_id != u.person_id, str(u.person).casefold(), u.id))
    return tuple(user.person for user in found)


def administers(role: Role) -> bool:
    """Whether a role makes its members administrators of the firm: who manages the team is told of every exit."""
    return Right.TEAM.value in role.rights


def administrators_of(firm: str) -> tuple[Member, ...]:
    """The members of a firm who administer it and may sign in, by name."""
    members = team_of(firm).filter(person__is_active=True)
    return tuple(member for member in members if administers(member.role))


def team_of(firm: str) -> QuerySet[Member]:
    """The members of a firm with person and role, by name."""
    return _memberships().filter(firm_id=firm).order_by("person__name", "id")


def actor_at_firm(person: str, firm: str) -> Actor | None:
    """Who a person is in a firm (by id or slug), with the rights of today; None for strangers."""
    key = {"firm_id": firm} if firm.startswith("firm_") else {"firm__slug": firm}
    member = _memberships().filter(person_id=person, person__is_active=True, **key).first()
    return None if member is None else _firm_actor(member)


def actor_at_clients(person: str) -> Actor | None:
    """Who a person is as a user of clients; None if it has joined none."""
    places = _joined(person).filter(person__is_active=True).select_related("person").order_by("id")
    users = tuple(places)
    return _client_actor(users) if users else None


def actor_near(person: str, node: str) -> Actor | None:
    """Who a person is towards a node: a member of its firm, else a user of its client, else nobody (None)."""
    path = path_from_client(node)
    client = None if path is None else Client.objects.filter(**{path: node}).only("id", "firm_id").first()
    if client is None:
        return None
    if client.firm_id is not None and (member := actor_at_firm(person, client.firm_id)) is not None:
        return member
    user = actor_at_clients(person)
    return user if user is not None and client.id in user.clients else None


def _memberships() -> QuerySet[Member]:
    return Member.objects.select_related("firm", "person", "role")


def _joined(person: str) -> QuerySet[ClientUser]:
    return ClientUser.objects.filter(person_id=person, state=UserState.JOINED.value)


def _firm_actor(member: Member) -> Actor:
    return Actor(
        person=member.person_id,
        name=str(member.person),
        email=member.person.email,
        side=Side.FIRM,
        rights=_known(member.role.rights),
        firm=member.firm_id,
        locale=member.person.locale,
    )


def _client_actor(users: tuple[ClientUser, ...]) -> Actor:
    person = users[0].person
    return Actor(
        person=person.id,
        name=str(person),
        email=person.email,
        side=Side.CLIENT,
        clients=tuple(user.client_id for user in users),
        locale=person.locale,
    )


def _known(rights: Iterable[str]) -> frozenset[Right]:
    # A right that a later version dropped grants nothing.
    return frozenset(right for right in Right if right.value in rights)
