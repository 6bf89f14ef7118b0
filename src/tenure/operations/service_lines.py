"""The lines that a customer's services make on an invoice, worded in the customer's language (R42-R44)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.core.billing import Days
from tenure.core.service_lines import BilledService, ServiceBill, ServiceLine, Unbilled, bill_services
from tenure.operations.invoice_lines import LineDraft
from tenure.records.billed_services import billed_accounts
from tenure.records.models import Client
from tenure.records.policies import policy_of, today_of

LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesBilled:
    """The lines by currency, and each service that has none, with the reason."""

    lines: dict[str, tuple[LineDraft, ...]]
    unbilled: tuple[tuple[BilledService, Unbilled], ...]


def service_lines(
    client: Client, period: Days, *, running_now: bool, at: datetime, again: str = ""
) -> ServicesBilled:
    """What the client's services come to in a period; see `bill_services`. Nothing is written.

    The visits that the invoice `again` bills are billed once more: it is this one that is written anew.
    """
    assert client.firm is not None, "a client without a firm is not billed"
    today = today_of(client.firm, at)
    account = billed_accounts([client.id], client.firm, period, today, again=again)[client.id]
    bill = bill_services(account, period, policy_of(client.firm).billing, running_now=running_now)
    return ServicesBilled(lines=drafts_of(bill, client.locale), unbilled=bill.unbilled)


def drafts_of(bill: ServiceBill, locale: str) -> dict[str, tuple[LineDraft, ...]]:
    """The lines of a bill by currency, worded in `locale`."""
    found: dict[str, list[LineDraft]] = {}
    with translation.override(locale):
        for line in bill.lines:
            found.setdefault(line.service.currency, []).append(_draft(line))
    return {currency: tuple(lines) for currency, lines in found.items()}


def _draft(line: ServiceLine) -> LineDraft:
    return LineDraft(
        description=in_words(line)[:LONGEST],
        quantity=line.item.quantity,
        unit_price=line.item.unit_price,
        tax_rate=line.item.tax_rate,
        service=line.service.id,
        days=line.days,
        visit=line.visit,
    )


def in_words(line: ServiceLine) -> str:
    """What a line says, in the active language: the service, its place, the day or the part of the period."""
    what = f"{line.service.name}, {line.service.place}"
    if line.visit:
        return f"{what}, {date_format(line.days.first, 'SHORT_DATE_FORMAT')}"
    if line.in_part:
        return _("%(what)s (%(run)d of %(whole)d days)") % {
            "what": what,
            "run": line.run,
            "whole": line.whole,
        }
    return what
