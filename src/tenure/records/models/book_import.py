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
    """How far an import has come. `checking`, `running` and `undoing` are work that somebody has to do."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


WORK = (ImportState.CHECKING.value, ImportState.RUNNING.value, ImportState.UNDOING.value)


def import_path(book_import: "BookImport", _name: str) -> str:
    """Where the file lies: by firm and import; the name it came with is kept in the row only."""
    return f"imports/{book_import.firm_id}/{book_import.id}"


class BookImport(models.Model):
    """One file, how it is read, what became of its rows. Nothing is half-imported.

    `person` brought it in, `asked_by` asked for the work that comes next or came last. `mapping` pairs each header
    with its field, in the order of the columns. `digest` is the receipt of the preview, `confirmed` the one that a
    person said yes to (also to an undo); `fingerprint` stands for the clients it was judged against. `problem` is
    the message that says why not.
    Whoever works on it holds a lease until `lease_until`. The file goes when the import is done.
    """

    id = TypedId("imp")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="imports", db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="imports")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=import_path, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default=ImportState.UPLOADED.value, choices=words_of(ImportState))
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    mapping = models.JSONField(default=list)
    products = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    confirmed = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    erased = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    performed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_key = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["firm", "-created_at"], name="imp_of_firm"),
            models.Index(fields=["created_at"], name="imp_work", condition=models.Q(state__in=WORK)),
        ]
        constraints: ClassVar = [only("imp", "state", ImportState)]

    def __str__(self) -> str:
        return self.name
