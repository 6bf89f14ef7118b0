"""Papers that a firm or a client adds: always stored, once each, extracted only where nothing stops it (R20)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.core.standing import is_read, reading_product
from tenure.operations.client_change import changing, note_on
from tenure.operations.document_files import measured
from tenure.operations.errors import Missing
from tenure.operations.shelf import Shelf
from tenure.outlets.extraction.names import display_name
from tenure.records.facts import Wanted, gather
from tenure.records.models import Client, Document, DocumentState, IncomingMail
from tenure.records.models.document import Origin
from tenure.records.scope import clients_of

__all__ = ["ON_A_PAGE", "Added", "Addition", "AlreadyThere", "Origin", "Way", "add_document", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a document comes in: by which door, out of which archive, with which mail."""

    origin: Origin = Origin.PAGE
    archive: Document | None = None
    mail: IncomingMail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The file is stored as a new document."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyThere:
    """Nothing was stored: this earlier document of the client has the same bytes, whatever it is called."""

    document: Document


type Addition = Added | AlreadyThere

ON_A_PAGE = Way()


def add_document(
    client_id: str,
    file: "File[bytes]",
    *,
    name: str,
    content_type: str = "",
    business: str | None = None,
    way: Way = ON_A_PAGE,
    actor: Actor,
    at: datetime | None = None,
) -> Addition:
    """Stores a file of a client, or of one of its businesses, received or held as its products stand at this moment.

    A file whose bytes the client already has is not stored twice: of two that come at once, one is added. What comes
    out of an archive was added by whoever added the archive. Raises `Missing`, and `NotTaken` for an empty or too
    large file; whether it is a kind of file that can be read is asked by `kind_to_add`. The bytes are written before
    the transaction begins; if it fails, or another was quicker, they are removed again, by the sweep if this process
    dies. An OSError of the storage goes to the caller: nothing is stored then.
    """
    at = at or timezone.now()
    # Somebody else's client must not even get a folder.
    if not clients_of(actor).filter(pk=client_id).exists():
        raise Missing(client_id)
    found = measured(file)
    earlier = _same_content(client_id, found.sha256)
    if earlier is not None:
        return AlreadyThere(document=earlier)
    document = Document(
        client_id=client_id,
        name=display_name(name),
        size=found.size,
        content_type=content_type[:120],
        sha256=found.sha256,
        added_at=at,
        **_brought_by(actor, way),
    )
    with Shelf() as shelf:
        shelf.lay(document, file)
        with changing(client_id, among=clients_of(actor), at=at) as client:
            # Asked again under the lock: two who add the same at once are told apart here.
            earlier = _same_content(client_id, found.sha256)
            if earlier is None:
                _file(document, client, _facts_of(client_id, business, actor, at), by=actor.person, at=at)
                shelf.keep([document.id])
    return Added(document=document) if earlier is None else AlreadyThere(document=earlier)


def place(document: Document, facts: Facts, at: datetime) -> None:
    """Received under a product of the account, or of the business named, that extracts; held if it is stopped (R30)."""
    under = reading_product(facts, facts.client if facts.target is None else facts.target)
    document.subscription_id = under.node.id if under is not None else None
    if under is not None and not is_read(facts, under):
        document.state, document.held_since = DocumentState.HELD.value, at


def _same_content(client_id: str, sha256: str) -> Document | None:
    """The document of the client that has these bytes; the first, where they were stored twice before this was asked."""
    rows = Document.objects.filter(client_id=client_id, sha256=sha256).exclude(file="")
    return rows.select_related("subscription__business").order_by("added_at", "id").first()


def _brought_by(actor: Actor, way: Way) -> dict[str, object]:
    archive = way.archive
    return {
        "added_by_id": archive.added_by_id if archive else actor.person or None,
        "added_side": archive.added_side if archive else actor.side.value,
        "origin": archive.origin if archive else way.origin.value,
        "archive": archive,
        "came_in": archive.name if archive else "",
        "mail": archive.mail if archive else way.mail,
    }


def _facts_of(client_id: str, business: str | None, actor: Actor, at: datetime) -> Facts:
    target = business or client_id
    facts = gather(actor, [Wanted(target=target)], at=at).get(target)
    if facts is None or facts.target is None or facts.client.id != client_id:
        raise Missing(target)
    return facts


def _file(document: Document, client: Client, facts: Facts, *, by: str, at: datetime) -> None:
    place(document, facts, at)
    document.save(force_insert=True)
    content = {"document": document.id, "sha256": document.sha256, "state": document.state}
    note_on(client, "document_added", content, by=by, at=at)
