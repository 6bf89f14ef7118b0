"""Papers that a firm or a client adds: always stored, extracted only where nothing stops it (R20)."""

import hashlib
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.core.standing import is_read, reading_product
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.records.facts import Wanted, gather
from tenure.records.models import Document, DocumentState
from tenure.records.models.document import document_path
from tenure.records.scope import clients_of

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
LONGEST_NAME = 255


def add_document(
    client_id: str,
    file: "File[bytes]",
    *,
    name: str,
    content_type: str = "",
    business: str | None = None,
    actor: Actor,
    at: datetime | None = None,
) -> Document:
    """Stores a file of a client, or of one of its businesses, received or held as its products stand at this moment.

    Raises `Missing`, and `Invalid` for an empty or too large file. The bytes are written before the
    transaction begins; if it fails they are removed again.
    """
    at = at or timezone.now()
    _sized(file)
    document = Document(
        client_id=client_id,
        name=_shown_name(name),
        size=file.size,
        content_type=content_type[:120],
        sha256=_hash(file),
        added_by_id=actor.person,
        added_side=actor.side.value,
        added_at=at,
    )
    # Somebody else's client must not even get a folder.
    if not clients_of(actor).filter(pk=client_id).exists():
        raise Missing(client_id)
    path = default_storage.save(document_path(document, name), file)
    try:
        with changing(client_id, among=clients_of(actor), at=at) as client:
            place(document, _facts_of(client_id, business, actor, at), at)
            document.file.name = path
            document.save(force_insert=True)
            content = {"document": document.id, "sha256": document.sha256, "state": document.state}
            note_on(client, "document_added", content, by=actor.person, at=at)
    except BaseException:
        default_storage.delete(path)
        raise
    return document


def _facts_of(client_id: str, business: str | None, actor: Actor, at: datetime) -> Facts:
    target = business or client_id
    facts = gather(actor, [Wanted(target=target)], at=at).get(target)
    if facts is None or facts.target is None or facts.client.id != client_id:
        raise Missing(target)
    return facts


def place(document: Document, facts: Facts, at: datetime) -> None:
    """Received under a product of the account, or of the business named, that extracts; held if it is stopped (R30)."""
    under = reading_product(facts, facts.client if facts.target is None else facts.target)
    document.subscription_id = under.node.id if under is not None else None
    if under is not None and not is_read(facts, under):
        document.state, document.held_since = DocumentState.HELD.value, at


def _sized(file: "File[bytes]") -> None:
    if not file.size:
        raise Invalid(say("The file is empty."), field="file")
    if file.size > LARGEST:
        raise Invalid(say("The file is larger than %(most)d MB.", most=LARGEST // MEGABYTE), field="file")


def _hash(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _shown_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in last if letter.isprintable())
    return printable.strip()[:LONGEST_NAME] or "document"
