"""A service at the terminal: its price, its schedule in words and as a rule, and the next collections (R36, R38)."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.client_json import Plain, day_to_json
from tenure.core.actor import Actor
from tenure.operations.collections import Collection, next_collections
from tenure.records.service_list import service_row
from tenure.speech.schedules import schedule_in_words


def service_to_json(service_id: str, actor: Actor) -> Plain:
    """What is written about a service, and its next twelve collections in the location's hours."""
    row, days = service_row(service_id), next_collections(actor, service_id)
    return {
        "location": {"id": row.location.id, "name": row.location.name},
        "price": str(row.price),
        "currency": row.currency,
        "price_per": "month" if row.recurring else "visit",
        "tax_rate": str(row.tax_rate) if row.tax_rate is not None else None,
        "quantity": row.quantity,
        "recurring": row.recurring,
        "in_words": schedule_in_words(row.rule, row.start_date, row.time_of_day),
        "rule": row.rule or None,
        "start_date": day_to_json(row.start_date),
        "time_of_day": row.time_of_day.isoformat("minutes") if row.time_of_day is not None else None,
        "time_zone": row.location.time_zone,
        "next_collections": [{"at": _moment(one), "in_words": _said(one)} for one in days],
    }


def print_service(service: Mapping[str, Any]) -> None:
    """Prints what `service_to_json` says."""
    price = f"{number_format(service['price'])} {service['currency']}"
    screen.line("  " + _("At: %(location)s") % {"location": service["location"]["name"]})
    screen.line(
        "  " + _("Price: %(quantity)d × %(price)s") % {"quantity": service["quantity"], "price": price}
    )
    screen.line("  " + _("Schedule: %(schedule)s") % {"schedule": service["in_words"]})
    said = [one["in_words"] for one in service["next_collections"]] or [_("none")]
    screen.line("  " + _("Next collections: %(days)s") % {"days": "; ".join(said)})


def _moment(one: Collection) -> str:
    """A day, or the moment with its offset."""
    return one.day.isoformat() if one.at is None else one.at.isoformat()


def _said(one: Collection) -> str:
    day = f"{date_format(one.day, 'D')} {date_format(one.day, 'SHORT_DATE_FORMAT')}"
    return day if one.at is None else f"{day}, {time_format(one.at.timetz(), 'TIME_FORMAT')}"
