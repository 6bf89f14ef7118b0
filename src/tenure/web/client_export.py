"""The client list as a file: what is listed now, all pages of it, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.actor import Actor
from tenure.records.firms import firm_of
from tenure.records.policies import today_of
from tenure.records.queries import ClientPage, Filters, client_page
from tenure.web.client_query import Asked, asked_for
from tenure.web.here import FirmRequest, firm_member

ROWS = 200
# What a spreadsheet takes for a formula; a leading apostrophe makes it text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Spreadsheets take a file for UTF-8 only if it begins like this.
BYTE_ORDER_MARK = "\ufeff"


@require_safe
@firm_member
def clients_export(request: FirmRequest) -> StreamingHttpResponse:
    """The file, written while it is read: a million clients never stand in memory."""
    at = timezone.now()
    today = today_of(firm_of(request.actor), at)
    asked = asked_for(request.GET)
    lines = _lines(request.actor, asked, asked.filters(today), request.place.time_zone)
    # The middleware's language is gone when the lines are read.
    language = translation.get_language() or "en"
    answer = StreamingHttpResponse(_in(language, lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="clients-{today:%Y-%m-%d}.csv"'
    return answer


class _Line:
    """A file that keeps nothing: what is written is what `writerow` returns."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


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


def _in(language: str, lines: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    for cells in _speaking(language, lines):
        yield str(writer.writerow([safe_cell(cell) for cell in cells]))


def _speaking(language: str, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        with translation.override(language):
            cells = next(lines, None)
        if cells is None:
            return
        yield cells
