"""An invented client book of any size: firms with their people, and clients with a product, users and documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from bench.filling import id_of, insert_select, numbers, typed_id, unchecked, words
from tenure.core.actor import Actor, Right
from tenure.core.profiles import profile_document
from tenure.records import models as m
from tenure.records.client_search import build_index, drop_index
from tenure.records.people import actor_at_firm

SINCE = "'2026-03-02 09:00:00'"
PEOPLE = 10_000
TEAM = ("Olive Reed", "Mina Okafor", "Fay Lindqvist", "Sam Pereira")
RARE, RARE_EVERY = "Quillfeather", 50_000
# fmt: off
FIRST = (
    "Harbour", "Northgate", "Willow", "Foxglove", "Kestrel", "Meridian", "Amber", "Juniper", "Larkspur",
    "Sable", "Orchard", "Beacon", "Cobalt", "Thistle", "Marlow", "Hazel", "Bramble", "Copper", "Linden",
    "Falcon", "Saffron", "Granite", "Heron", "Ivory", "Jasper", "Kingfisher", "Lantern", "Magnolia",
    "Nettle", "Onyx", "Pemberton", "Quarry", "Rowan", "Sterling", "Tamarind", "Umber", "Verity", "Wexford",
    "Yarrow", "Zephyr",
)
SECOND = (
    "Joinery", "Dental", "Print", "Logistics", "Bakery", "Surveying", "Motors", "Textiles", "Gardens",
    "Legal", "Catering", "Films", "Electrical", "Pharmacy", "Roofing", "Travel", "Books", "Brewing",
    "Ceramics", "Design", "Energy", "Fisheries", "Glass", "Haulage", "Imports", "Jewellery", "Kitchens",
    "Labels", "Masonry", "Nurseries", "Optics", "Plumbing", "Quilting", "Recycling", "Security", "Tiles",
    "Upholstery", "Vets", "Windows", "Yoga",
)
THIRD = (
    "Ltd", "LLP", "Group", "Partners", "Studio", "Works", "Trading", "Services", "Holdings", "Collective",
    "Company",
)
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A firm, who acts there, and its clients: numbered from `start`, in the order of their ids."""

    firm: m.Firm
    olive: Actor
    start: int
    count: int
    documents: int

    def ids(self, prefix: str, first: int, count: int) -> tuple[str, str]:
        """The id of the `first` client of this firm (or of its product), and the one after `count` of them."""
        start = self.start + first
        return id_of(prefix, start), id_of(prefix, start + count)


@contextmanager
def filling() -> Iterator[None]:
    """Shelves are filled inside the block; after it they are indexed for search and the database knows its rows."""
    drop_index(connection)
    with unchecked():
        _fill_people()
        yield
    _index()


def fill_shelf(
    slug: str, *, start: int, count: int, documents: int = 0, profile_name: str = "practice"
) -> Shelf:
    """A firm under a profile: its clients have one product, two users, `documents` waiting each."""
    firm = m.Firm.objects.create(
        slug=slug, name=slug.title(), policy=profile_document(profile_name), clients_active=count
    )
    olive = _team(firm)
    number = f"{start} + n.i"
    _fill_clients(firm, number, count)
    _fill_products(number, count)
    _fill_users(number, count)
    if documents:
        _fill_documents(number, count, documents)
    return Shelf(firm=firm, olive=olive, start=start, count=count, documents=documents)


def _index() -> None:
    build_index(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO client_search(client_search) VALUES ('rebuild')")
        cursor.execute("ANALYZE")


def _fill_people() -> None:
    """Those who use the clients' accounts; each uses many."""
    given = {
        "id": typed_id("usr", "n.i"),
        "email": "'person' || n.i || '@people.example'",
        "name": "first.column2 || ' ' || second.column2",
        "password": "'!'",
        "date_joined": SINCE,
    }
    insert_select(m.Person, given, _named(PEOPLE))


def _team(firm: m.Firm) -> Actor:
    rights = sorted(Right)
    administrator = m.Role.objects.create(firm=firm, key="administrator", name="Administrator", rights=rights)
    staff = m.Role.objects.create(firm=firm, key="staff", name="Staff", rights=[])
    people = [
        m.Person.objects.create(email=f"{name.split()[0].lower()}@{firm.slug}.example", name=name)
        for name in TEAM
    ]
    for person, role in zip(people, (administrator, administrator, staff, staff), strict=True):
        m.Member.objects.create(firm=firm, person=person, role=role)
    olive = actor_at_firm(people[0].id, firm.id)
    assert olive is not None
    return olive


def _fill_clients(firm: m.Firm, number: str, count: int) -> None:
    name = (
        f"CASE n.i % {RARE_EVERY} WHEN 17 THEN '{RARE}' ELSE first.column2 END"
        " || ' ' || second.column2 || ' ' || third.column2"
    )
    email = f"'office' || ({number}) || '@clients.example'"
    given = {
        "id": typed_id("cli", number),
        "firm_id": f"'{firm.id}'",
        "name": name,
        "sort_name": f"lower({name})",
        "email": email,
        "search": f"lower({name}) || ' ' || {email}",
        "search_row": number,
        "owner_id": _user(number, 0),
        "products_total": "1",
        "users_joined": "2",
        "payer": "'firm'",
        "created_at": SINCE,
        "connected_since": SINCE,
        "last_activity_at": SINCE,
    }
    insert_select(m.Client, given, _named(count))
    link = {"id": typed_id("con", number), "firm_id": f"'{firm.id}'", "client_id": typed_id("cli", number)}
    insert_select(m.Connection, {**link, "since": SINCE}, numbers(count))


def _fill_products(number: str, count: int) -> None:
    given = {
        "id": typed_id("sub", number),
        "client_id": typed_id("cli", number),
        "product": "'bookkeeping'",
        "product_name": "'Bookkeeping'",
        "payer": "'firm'",
        "extraction": "(1 = 1)",
        "since": SINCE,
    }
    insert_select(m.Subscription, given, numbers(count))


def _fill_users(number: str, count: int) -> None:
    for place in (0, 1):
        given = {
            "id": typed_id("cus", f"2 * ({number}) + {place}"),
            "client_id": typed_id("cli", number),
            "person_id": _user(number, place),
            "role": "'administrator'",
            "state": "'joined'",
            "invited_at": SINCE,
            "joined_at": SINCE,
        }
        insert_select(m.ClientUser, given, numbers(count))


def _fill_documents(number: str, count: int, each: int) -> None:
    client = f"({number.replace('n.i', f'n.i / {each}')})"
    given = {
        "id": typed_id("doc", f"{each} * {client} + n.i % {each}"),
        "client_id": typed_id("cli", client),
        "subscription_id": typed_id("sub", client),
        "name": "'scan ' || n.i || '.pdf'",
        "state": "'waiting'",
        "added_side": "'client'",
        "added_at": SINCE,
    }
    insert_select(m.Document, given, numbers(count * each))


def _user(number: str, place: int) -> str:
    return typed_id("usr", f"({number} + {place}) % {PEOPLE}")


def _named(count: int) -> str:
    """`count` rows with three words each, scattered so that neighbours have different names."""
    return (
        f"{numbers(count)}"
        f" JOIN {words(FIRST)} AS first ON first.column1 = n.i * 31 % {len(FIRST)}"
        f" JOIN {words(SECOND)} AS second ON second.column1 = n.i / {len(FIRST)} % {len(SECOND)}"
        f" JOIN {words(THIRD)} AS third ON third.column1 = n.i * 7 % {len(THIRD)}"
    )
