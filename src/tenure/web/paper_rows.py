"""The rows of a list of documents: what each says, as far as it is known, and the way it came in (R20)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tenure.core.reading.corrected import Values
from tenure.core.reading.reading import Field
from tenure.records.client_papers import Document
from tenure.records.document_values import values_of
from tenure.web.reading_words import value_in_words

# What people tell one bill from another by.
SHOWN: Final = (Field.SUPPLIER, Field.DATE, Field.TOTAL)
READ: Final = frozenset({"ready", "review"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One document in a list. `says` is short; `came` is empty for one added on a page, as most are."""

    paper: Document
    says: str
    came: str
    icon: str


def paper_rows(papers: Sequence[Document]) -> tuple[PaperRow, ...]:
    """The rows of these documents; what they say takes two queries for all of them."""
    values = values_of([paper.id for paper in papers if paper.state in READ])
    return tuple(
        PaperRow(
            paper=paper,
            says=" · ".join(_says(values[paper.id].values)) if paper.id in values else "",
            came=_came(paper),
            icon=_icon(paper),
        )
        for paper in papers
    )


def _says(values: Values) -> Iterable[str]:
    currency = values.fields.get(Field.CURRENCY, "")
    return (value_in_words(name, values.fields[name], currency) for name in SHOWN if name in values.fields)


def _came(paper: Document) -> str:
    if paper.came_in:
        return _("in “%(archive)s”") % {"archive": paper.came_in}
    if paper.origin == "mail":
        sender = paper.mail.sender if paper.mail is not None else ""
        return _("by e-mail from %(sender)s") % {"sender": sender} if sender else _("by e-mail")
    return _("at the terminal") if paper.origin == "terminal" else ""


def _icon(paper: Document) -> str:
    if paper.state == "held":
        return "file-clock"
    return "archive" if paper.state == "unpacked" else "file"
