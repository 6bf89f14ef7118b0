"""A client book: what a row of somebody's client list means, and what importing it would do (R57)."""

from tenure.core.books.cells import is_email
from tenure.core.books.fields import FIELD_LABELS, LONGEST, STORED_FIELDS, Field
from tenure.core.books.judging import Existing, Known, judge
from tenure.core.books.keys import Identity, email_key, identity_of, legal_form, name_key, number_key
from tenure.core.books.rows import BookRow, Columns, columns_of, names_a_client, read_row
from tenure.core.books.verdicts import Change, Create, Reason, Refused, Unchanged, Update, Verdict

__all__ = [
    "FIELD_LABELS",
    "LONGEST",
    "STORED_FIELDS",
    "BookRow",
    "Change",
    "Columns",
    "Create",
    "Existing",
    "Field",
    "Identity",
    "Known",
    "Reason",
    "Refused",
    "Unchanged",
    "Update",
    "Verdict",
    "columns_of",
    "email_key",
    "identity_of",
    "is_email",
    "judge",
    "legal_form",
    "name_key",
    "names_a_client",
    "number_key",
    "read_row",
]
