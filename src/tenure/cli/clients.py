"""The client list of a firm at the terminal, read page by page to its end (R21)."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import actor_in_firm
from tenure.cli.client_json import Plain, client_to_json
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.cli.node_text import account_in_words
from tenure.core.actor import Actor
from tenure.records.client_list import MOST_ROWS
from tenure.records.facts import Wanted, gather
from tenure.records.queries import Tab, client_page


def list_clients(firm: str, person: str, standing: str, search: str, *, as_json: bool) -> ExitCode:
    """Every client under a tab that answers to the search, by name."""
    tab = _tab(standing)
    rows = _rows(actor_in_firm(person, firm), tab, search)
    if as_json:
        screen.document({"clients": list(rows)})
    else:
        headers = (_("Client"), _("Standing"), _("Owner"), _("Products"), _("Id"))
        screen.table(headers, (_as_text(row) for row in rows))
    return ExitCode.DONE


def _tab(standing: str) -> Tab:
    try:
        return Tab(standing)
    except ValueError as error:
        known = ", ".join(Tab)
        raise wrong_usage(_("--standing is one of: %(known)s.") % {"known": known}) from error


def _rows(actor: Actor, tab: Tab, search: str) -> Iterator[Plain]:
    cursor = ""
    while True:
        page = client_page(actor, standing=tab, search=search, cursor=cursor, limit=MOST_ROWS)
        found = gather(actor, [Wanted(target=client.id) for client in page.rows], at=timezone.now())
        # A client that left between the two readings is no longer listed.
        yield from (client_to_json(client, found[client.id]) for client in page.rows if client.id in found)
        if page.next is None:
            return
        cursor = page.next


def _as_text(row: Plain) -> tuple[str, ...]:
    owner, products = row["owner"], row["products"]
    assert isinstance(products, list)
    return (
        str(row["name"]),
        account_in_words(row),
        str(owner["name"] or owner["email"]) if isinstance(owner, dict) else "",
        ", ".join(product["name"] for product in products),
        str(row["id"]),
    )
