"""An invoice by hand is filled from what the customer's services come to in a month; what has no line says why (R43)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.billing import Days, month_of
from tenure.operations.service_lines import service_lines
from tenure.records.billed_lines import billed_elsewhere
from tenure.records.invoice_sheets import Client
from tenure.speech.unbilled import unbilled_in_words
from tenure.web.invoice_forms import Row, rows_of, written

MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The rows with those of the services, and what a person should know about them."""

    rows: list[Row]
    added: str
    left_out: tuple[str, ...]
    doubts: tuple[str, ...]


def month_named(text: str) -> Days | None:
    """The month of an address or a field such as 2026-06; None for anything else."""
    found = MONTH.fullmatch(text)
    return month_of(date(int(found[1]), int(found[2]), 1)) if found is not None else None


def filled(
    client: Client, month: Days, rows: Sequence[Row], *, currency: str, invoice: str, at: datetime
) -> Filled:
    """What was written by hand stays; lines of services are written anew for this month."""
    billed = service_lines(client, month, running_now=False, at=at)
    lines = billed.lines.get(currency, ())
    by_hand = [row for row in rows if written(row) and not row["service"]]
    others = [
        ngettext(
            "%(count)d line is in %(currency)s: an invoice has one currency.",
            "%(count)d lines are in %(currency)s: an invoice has one currency.",
            len(found),
        )
        % {"count": len(found), "currency": code}
        for code, found in billed.lines.items()
        if code != currency
    ]
    unbilled = [
        _("%(service)s, %(place)s: %(reason)s.")
        % {"service": service.name, "place": service.place, "reason": unbilled_in_words(reason)}
        for service, reason in billed.unbilled
    ]
    doubts = {
        _("%(line)s is billed for these days on %(number)s already.")
        % {"line": line.description, "number": other.number}: None
        for other in billed_elsewhere([line.service for line in lines if line.service], but=invoice)
        for line in lines
        if line.service == other.service and not line.visit and line.days and other.touches(line.days)
    }
    return Filled(
        rows=[*rows_of(lines), *by_hand],
        added=ngettext("%(count)d line was filled in.", "%(count)d lines were filled in.", len(lines))
        % {"count": len(lines)},
        left_out=(*unbilled, *others),
        doubts=tuple(doubts),
    )
