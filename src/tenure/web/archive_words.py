"""What came out of a ZIP, and what was left in it and why: for whoever added it (R20)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.operations.unpacking import left_of
from tenure.records.client_papers import Document, out_of
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftInside:
    """A file that stayed in an archive or in a mail, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A ZIP that was taken apart."""

    papers: tuple[Document, ...]
    left: tuple[LeftInside, ...]


def archive_in_words(document: Document) -> Archive | None:
    """What there is to say of a ZIP; None for any other document, and for one nobody has opened."""
    left = tuple(LeftInside(name=name, why=speak(failure.message)) for name, failure in left_of(document))
    if document.state != "unpacked" and not left:
        return None
    papers = out_of(document)
    return Archive(papers=papers, left=left)


def unpacked_in_words(document: Document) -> str:
    """How many documents came out, and how many files were left, in one sentence or two."""
    taken, left = document.trouble_values.get("taken", 0), len(list(left_of(document)))
    came = ngettext(
        "%(count)d document came out of this ZIP.", "%(count)d documents came out of this ZIP.", taken
    ) % {"count": taken}
    if not left:
        return came
    stayed = ngettext("%(count)d file was left in it.", "%(count)d files were left in it.", left)
    return _("%(first)s %(second)s") % {"first": came, "second": stayed % {"count": left}}
