"""A client's own address for documents, and the mails that came to it, newest first (R20)."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.lookups import LessThan

from tenure.records.models import Document, IncomingMail, MailAddress
from tenure.records.sql import Pair

__all__ = ["IncomingMail", "MailPage", "address_of", "mail_page"]

MAILS_A_PAGE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """Some mails, each with its documents; `next` is the id to go on after, empty at the end."""

    rows: tuple[IncomingMail, ...] = ()
    next: str = ""


def address_of(client: str) -> MailAddress | None:
    """The client's own address, if it has one."""
    return MailAddress.objects.filter(client=client).select_related("made_by").first()


def mail_page(client: str, *, after: str = "", limit: int = MAILS_A_PAGE) -> MailPage:
    """The mails of a client after the one named; the newest, where it is none of this client's."""
    rows = IncomingMail.objects.filter(client=client)
    last = rows.filter(pk=after).values_list("came_at", "id").first() if after.isascii() else None
    if last is not None:
        here = Pair(Value(last[0]), Value(last[1]))
        rows = rows.filter(Q(LessThan(Pair("came_at", "id"), here)))
    met = list(_with_papers(rows).order_by("-came_at", "-id")[: limit + 1])
    return MailPage(rows=tuple(met[:limit]), next=met[limit - 1].id if len(met) > limit else "")


def _with_papers(rows: QuerySet[IncomingMail]) -> QuerySet[IncomingMail]:
    # What came out of a ZIP is shown with the ZIP.
    papers = Document.objects.filter(archive=None).order_by("name", "id")
    return rows.prefetch_related(Prefetch("documents", queryset=papers, to_attr="papers"))
