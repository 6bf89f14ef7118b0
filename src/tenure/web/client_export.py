"""The client list as a file: what is listed now, all pages of it, safe to open in a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.actor import Actor
from tenure.records.firms import firm_of
from tenure.records.policies import today_of
from tenure.records.queries import ClientPage, Filters, client_page
from tenure.web.client_query import Asked, asked_for
from tenure.web.csv_file import csv_file
from tenure.web.here import FirmRequest, firm_member

ROWS = 200


@require_safe
@firm_member
def clients_export(request: FirmRequest) -> StreamingHttpResponse:
    """The file, written while it is read: a million clients never stand in memory."""
    at = timezone.now()
    today = today_of(firm_of(request.actor), at)
    asked = asked_for(request.GET)
    lines = _lines(request.actor, asked, asked.filters(today), request.place.time_zone)
    return csv_file(f"clients-{today:%Y-%m-%d}.csv", lines)


def _lines(actor: Actor, asked: Asked, filters: Filters, zone: str) -> Iterator[list[str]]:
    yield [
        _("Name"),
        _("E-mail"),
        _("Contact"),
        _("Phone"),
        _("Company number"),
        _("Reference"),
        _("Owner"),
        _("Standing"),
        _("Suspended"),
        _("Who pays"),
        _("Products"),
        _("Products deactivated"),
        _("Documents held"),
        _("Wait until"),
        _("Last activity"),
        "id",
    ]
    cursor: str | None = ""
    while cursor is not None:
        page = client_page(
            actor,
            standing=asked.tab,
            search=asked.search,
            sort=asked.sort,
            cursor=cursor,
            limit=ROWS,
            filters=filters,
        )
        yield from _rows(page, zone)
        cursor = page.next


def _rows(page: ClientPage, zone: str) -> Iterator[list[str]]:
    for client in page.rows:
        yield [
            client.name,
            client.email,
            client.contact_name,
            client.phone,
            client.company_number,
            client.reference,
            str(client.owner) if client.owner is not None else "",
            client.standing,
            _("yes") if client.suspended else "",
            client.payer,
            str(client.products_total),
            str(client.products_deactivated),
            str(client.documents_held),
            client.locked_until.isoformat() if client.locked_until is not None else "",
            _local(client.last_activity_at, zone),
            client.id,
        ]


def _local(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="minutes")
