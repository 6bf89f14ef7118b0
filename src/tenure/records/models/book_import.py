"""A client book brought in from a file: previewed, performed as a whole, undone if it was wrong (R57)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person


class ImportState(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    PREVIEWED = "previewed"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


def import_path(book_import: "BookImport", _name: str) -> str:
    """Where the file lies: by firm and import; the name it came with is kept in the row only."""
    return f"imports/{book_import.firm_id}/{book_import.id}"


class BookImport(models.Model):
    """One file, how its columns are read (`mapping`), what became of its rows. Nothing is half-imported."""

    id = TypedId("imp")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="imports", db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="imports")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=import_path, max_length=200)
    state = models.CharField(max_length=10, default=ImportState.UPLOADED.value, choices=words_of(ImportState))
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    performed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_key = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["firm", "-created_at"], name="imp_of_firm")]
        constraints: ClassVar = [only("imp", "state", ImportState)]

    def __str__(self) -> str:
        return self.name
