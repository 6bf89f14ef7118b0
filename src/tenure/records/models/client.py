"""A client account: who it is, who looks after it, and what lists need to know at a glance."""

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import BytewiseText, TypedId, new_search_row
from tenure.records.models.chain import Chained
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person


class ClientStanding(StrEnum):
    """Where a client is listed: deactivated once every product its firm pays for is (R21)."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class PaidBy(StrEnum):
    """Who pays for the client's products; one product of its own makes the client self-paying (R15)."""

    FIRM = "firm"
    CLIENT = "client"
    NONE = "none"


def _few(flag: str) -> Iterator[models.Index]:
    """A tab of a few clients, in every order: SQLite, left to sort them, walked the whole firm first."""
    flagged = Q(**{flag: True})
    yield models.Index(fields=["firm", "sort_name", "id"], name=f"cli_{flag}_by_name", condition=flagged)
    yield models.Index(
        fields=["firm", "-last_activity_at", "-id"], name=f"cli_{flag}_by_activity", condition=flagged
    )
    yield models.Index(
        fields=["firm", "-documents_held", "-id"], name=f"cli_{flag}_by_documents", condition=flagged
    )


class Client(Chained):
    """One client account. It outlives its link to a firm (R12).

    `firm` and `connected_since` repeat the open `Connection`; `standing` and what follows repeat stops,
    users, subscriptions, documents and waits. All of them are written by the one writer in the transaction
    that changes their source. `search` and `sort_name` are the texts made by `tenure.records.words`.
    """

    id = TypedId("cli")
    name = models.CharField(max_length=200)
    sort_name = BytewiseText(max_length=200, editable=False)
    email = models.CharField(max_length=254, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    company_number = models.CharField(max_length=60, blank=True)
    tax_number = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=400, blank=True)
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=60, blank=True)
    locale = models.CharField(max_length=8, default="en")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owned_clients")

    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="clients", db_index=False)
    connected_since = models.DateTimeField(null=True, editable=False)

    standing = models.CharField(
        max_length=12, default=ClientStanding.ACTIVE.value, choices=words_of(ClientStanding), editable=False
    )
    suspended = models.BooleanField(default=False, editable=False)
    invited = models.BooleanField(default=False, editable=False)
    products_total = models.PositiveIntegerField(default=0, editable=False)
    products_deactivated = models.PositiveIntegerField(default=0, editable=False)
    users_joined = models.PositiveIntegerField(default=0, editable=False)
    users_invited = models.PositiveIntegerField(default=0, editable=False)
    documents_held = models.PositiveIntegerField(default=0, editable=False)
    payer = models.CharField(
        max_length=8, default=PaidBy.NONE.value, choices=words_of(PaidBy), editable=False
    )
    locked_until = models.DateField(null=True, editable=False)
    last_activity_at = models.DateTimeField(default=timezone.now, editable=False)

    search = models.TextField(default="", editable=False)
    search_row = models.BigIntegerField(unique=True, default=new_search_row, editable=False)

    class Meta:
        # "All" is read as two walks, one per standing, merged: no index of its own.
        indexes: ClassVar = [
            models.Index(fields=["firm", "standing", "sort_name", "id"], name="cli_by_name"),
            models.Index(fields=["firm", "standing", "-last_activity_at", "-id"], name="cli_by_activity"),
            models.Index(fields=["firm", "standing", "-documents_held", "-id"], name="cli_by_documents"),
            *_few("invited"),
            *_few("suspended"),
            models.Index(
                fields=["firm", "locked_until"], name="cli_locked", condition=Q(locked_until__isnull=False)
            ),
            models.Index(
                fields=["firm", "standing", "sort_name", "id"],
                name="cli_holding",
                condition=Q(documents_held__gt=0),
            ),
            models.Index(fields=["firm", "email"], name="cli_by_email"),
            models.Index(fields=["firm", "company_number"], name="cli_by_company_number"),
        ]
        constraints: ClassVar = [only("cli", "standing", ClientStanding), only("cli", "payer", PaidBy)]

    def __str__(self) -> str:
        return self.name
