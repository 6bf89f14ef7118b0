"""The index that finds a client by any part of its name, address or number, on either database."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS client_search USING fts5(
    search, content='records_client', content_rowid='search_row', tokenize='trigram'
)
"""

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER IF NOT EXISTS client_search_added AFTER INSERT ON records_client BEGIN
        INSERT INTO client_search(rowid, search) VALUES (new.search_row, new.search);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS client_search_changed AFTER UPDATE OF search, search_row ON records_client
    WHEN old.search IS NOT new.search OR old.search_row <> new.search_row BEGIN
        INSERT INTO client_search(client_search, rowid, search) VALUES ('delete', old.search_row, old.search);
        INSERT INTO client_search(rowid, search) VALUES (new.search_row, new.search);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS client_search_removed AFTER DELETE ON records_client BEGIN
        INSERT INTO client_search(client_search, rowid, search) VALUES ('delete', old.search_row, old.search);
    END
    """,
)

POSTGRESQL_INDEX = (
    "CREATE INDEX IF NOT EXISTS client_search ON records_client USING gin (search gin_trgm_ops)"
)

EXTENSION_MISSING = (
    "Searching clients needs PostgreSQL's extension pg_trgm, and this database user may not create it. "
    "Ask the database's administrator to run CREATE EXTENSION pg_trgm in this database, then migrate again."
)


def build_index(connection: BaseDatabaseWrapper) -> None:
    """Creates the index and whatever feeds it; doing it twice does nothing the second time.

    Raises `ImproperlyConfigured` where PostgreSQL's extension is missing and cannot be created.
    """
    if connection.vendor == "postgresql":
        _build_on_postgresql(connection)
    else:
        _build_on_sqlite(connection)


def drop_index(connection: BaseDatabaseWrapper) -> None:
    """Removes the index and whatever feeds it; the extension stays, others may use it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX IF EXISTS client_search")
            return
        for trigger in ("client_search_added", "client_search_changed", "client_search_removed"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        cursor.execute("DROP TABLE IF EXISTS client_search")


def keep_index_fed(*, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> None:
    """Puts the triggers back after a migration: SQLite alters a table by copying it without them."""
    connection = connections[using]
    if connection.vendor == "sqlite" and "client_search" in connection.introspection.table_names():
        _build_on_sqlite(connection)


def _build_on_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_TABLE)
        for trigger in SQLITE_TRIGGERS:
            cursor.execute(trigger)


def _build_on_postgresql(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            raise ImproperlyConfigured(EXTENSION_MISSING) from error
        cursor.execute(POSTGRESQL_INDEX)
