"""Visits of services on request: what was done on which day is written down, to be billed once (R36, R46)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.growing import in_the_way
from tenure.core.service_lines import BilledAccount, one_day
from tenure.core.stops import StopKind
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.permission import firm_for
from tenure.records.billed_services import billed_accounts
from tenure.records.facts import Wanted, gather
from tenure.records.homes import clients_by_target
from tenure.records.ids import new_id
from tenure.records.models import Client, Service, Visit
from tenure.records.policies import today_of
from tenure.records.scope import clients_of

FIRST_YEAR = 2000
LARGEST_QUANTITY = Decimal(10) ** 9
QUANTITY_DECIMALS = 3
OUTDATED = say("This form is not valid any more. Open it again.")
STAMP = re.compile(r"vis_[0-9a-hjkmnp-tv-z]{24}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: on a day of the location's, so many times or so much, and a word about it."""

    on: date
    quantity: Decimal = Decimal(1)
    note: str = ""


def new_visit_stamp() -> str:
    """What makes one visit one: a form carries it, and sent twice it is recorded once."""
    return new_id("vis")


def record_visit(
    service_id: str, done: Done, *, stamp: str = "", actor: Actor, at: datetime | None = None
) -> Visit:
    """Writes a visit down; the next invoice bills it. With the same stamp a second time it changes nothing.

    Raises NotAllowed, Missing, and Invalid for a recurring service, a day to come, a day on which the service or
    what is above it was stopped, and under a deactivated account.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(_home(service_id), among=clients_of(actor), at=at) as client:
        service = Service.objects.select_related("location").get(pk=service_id)
        known = _recorded_before(stamp, service)
        if known is not None:
            return known
        _may_be_visited(service, client, actor, at)
        _day_checked(service, client, done.on, at)
        _quantity_checked(done.quantity)
        visit = Visit.objects.create(
            id=stamp or new_visit_stamp(),
            client=client,
            service=service,
            on=done.on,
            quantity=done.quantity,
            note=done.note,
            recorded_by_id=actor.person,
            created_at=at,
        )
        content = {"visit": visit.id, "service": service.id, "on": done.on.isoformat()}
        note_on(client, "visit_recorded", content, by=actor.person, at=at)
    return visit


def remove_visit(visit_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Removes a visit that was written down by mistake.

    Raises NotAllowed, Missing, and Invalid for one that is on an invoice or its draft.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    home = Visit.objects.filter(pk=visit_id).values_list("client_id", flat=True).first()
    with changing(home or "", among=clients_of(actor), at=at) as client:
        visit = Visit.objects.select_related("line__invoice__series").filter(pk=visit_id).first()
        if visit is None:
            raise Missing(visit_id)
        if visit.line is not None:
            number = visit.line.invoice.shown_number
            if number:
                raise Invalid(
                    say("This visit is billed with %(number)s. Credit that invoice instead.", number=number)
                )
            raise Invalid(say("This visit is on a draft. Throw the draft away first."))
        visit.delete()
        content = {"visit": visit_id, "service": visit.service_id, "on": visit.on.isoformat()}
        note_on(client, "visit_removed", content, by=actor.person, at=at)


def _home(service_id: str) -> str:
    if not service_id.startswith("srv_"):
        raise Missing(service_id)
    return clients_by_target([service_id]).get(service_id, "")


def _recorded_before(stamp: str, service: Service) -> Visit | None:
    if not stamp:
        return None
    if not STAMP.fullmatch(stamp):
        raise Invalid(OUTDATED)
    known = Visit.objects.filter(pk=stamp).first()
    if known is not None and known.service_id != service.id:
        raise Invalid(OUTDATED)
    return known


def _may_be_visited(service: Service, client: Client, actor: Actor, at: datetime) -> None:
    """One on request, of an account that is not deactivated."""
    if service.recurring:
        raise Invalid(
            say(
                "%(name)s recurs and is billed by the month. Add a service on request, and record its visits.",
                name=service.name,
            )
        )
    facts = gather(actor, [Wanted(target=client.id)], at=at)[client.id]
    if any(stop.kind is StopKind.DEACTIVATION and stop.node == facts.client for stop in facts.stops):
        reason = in_the_way(facts, facts.client)
        assert reason is not None, "it is stopped"
        raise Invalid(reason)


def _day_checked(service: Service, client: Client, on: date, at: datetime) -> None:
    if on > at.astimezone(ZoneInfo(service.location.time_zone)).date():
        raise Invalid(say("This day is still to come. Record the visit once it is done."), "on")
    if on.year < FIRST_YEAR:
        raise Invalid(say("Choose a day after the year %(year)d.", year=FIRST_YEAR - 1), "on")
    assert client.firm is not None, "somebody of its firm asks"
    day = one_day(on)
    account = billed_accounts([client.id], client.firm, day, today_of(client.firm, at))[client.id]
    names = {client.id: client.name, service.location_id: service.location.name, service.id: service.name}
    for node, name in names.items():
        if _stopped(account, node, on):
            raise Invalid(
                say(
                    "%(name)s was stopped on %(day)s, and nothing is billed for a stopped day. "
                    "Choose a day on which it ran; if it is stopped still, bring it back first.",
                    name=name,
                    day=on,
                ),
                "on",
            )


def _stopped(account: BilledAccount, node: str, on: date) -> bool:
    return any(
        days.first <= on and (days.end is None or on < days.end) for days in account.stops.get(node, ())
    )


def _quantity_checked(quantity: Decimal) -> None:
    if not 0 < quantity < LARGEST_QUANTITY:
        raise Invalid(say("The quantity is more than zero."), "quantity")
    if quantity != quantity.quantize(Decimal(1).scaleb(-QUANTITY_DECIMALS)):
        raise Invalid(say("A quantity has at most %(most)d decimals.", most=QUANTITY_DECIMALS), "quantity")
