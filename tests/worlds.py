"""People and clients with names, so that tests read like stories.

Northline Accounting: Olive owns it, Mina may manage clients, Fay may not. Southbank is another firm; Stan
works there and is a stranger here. Acme pays for itself; Birch has two products that the firm pays for, Zoe
owns it and Ian is invited; nobody uses Cedar; Dora alone uses Dune.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db.models import Count, Q, QuerySet

from tenure.core.actor import Actor, Right
from tenure.core.facts import Payer, UserState
from tenure.core.policy import Product
from tenure.core.profiles import profile, profile_document
from tenure.core.stops import StopKind
from tenure.records.models import (
    Business,
    Client,
    ClientRole,
    ClientStanding,
    ClientUser,
    Connection,
    Document,
    Firm,
    Member,
    PaidBy,
    Person,
    Role,
    Stop,
    Subscription,
)
from tenure.records.people import actor_at_clients, actor_at_firm
from tenure.records.words import search_text_of, sort_name_of

LONG_AGO = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery"
BOOKKEEPING = Product(code="bookkeeping", name="Bookkeeping", extraction=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Two firms, their people and their clients."""

    firm: Firm
    southbank: Firm
    olive: Person
    mina: Person
    fay: Person
    stan: Person
    ann: Person
    zoe: Person
    ian: Person
    dora: Person
    acme: Client
    birch: Client
    cedar: Client
    dune: Client

    def actor(self, person: Person) -> Actor:
        """Who `person` is where they work, or at the clients they use."""
        firm = self.southbank if person == self.stan else self.firm
        actor = actor_at_firm(person.id, firm.id) or actor_at_clients(person.id)
        assert actor is not None, f"{person} has no place"
        return actor


def practice_world(profile_name: str = "practice") -> World:
    """The world of this module's first lines, under any of the profiles."""
    firm = new_firm("Northline Accounting", profile_name)
    southbank = new_firm("Southbank", profile_name)
    olive, mina, fay = new_person("Olive Reed"), new_person("Mina Okafor"), new_person("Fay Lindqvist")
    stan = new_person("Stan Moreau")
    new_member(firm, olive, "administrator")
    new_member(firm, mina, "manager")
    new_member(firm, fay, "staff")
    new_member(southbank, stan, "administrator")
    ann, zoe, ian, dora = (new_person(name) for name in ("Ann Acker", "Zoe Birch", "Ian Hall", "Dora Dune"))
    products = products_of(profile_name)
    acme = new_client(firm, "Acme Trading Ltd", products[:1], payer=Payer.CLIENT, joined=[ann])
    birch = new_client(firm, "Birch & Sons", products[:2], joined=[zoe], invited=[ian])
    cedar = new_client(firm, "Cedar Café", products[:1])
    dune = new_client(firm, "Dune Surveying", products[:1], joined=[dora])
    recount(firm)
    return World(
        firm=fresh(firm),
        southbank=southbank,
        olive=olive,
        mina=mina,
        fay=fay,
        stan=stan,
        ann=ann,
        zoe=zoe,
        ian=ian,
        dora=dora,
        acme=fresh(acme),
        birch=fresh(birch),
        cedar=fresh(cedar),
        dune=fresh(dune),
    )


def products_of(profile_name: str) -> Sequence[Product]:
    """The products the profile sells; bookkeeping where it sells none."""
    return profile(profile_name).products or (BOOKKEEPING,)


def new_firm(name: str, profile_name: str = "practice") -> Firm:
    """A firm that lives by a profile, with the profile's roles, a manager's and a staff's among them."""
    slug = name.lower().replace(" ", "-")
    policy = profile_document(profile_name)
    firm = Firm.objects.create(
        slug=slug, name=name, time_zone="Europe/London", policy=policy, created_at=LONG_AGO
    )
    rights = {"administrator": frozenset(Right), "manager": frozenset(Right), "staff": frozenset[Right]()}
    rights |= {role.key: role.rights for role in profile(profile_name).roles}
    for key, granted in rights.items():
        Role.objects.create(firm=firm, key=key, name=key.title(), rights=sorted(granted), builtin=True)
    return firm


def new_person(name: str, *, locale: str = "en") -> Person:
    """Somebody who can sign in as first.last@example.com with `PASSWORD`."""
    email = f"{name.lower().replace(' ', '.')}@example.com"
    return Person.objects.create(email=email, name=name, locale=locale, password=_hashed_once())


@cache
def _hashed_once() -> str:
    # Hashing is slow by design, and a world has eight people.
    return make_password(PASSWORD)


