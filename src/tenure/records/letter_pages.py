"""The outbox page by page, newest first, however long it is (R11)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tenure.core.actor import Actor
from tenure.records.models import MailState, OutboxMail
from tenure.records.outbox import letters_of
from tenure.records.places import Place, read_place, written

__all__ = ["LetterPage", "MailState", "OutboxMail", "letter_of", "letter_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """Some letters; `previous` and `next` are cursors, empty at either end."""

    rows: tuple[OutboxMail, ...]
    previous: str
    next: str


def letter_page(actor: Actor, state: MailState | None, cursor: str, limit: int) -> LetterPage:
    """The letters after (or before) `cursor`; a cursor that cannot be read means the beginning."""
    place, letters = read_place(cursor), letters_of(actor, state)
    if place is not None and place.back:
        found = list(_before(letters, place)[: limit + 1])
        rows = tuple(reversed(found[:limit]))
        return _page(rows, newer=len(found) > limit, older=bool(rows))
    found = list((letters if place is None else _after(letters, place))[: limit + 1])
    rows = tuple(found[:limit])
    return _page(rows, newer=place is not None, older=len(found) > limit)


def letter_of(actor: Actor, letter: str) -> OutboxMail | None:
    """One letter of the actor's firm; None for what is missing or foreign."""
    return letters_of(actor).filter(pk=letter).first()


def _page(rows: tuple[OutboxMail, ...], *, newer: bool, older: bool) -> LetterPage:
    return LetterPage(
        rows=rows,
        previous=written(rows[0].created_at, rows[0].id, back=True) if rows and newer else "",
        next=written(rows[-1].created_at, rows[-1].id, back=False) if rows and older else "",
    )


def _after(letters: QuerySet[OutboxMail], place: Place) -> QuerySet[OutboxMail]:
    # The first condition alone can enter the index; the second one settles ties.
    same = Q(created_at__lt=place.at) | Q(id__lt=place.id)
    return letters.filter(created_at__lte=place.at).filter(same)


def _before(letters: QuerySet[OutboxMail], place: Place) -> QuerySet[OutboxMail]:
    same = Q(created_at__gt=place.at) | Q(id__gt=place.id)
    return letters.filter(created_at__gte=place.at).filter(same).order_by("created_at", "id")
