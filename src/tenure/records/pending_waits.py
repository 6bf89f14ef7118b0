"""The waits a firm still owes, soonest first, and who asks for an early return (R22)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tenure.core.actor import Actor
from tenure.records.models import Firm, Wait
from tenure.records.policies import policy_of, today_of

PAGE = 50
AGO = timedelta(days=30)
MOST_IN_CALENDAR = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingWait:
    """One product of one client that cannot come back before `until`. `asked`: somebody wants it earlier."""

    id: str
    client: str
    client_name: str
    product: str
    until: date
    days_left: int
    asked: bool
    asked_by: str
    asker: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPage:
    """A page of waits; `after` leads to the next one, empty on the last."""

    waits: tuple[PendingWait, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnd:
    """A day on which something can come back, for a calendar. `since` is when the wait began."""

    id: str
    client_name: str
    product: str
    day: date
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmCalendar:
    """What a firm's calendar says, and in which language."""

    firm_name: str
    locale: str
    ends: tuple[WaitEnd, ...]


def waits_run(actor: Actor, *, at: datetime) -> bool:
    """Whether the actor's firm owes any wait now, whatever its policy says today."""
    firm = Firm.objects.get(pk=actor.firm)
    return _running(firm, today_of(firm, at)).exists()


def pending_waits(actor: Actor, *, at: datetime, after: str = "") -> WaitPage:
    """The waits of the actor's firm that run, by day; its own clients' only."""
    firm = Firm.objects.get(pk=actor.firm)
    day, _dot, last = after.partition(".")
    rows = _running(firm, today_of(firm, at)).filter(asked_reason="")
    if last and (since := _day(day)) is not None:
        rows = rows.filter(Q(until__gt=since) | Q(until=since, id__gt=last))
    found = list(rows.order_by("until", "id")[: PAGE + 1])
    shown = tuple(_shown(firm, found[:PAGE], at))
    more = f"{shown[-1].until.isoformat()}.{shown[-1].id}" if len(found) > PAGE else ""
    return WaitPage(waits=shown, after=more)


def asked_early(actor: Actor, *, at: datetime) -> tuple[PendingWait, ...]:
    """The waits of the actor's firm for which somebody asks an early return."""
    firm = Firm.objects.get(pk=actor.firm)
    rows = _running(firm, today_of(firm, at)).exclude(asked_reason="")
    return tuple(_shown(firm, rows.order_by("until", "id")[: 4 * PAGE], at))


def calendar_of(token_hash: str, *, at: datetime) -> FirmCalendar | None:
    """The calendar whose address has this hash: the ends of waits, those of the last month too, soonest first."""
    firm = Firm.objects.filter(calendar_token_hash=token_hash).first()
    if firm is None:
        return None
    day, names = today_of(firm, at) - AGO, _product_names(firm)
    waits = _latest(firm, Wait.objects.filter(firm=firm, until__gte=day, approved_at__isnull=True))
    ends = tuple(
        WaitEnd(
            id=row.id,
            client_name=row.client.name,
            product=names.get(row.product, row.product),
            day=row.until,
            since=row.cause.at if row.cause is not None else firm.created_at,
        )
        for row in waits.select_related("client", "cause").order_by("until", "id")[:MOST_IN_CALENDAR]
    )
    return FirmCalendar(firm_name=firm.name, locale=firm.locale, ends=ends)


def _running(firm: Firm, today: date) -> QuerySet[Wait]:
    running = Wait.objects.filter(firm=firm, until__gt=today, approved_at__isnull=True)
    return _latest(firm, running).select_related("client", "asked_by")


def _latest(firm: Firm, waits: QuerySet[Wait]) -> QuerySet[Wait]:
    """Those that count: of clients the firm has now, and the last one where a product waits twice."""
    later = Wait.objects.filter(
        firm=firm, client=OuterRef("client"), product=OuterRef("product"), approved_at__isnull=True
    ).filter(Q(until__gt=OuterRef("until")) | Q(until=OuterRef("until"), id__gt=OuterRef("id")))
    return waits.filter(~Exists(later), client__firm=F("firm"))


def _shown(firm: Firm, rows: QuerySet[Wait] | list[Wait], at: datetime) -> Iterator[PendingWait]:
    names, today = _product_names(firm), today_of(firm, at)
    for row in rows:
        yield PendingWait(
            id=row.id,
            client=row.client_id,
            client_name=row.client.name,
            product=names.get(row.product, row.product),
            until=row.until,
            days_left=(row.until - today).days,
            asked=bool(row.asked_reason),
            asked_by=row.asked_by_id or "",
            asker=str(row.asked_by) if row.asked_by is not None else "",
            reason=row.asked_reason,
        )


def _product_names(firm: Firm) -> dict[str, str]:
    return {product.code: product.name for product in policy_of(firm).products}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