def new_member(firm: Firm, person: Person, role: str) -> Member:
    """Somebody's place in a firm, by the key of their role there."""
    return Member.objects.create(firm=firm, person=person, role=Role.objects.get(firm=firm, key=role))


def new_client(
    firm: Firm,
    name: str,
    products: Sequence[Product] = (BOOKKEEPING,),
    *,
    payer: Payer = Payer.FIRM,
    joined: Sequence[Person] = (),
    invited: Sequence[Person] = (),
) -> Client:
    """A client of a firm; the first who joined owns it. `recount` brings what lists show up to date."""
    email = f"office@{sort_name_of(name).split(' ')[0]}.example"
    client = Client.objects.create(
        name=name,
        sort_name=sort_name_of(name),
        email=email,
        search=search_text_of([name, email]),
        firm=firm,
        owner=joined[0] if joined else None,
        connected_since=LONG_AGO,
        created_at=LONG_AGO,
        last_activity_at=LONG_AGO,
    )
    Connection.objects.create(client=client, firm=firm, since=LONG_AGO)
    for product in products:
        subscribe(client, product, payer)
    for person in joined:
        role = ClientRole.ADMINISTRATOR if person == joined[0] else ClientRole.STANDARD
        place(client, person, UserState.JOINED, role)
    for person in invited:
        place(client, person, UserState.INVITED, ClientRole.STANDARD)
    return client


def subscribe(
    client: Client, product: Product, payer: Payer = Payer.FIRM, *, business: Business | None = None
) -> Subscription:
    """A product of a client, or of one of its businesses."""
    return Subscription.objects.create(
        client=client,
        business=business,
        product=product.code,
        product_name=product.name,
        payer=payer.value,
        extraction=product.extraction,
        since=LONG_AGO,
    )


def place(client: Client, person: Person, state: UserState, role: ClientRole) -> ClientUser:
    """Somebody's place at a client."""
    joined_at = LONG_AGO if state is UserState.JOINED else None
    return ClientUser.objects.create(
        client=client,
        person=person,
        role=role.value,
        state=state.value,
        invited_at=LONG_AGO,
        joined_at=joined_at,
    )


def recount(firm: Firm) -> None:
    """Sets the firm's counters and its clients' columns to what the other rows say."""
    for client in Client.objects.filter(firm=firm):
        Client.objects.filter(pk=client.pk).update(**shown(client))
    Firm.objects.filter(pk=firm.pk).update(**counted(firm))


def shown(client: Client) -> dict[str, object]:
    """What lists should show of a client, counted from the rows it is kept from: a check on the writer."""
    open_stops = Stop.objects.filter(client=client, lifted_at=None, planned=False)
    off = open_stops.filter(kind=StopKind.DEACTIVATION.value)
    products = Subscription.objects.filter(client=client, until=None)
    from_firm = products.filter(payer=Payer.FIRM.value, business=None)
    whole = off.filter(node=client.id).exists()
    stopped = from_firm.count() if whole else from_firm.filter(id__in=off.values("node")).count()
    users = ClientUser.objects.filter(client=client)
    joined = users.filter(state=UserState.JOINED.value).count()
    waiting = users.filter(state=UserState.INVITED.value).count()
    all_stopped = whole or 0 < from_firm.count() == stopped
    return {
        "standing": (ClientStanding.DEACTIVATED if all_stopped else ClientStanding.ACTIVE).value,
        "suspended": open_stops.filter(
            kind=StopKind.SUSPENSION.value, node_kind__in=["client", "product"]
        ).exists(),
        "invited": waiting > 0 and joined == 0,
        "products_total": from_firm.count(),
        "products_deactivated": stopped,
        "users_joined": joined,
        "users_invited": waiting,
        "documents_held": client.documents.filter(state="held").count(),
        "payer": _payer(products).value,
    }


def counted(firm: Firm) -> dict[str, int]:
    """What a firm's counters should say."""
    return Client.objects.filter(firm=firm).aggregate(
        clients_active=Count("id", filter=Q(standing=ClientStanding.ACTIVE.value)),
        clients_deactivated=Count("id", filter=Q(standing=ClientStanding.DEACTIVATED.value)),
        clients_invited=Count("id", filter=Q(invited=True)),
        clients_suspended=Count("id", filter=Q(suspended=True)),
    )


def fresh[Row: (Firm, Client, Person, Document)](row: Row) -> Row:
    """The row as the database has it now."""
    row.refresh_from_db()
    return row


def _payer(products: QuerySet[Subscription]) -> PaidBy:
    if products.filter(payer=Payer.CLIENT.value).exists():
        return PaidBy.CLIENT
    return PaidBy.FIRM if products.exists() else PaidBy.NONE
