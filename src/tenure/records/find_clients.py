"""Finding clients by what somebody typed: any part of a name, address, reference or number."""

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from tenure.core.actor import Actor
from tenure.records.models import Client
from tenure.records.scope import clients_of
from tenure.records.words import plain

SHORTEST = 3
MOST_WORDS = 8
LAST_LETTER = "\U0010ffff"

IN_INDEX = "SELECT rowid FROM client_search WHERE client_search MATCH %s"
SOME_IN_INDEX = "SELECT count(*) FROM (SELECT rowid FROM client_search WHERE client_search MATCH %s LIMIT %s)"
FEW = 2000


def found(actor: Actor, typed: str) -> QuerySet[Client]:
    """The actor's clients with every word of `typed`; fewer than three letters are how a name begins.

    Words of one or two letters alone ("j r") are looked for side by side, as they were typed: the index knows no less
    than three signs, and without it the whole list would have to be walked.
    """
    words = plain(typed).split()[:MOST_WORDS]
    text = " ".join(words)
    if not text:
        return clients_of(actor)
    if len(text) < SHORTEST:
        return clients_of(actor).filter(sort_name__gte=text, sort_name__lt=text + LAST_LETTER)
    phrases = words if any(len(word) >= SHORTEST for word in words) else [text]
    return _in_index(actor, phrases).filter(*(Q(search__contains=phrase) for phrase in phrases))


def _in_index(actor: Actor, phrases: list[str]) -> QuerySet[Client]:
    clients = clients_of(actor)
    if connections[clients.db].vendor != "sqlite":
        return clients
    known = [phrase for phrase in phrases if len(phrase) >= SHORTEST]
    query = " AND ".join('"' + phrase.replace('"', '""') + '"' for phrase in known)
    if not _few(clients.db, query):
        # A word that thousands share is soon met by walking the list; fetching them all to sort takes long.
        return clients
    rows = RawSQL(IN_INDEX, [query])  # noqa: S611 - the typed text is a parameter
    return clients_of(actor, by_index=False).filter(search_row__in=rows)


def _few(database: str, query: str) -> bool:
    with connections[database].cursor() as cursor:
        cursor.execute(SOME_IN_INDEX, [query, FEW + 1])
        return bool(cursor.fetchone()[0] <= FEW)
