"""What became of one row of an imported client book (R57)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import ID_LENGTH, BytewiseText
from tenure.records.models.book_import import BookImport


class RowResult(StrEnum):
    """What an import did with a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class UndoResult(StrEnum):
    """What undoing an import did with a row; a client that was changed since is kept."""

    ERASED = "erased"
    RESTORED = "restored"
    KEPT = "kept"


class ImportRow(models.Model):
    """One line of the file. `before` is what undo puts back, `after` what is written.

    `reason` holds the messages that say why not, under `reasons`. `client_id` (empty where refused) is no
    foreign key: the report outlives the client. Before the import is performed the row is its preview.
    """

    id = models.BigAutoField(primary_key=True)
    book_import = models.ForeignKey(BookImport, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    result = models.CharField(max_length=10, choices=words_of(RowResult))
    client_id = BytewiseText(max_length=ID_LENGTH, blank=True, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.JSONField(default=dict)
    undone = models.CharField(max_length=8, blank=True, choices=words_of(UndoResult))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book_import", "number"], name="row_once_per_line"),
            only("row", "result", RowResult),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.result}"
