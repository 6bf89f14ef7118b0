"""A mail that came in becomes the client's documents: all of it or nothing, once however often it is delivered (R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.core.actor import Actor, Side
from tenure.core.facts import UserState
from tenure.operations.client_change import changing
from tenure.operations.document_files import NotTaken, kind_to_add, measured
from tenure.operations.documents import place
from tenure.operations.errors import Missing
from tenure.operations.log import Event, note
from tenure.operations.mail_addresses import client_at
from tenure.operations.shelf import Shelf
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.outlets.mail_in.letter import Attached, Letter, letter_of
from tenure.outlets.mail_in.letterbox import Outcome
from tenure.records.facts import Wanted, gather
from tenure.records.models import Client, ClientUser, Document, IncomingMail, Member
from tenure.records.models.document import Origin

# A mail a minute is much for one client; a loop of two machines that answer each other is more.
MOST_AN_HOUR = 120
AN_HOUR = timedelta(hours=1)

type Left = list[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A mail, the documents whose files lie on the shelf, and what is left out of it."""

    letter: Letter
    documents: list[Document]
    left: list[Left]


def take_mail(address: str, content: bytes, sender: str, *, at: datetime | None = None) -> Outcome:
    """Keeps a mail to `address` with the documents it brings, read or held as if somebody had added them by hand.

    `sender` is who the mail server names. Nothing hangs on who that is: anybody can write any name on a letter.
    """
    at = at or timezone.now()
    client_id = client_at(address)
    if client_id is None:
        return Outcome.NOBODY
    mails = IncomingMail.objects.filter(client_id=client_id)
    letter = letter_of(content, sender=sender)
    if mails.filter(message_key=letter.key).exists():
        return Outcome.KEPT
    if mails.filter(came_at__gt=at - AN_HOUR).count() >= MOST_AN_HOUR:
        return Outcome.ENOUGH
    with Shelf() as shelf:
        post = _shelved(letter, client_id, shelf, at)
        try:
            with changing(client_id, among=Client.objects.all(), at=at) as client:
                # Asked again under the lock: the address may have been stopped, the mail may have come twice at once.
                if client_at(address) != client_id:
                    return Outcome.NOBODY
                if not mails.filter(message_key=letter.key).exists():
                    _keep(post, client, shelf, at)
        except Missing:
            return Outcome.NOBODY
    return Outcome.KEPT


def _shelved(letter: Letter, client_id: str, shelf: Shelf, at: datetime) -> _Post:
    documents: list[Document] = []
    left: list[Left] = [[one.name, one.why.value] for one in letter.left]
    for file in letter.files:
        failure = _not_taken(file)
        if failure is not None:
            left.append(_reason(file.name, failure))
            continue
        document = Document(
            client_id=client_id,
            name=file.name,
            content_type=file.content_type,
            added_at=at,
            origin=Origin.MAIL.value,
        )
        shelf.put(document, file.content)
        documents.append(document)
    return _Post(letter=letter, documents=documents, left=left)


def _not_taken(file: Attached) -> Failure | None:
    """Why a file is not stored; the same that stands in the way on a page."""
    content = ContentFile(file.content)
    try:
        measured(content)
        kind_to_add(content)
    except NotTaken as refused:
        return refused.failure
    return None


def _reason(name: str, failure: Failure) -> Left:
    return [name, failure.trouble.value, *([dict(failure.values)] if failure.values else [])]


def _keep(post: _Post, client: Client, shelf: Shelf, at: datetime) -> None:
    letter, fresh = post.letter, list(_fresh(post, client))
    mail = IncomingMail.objects.create(
        client=client,
        sender=letter.sender,
        subject=letter.subject,
        message_key=letter.key,
        came_at=at,
        taken=len(fresh),
        left_out=post.left,
    )
    actor = Actor(
        person="", name="Tenure", email="", side=Side.SYSTEM, firm=client.firm_id, clients=(client.id,)
    )
    facts = gather(actor, [Wanted(target=client.id)], at=at)[client.id]
    side = _side_of(letter.sender, client)
    for document in fresh:
        document.mail, document.added_side = mail, side.value
        place(document, facts, at)
    shelf.keep([document.id for document in fresh])
    Document.objects.bulk_create(fresh)
    note([_came(mail, fresh), *(_added(document) for document in fresh)], at=at)


def _fresh(post: _Post, client: Client) -> Iterable[Document]:
    rows = Document.objects.filter(client=client, sha256__in=[one.sha256 for one in post.documents])
    there = set(rows.exclude(file="").values_list("sha256", flat=True))
    for document in post.documents:
        if document.sha256 in there:
            post.left.append([document.name, Trouble.ALREADY_THERE.value])
        else:
            there.add(document.sha256)
            yield document


def _side_of(sender: str, client: Client) -> Side:
    """Whose address that is; nobody's, of a supplier's. The person is not named: the address may be made up."""
    users = ClientUser.objects.filter(
        client=client, state=UserState.JOINED.value, person__email__iexact=sender
    )
    if sender and users.exists():
        return Side.CLIENT
    members = Member.objects.filter(firm=client.firm_id, person__email__iexact=sender)
    return Side.FIRM if sender and client.firm_id is not None and members.exists() else Side.SYSTEM


def _came(mail: IncomingMail, documents: list[Document]) -> Event:
    content = {"mail": mail.id, "taken": len(documents), "left_out": len(mail.left_out), "by": ""}
    return Event(chain=mail.client_id, event="mail_came_in", content=content)


def _added(document: Document) -> Event:
    content = {
        "document": document.id,
        "sha256": document.sha256,
        "state": document.state,
        "mail": document.mail_id,
        "by": "",
    }
    return Event(chain=document.client_id, event="document_added", content=content)
