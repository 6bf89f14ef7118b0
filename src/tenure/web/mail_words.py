"""The mails that brought documents, in words: what was taken, what was left out and why (R20)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.outlets.mail_in.letter import sentence_of
from tenure.records.client_papers import Document
from tenure.records.mail_in import IncomingMail
from tenure.speech.speak import speak
from tenure.web.archive_words import LeftInside


@dataclass(frozen=True, slots=True, kw_only=True)
class MailShown:
    """One mail in the list. `papers` are the documents it brought, `left` what became none."""

    id: str
    sender: str
    subject: str
    came_at: datetime
    taken: str
    nothing: bool
    papers: tuple[Document, ...]
    left: tuple[LeftInside, ...]


def mails_in_words(rows: Iterable[IncomingMail]) -> tuple[MailShown, ...]:
    """The mails of a page, each with its `papers`."""
    return tuple(
        MailShown(
            id=row.id,
            sender=row.sender or _("Sender unknown"),
            subject=row.subject or _("Without a subject"),
            came_at=row.came_at,
            taken=_taken(row.taken),
            nothing=not row.taken,
            papers=tuple(getattr(row, "papers", ())),
            left=tuple(_left(row.left_out)),
        )
        for row in rows
    )


def _taken(count: int) -> str:
    if not count:
        return _("No document")
    return ngettext("%(count)d document", "%(count)d documents", count) % {"count": count}


def _left(stored: Iterable[object]) -> Iterator[LeftInside]:
    for one in stored:
        match one:
            case [str(name), str(code), *rest]:
                values = rest[0] if rest and isinstance(rest[0], dict) else {}
                yield LeftInside(name=name, why=_why(code, values))
            case _:
                yield LeftInside(name="", why=_why("", {}))


def _why(code: str, values: dict[str, str | int]) -> str:
    sentence = sentence_of(code)
    if sentence is not None:
        return speak(sentence)
    if code in {trouble.value for trouble in Trouble}:
        return speak(Failure(trouble=Trouble(code), values=values).message)
    return _("It could not be taken.")
