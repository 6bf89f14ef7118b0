"""Everything about one client as a pack to take away: offered before it is deleted, and at any other time (R27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import QuerySet, Sum
from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Right, Side
from tenure.operations.account_permission import account_for
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Missing
from tenure.operations.export_own_plan import entries_of_own_plan
from tenure.operations.export_parts import entries_of_parts, stops_of
from tenure.operations.permission import firm_for, not_allowed
from tenure.outlets.export import Entry, as_csv, as_json, packed, safe_name
from tenure.records.models import Client, ClientUser, Document, Subscription, Transition
from tenure.records.scope import clients_of

CHUNK = 64 * 1024
ROWS = 500
FIELDS = (
    "id", "name", "email", "contact_name", "phone", "company_number", "tax_number", "reference", "street", "city",
    "region", "postal_code", "country", "locale", "note", "created_at", "connected_since", "standing", "suspended",
    "payer",
)  # fmt: skip
FIRMS_OWN = ("note", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a pack would hold."""

    users: int
    businesses: int
    locations: int
    services: int
    products: int
    stops: int
    documents: int
    bytes: int
    transitions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A ZIP on its way: `chunks` are made while they are read."""

    name: str
    chunks: Iterator[bytes]


def contents_of(client_id: str, *, actor: Actor) -> Contents:
    """What the pack of a client holds. Raises NotAllowed, and `Client.DoesNotExist` for a foreign client.

    For the account's own people the caller has asked for their right; nothing is logged before something is taken.
    """
    if actor.side is not Side.CLIENT and not (actor.firm is not None and actor.may(Right.CLIENTS)):
        raise not_allowed(actor.firm or "")
    client = clients_of(actor).get(pk=client_id)
    documents = Document.objects.filter(client=client)
    return Contents(
        users=ClientUser.objects.filter(client=client).count(),
        businesses=client.businesses.count(),
        locations=client.locations.count(),
        services=client.services.count(),
        stops=stops_of(client, actor).count(),
        products=Subscription.objects.filter(client=client).count(),
        documents=documents.count(),
        bytes=documents.aggregate(all=Sum("size"))["all"] or 0,
        transitions=_transitions(client, actor).count(),
    )


def pack(client_id: str, *, actor: Actor, at: datetime | None = None) -> Pack:
    """The client's pack; that it was taken is logged first. Raises NotAllowed and Missing."""
    at = at or timezone.now()
    if actor.side is Side.CLIENT:
        account_for(actor, client_id, AccountRight.TAKE_OUT, at=at)
    else:
        firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        note_on(client, "exported", {"documents": client.documents.count()}, by=actor.person, at=at)
    about = {"client": client.id, "name": client.name, "made_at": at.isoformat(), "made_by": actor.name}
    return Pack(
        name=f"{safe_name(client.name)} {timezone.localdate(at):%Y-%m-%d}.zip",
        chunks=packed(_entries(client, actor), about, at=at),
    )


def _entries(client: Client, actor: Actor) -> Iterator[Entry]:
    # What the firm keeps to itself is no part of what the client takes along.
    fields = (field for field in FIELDS if actor.firm is not None or field not in FIRMS_OWN)
    about = {field: getattr(client, field) for field in fields}
    about["owner"] = client.owner.email if client.owner is not None else None
    yield Entry(name="client.json", chunks=[as_json(about)])
    yield Entry(name="users.csv", chunks=_users(client))
    yield from entries_of_parts(client, actor)
    yield Entry(name="products.csv", chunks=_products(client))
    yield from entries_of_own_plan(client, actor)
    yield Entry(name="transitions.json", chunks=[as_json(list(_told(client, actor)))])
    yield Entry(name="documents.csv", chunks=_documents(client))
    for document in _stored(client):
        # A pack takes a while to read; whoever loses the client meanwhile gets no further file (R12).
        if not clients_of(actor).filter(pk=client.pk).exists():
            raise Missing(client.pk)
        yield _file(document)


def _users(client: Client) -> Iterator[bytes]:
    header = ("id", "name", "email", "role", "state", "owner", "invited_at", "joined_at")
    rows = ClientUser.objects.filter(client=client).select_related("person").order_by("person__name", "id")
    return as_csv(
        header,
        (
            (
                row.id, row.person.name, row.person.email, row.role, row.state,
                "yes" if row.person_id == client.owner_id else "no", row.invited_at, row.joined_at,
            )
            for row in rows.iterator(ROWS)
        ),
    )  # fmt: skip


def _products(client: Client) -> Iterator[bytes]:
    header = ("id", "business", "product", "name", "payer", "plan", "trial", "since", "until")
    rows = Subscription.objects.filter(client=client).order_by("since", "id")
    return as_csv(
        header,
        (
            (r.id, r.business_id, r.product, r.product_name, r.payer, r.plan, r.trial, r.since, r.until)
            for r in rows.iterator(ROWS)
        ),
    )


def _documents(client: Client) -> Iterator[bytes]:
    header = (
        "id",
        "product",
        "name",
        "file",
        "bytes",
        "sha256",
        "content_type",
        "state",
        "added_side",
        "added_at",
    )
    rows = Document.objects.filter(client=client).order_by("added_at", "id")
    return as_csv(
        header,
        (
            (
                row.id, row.subscription_id, row.name, _path(row) if row.file else "", row.size, row.sha256,
                row.content_type, row.state, row.added_side, row.added_at,
            )
            for row in rows.iterator(ROWS)
        ),
    )  # fmt: skip


def _stored(client: Client) -> Iterator[Document]:
    return Document.objects.filter(client=client).exclude(file="").order_by("added_at", "id").iterator(ROWS)


def _file(document: Document) -> Entry:
    path = str(document.file.name)
    if not default_storage.exists(path):
        note = f"{document.name}: the stored file is missing.\n"
        return Entry(name=f"{_path(document)}.missing.txt", chunks=[note.encode()])
    return Entry(name=_path(document), chunks=_read(path))


def _read(path: str) -> Iterator[bytes]:
    with default_storage.open(path) as file:
        yield from file.chunks(CHUNK)


def _path(document: Document) -> str:
    # The id keeps two files of one name apart.
    return f"documents/{document.id}-{safe_name(document.name)}"


def _transitions(client: Client, actor: Actor) -> QuerySet[Transition]:
    acts = Transition.objects.filter(client=client)
    return acts if actor.side is Side.CLIENT else acts.filter(firm_id=actor.firm)


def _told(client: Client, actor: Actor) -> Iterator[dict[str, object]]:
    for row in _transitions(client, actor).order_by("at", "id").iterator(ROWS):
        shown = row.plan.get("shown", {})
        yield {
            "id": row.id,
            "at": row.at,
            "verb": row.verb,
            "target": row.target,
            "target_name": row.target_name,
            "by": row.actor_name,
            "through": row.source,
            "digest": row.digest,
            "effects": _for_them(shown.get("effects", []), actor),
            "kept": _for_them(shown.get("kept", []), actor),
        }


def _for_them(lines: list[dict[str, object]], actor: Actor) -> list[dict[str, object]]:
    """What a plan said to one side: a firm keeps all of it, a client what was about itself."""
    return lines if actor.side is not Side.CLIENT else [line for line in lines if line.get("for") == "client"]
