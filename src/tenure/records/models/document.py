"""A paper of a client, and how far it has come: read, waiting to be read, or held by a stop (R20, R24)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.actor import Side
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.incoming_mail import IncomingMail
from tenure.records.models.person import Person
from tenure.records.models.subscription import Subscription


class DocumentState(StrEnum):
    """How far a document has come; `held` are stored and not sent for extraction (R20).

    `unpacked` is an archive (a ZIP) whose files have become documents of their own.
    """

    RECEIVED = "received"
    HELD = "held"
    WAITING = "waiting"
    PROCESSING = "processing"
    READY = "ready"
    REVIEW = "review"
    FAILED = "failed"
    UNPACKED = "unpacked"


class Origin(StrEnum):
    """The door a document came in by."""

    PAGE = "page"
    MAIL = "mail"
    TERMINAL = "terminal"


# Equations rather than `in`: SQLite uses the index only for questions it can see to imply its condition.
UNREAD = Q(state=DocumentState.RECEIVED.value) | Q(state=DocumentState.WAITING.value)


def document_path(document: "Document", _name: str) -> str:
    """Where the file lies: by client and document, so that the name it came with is never part of a path."""
    return f"documents/{document.client_id}/{document.id}"


class Document(models.Model):
    """One file of one client, added by the firm or by the client.

    `archive` is the ZIP that held it, `came_in` its name; `mail` is the e-mail that brought it. `confirmed_at`: when
    a person said that what is known of it is right, with the corrections beside it; without a reading it was keyed by hand.
    Whoever reads it holds a lease until `lease_until`. `trouble` is the code of what stood in the way of reading it, with
    `trouble_values` for its sentence.
    """

    id = TypedId("doc")
    client = models.ForeignKey(Client, models.PROTECT, related_name="documents", db_index=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, related_name="documents")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=document_path, max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=12, default=DocumentState.RECEIVED.value, choices=words_of(DocumentState)
    )
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="documents_added")
    added_side = models.CharField(max_length=8, choices=words_of(Side))
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    held_since = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=8, default=Origin.PAGE.value, choices=words_of(Origin))
    came_in = models.CharField(max_length=255, blank=True)
    archive = models.ForeignKey("self", models.PROTECT, null=True, related_name="unpacked")
    mail = models.ForeignKey(IncomingMail, models.PROTECT, null=True, related_name="documents")
    pages = models.PositiveIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_key = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    trouble_values = models.JSONField(default=dict)
    confirmed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="documents_confirmed")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "state"], name="doc_of_client"),
            models.Index(fields=["client", "sha256"], name="doc_by_content"),
            # The list, from any place in it on.
            models.Index(fields=["client", "-added_at", "-id"], name="doc_newest"),
            # What the worker looks for every second.
            models.Index(fields=["added_at", "id"], name="doc_unread", condition=UNREAD),
            # What waits for a person, oldest first.
            models.Index(
                fields=["added_at", "id"], name="doc_to_check", condition=Q(state=DocumentState.REVIEW.value)
            ),
            models.Index(
                fields=["lease_until"], name="doc_in_hand", condition=Q(state=DocumentState.PROCESSING.value)
            ),
        ]
        constraints: ClassVar = [
            only("doc", "state", DocumentState),
            only("doc", "added_side", Side),
            only("doc", "origin", Origin),
            # Nothing is being read by nobody: a lease ends.
            models.CheckConstraint(
                condition=~Q(state=DocumentState.PROCESSING.value)
                | Q(lease_until__isnull=False) & ~Q(lease_key=""),
                name="doc_read_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name
