"""The address by which a client's documents come in by e-mail, and each mail that did (R20)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.person import Person


class MailAddress(models.Model):
    """`key` is what stands before the @ of the client's own address: only who was told it can write to it.

    A new key takes the place of one that fell into wrong hands; the old one is refused from then on.
    """

    id = TypedId("mad")
    client = models.OneToOneField(Client, models.PROTECT, related_name="mail_address")
    key = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="mail_addresses_made")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"address of {self.client_id}"


class IncomingMail(models.Model):
    """One mail that came in: `taken` of its files became documents.

    `left_out` lists [name, code] of the others, with the values of the sentence where it has some.
    `message_key` is the hash of its Message-ID and content: a server that delivers it again changes nothing.
    """

    id = TypedId("iml")
    client = models.ForeignKey(Client, models.PROTECT, related_name="incoming_mails", db_index=False)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    message_key = models.CharField(max_length=64)
    came_at = models.DateTimeField(default=timezone.now)
    taken = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "-came_at", "-id"], name="iml_of_client")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "message_key"], name="iml_once"),
        ]

    def __str__(self) -> str:
        return f"mail to {self.client_id}"
