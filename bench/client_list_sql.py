"""The client list fetched by hand: the fewest columns, the best index, no objects. And what one is tempted to write.

Both databases read the same text but for the search, where SQLite's index is a table of its own.
"""

from collections.abc import Sequence

from django.db import connection

ROWS = 51
SHOWN = """
SELECT c.id, c.name, c.email, c.reference, c.standing, c.suspended, c.invited, c.products_total,
       c.products_deactivated, c.locked_until, c.documents_held, c.last_activity_at, c.owner_id, p.name, p.email
FROM records_client c LEFT JOIN records_person p ON p.id = c.owner_id
"""
HERE = "WHERE c.firm_id = %s AND c.standing = 'active'"
IN_ORDER = f"ORDER BY c.sort_name, c.id LIMIT {ROWS}"

FIRST = f"{SHOWN} {HERE} {IN_ORDER}"
DEEP = f"{SHOWN} {HERE} AND (c.sort_name, c.id) > (%s, %s) {IN_ORDER}"
ALONG = f"{SHOWN} {HERE} AND c.search LIKE %s {IN_ORDER}"
BY_INDEX = f"""
{SHOWN} WHERE c.search_row IN (SELECT rowid FROM client_search WHERE client_search MATCH %s)
AND +c.firm_id = %s AND c.standing = 'active' {IN_ORDER}
"""
TABS = "SELECT clients_active, clients_deactivated, clients_suspended, clients_invited FROM records_firm WHERE id = %s"

BY_OFFSET = f"{SHOWN} {HERE} {IN_ORDER} OFFSET %s"
COUNTED = "SELECT count(*) FROM records_client c WHERE c.firm_id = %s"
UNINDEXED = f"{SHOWN} {HERE} AND lower(c.name) LIKE %s {IN_ORDER}"


def fetch(statement: str, *values: str | int) -> Sequence[tuple[object, ...]]:
    """The rows, as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[object, ...]] = cursor.fetchall()
        return rows


def search_rare(firm: str, word: str) -> Sequence[tuple[object, ...]]:
    """A word that few clients have, by the index that finds it."""
    if connection.vendor == "sqlite":
        return fetch(BY_INDEX, f'"{word}"', firm)
    return fetch(ALONG, firm, f"%{word}%")
