"""Rewrites what lists need to know at a glance, from its sources, for a set of clients at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tenure.core.facts import Payer, UserState
from tenure.core.stops import StopKind
from tenure.core.tree import ACCOUNT_KINDS
from tenure.operations.worded import A_MOMENT, AN_ID, Worded, worded
from tenure.records.models import (
    Client,
    ClientStanding,
    ClientUser,
    Document,
    DocumentState,
    Firm,
    PaidBy,
    Stop,
    Subscription,
)

CHUNK = 1_000
# What is suspended makes the account red; a location on holiday or a business that rests does not.
ACCOUNT = tuple(kind.value for kind in ACCOUNT_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of some clients one firm has under each tab."""

    firm: str
    active: int
    deactivated: int
    invited: int
    suspended: int


def tallies(client_ids: Iterable[str]) -> dict[str, Tally]:
    """The tallies of these clients by firm, as their rows say now. Taken before a change, for `restate`."""
    ids = list(client_ids)
    found: dict[str, Tally] = {}
    for start in range(0, len(ids), CHUNK):
        for row in _tally_rows(ids[start : start + CHUNK]):
            before = found.get(row.firm)
            found[row.firm] = row if before is None else _sum(before, row)
    return found


def restate(client_ids: Iterable[str], *, before: Mapping[str, Tally], at: datetime | None = None) -> None:
    """Derives the listed columns of these clients anew and moves the firms' counters by the difference.

    `before` are the `tallies` from before the change. `at`, if given, becomes the clients' last activity.
    Call it in the transaction of the change, with the firm's row locked.
    """
    ids = list(client_ids)
    for start in range(0, len(ids), CHUNK):
        _restate_chunk(ids[start : start + CHUNK], at)
    after = tallies(ids)
    for firm in {*before, *after}:
        _move_counters(firm, before.get(firm), after.get(firm))


def _restate_chunk(ids: list[str], at: datetime | None) -> None:
    if len(ids) == 1:
        for statement in _of_one(at is not None):
            statement.send(ids[0], at)
        return
    clients = Client.objects.filter(id__in=ids)
    clients.update(**_counted(at))
    clients.update(**_judged())


@cache
def _of_one(moved: bool) -> tuple[Worded, Worded]:  # noqa: FBT001 - the key of a cache
    client = Client.objects.filter(id=AN_ID)
    return worded(client, _counted(A_MOMENT if moved else None)), worded(client, _judged())


def _counted(at: datetime | None) -> dict[str, object]:
    """The columns that are counted from other tables."""
    activity = {} if at is None else {"last_activity_at": at}
    return {
        "products_total": _count(_paid().filter(business__isnull=True)),
        "products_deactivated": _count(
            _paid()
            .filter(business__isnull=True)
            .filter(Q(Exists(_stops_on("id"))) | Q(Exists(_stops_on("client_id"))))
        ),
        "users_joined": _count(_of(ClientUser).filter(state=UserState.JOINED.value)),
        "users_invited": _count(_of(ClientUser).filter(state=UserState.INVITED.value)),
        "documents_held": _count(_of(Document).filter(state=DocumentState.HELD.value)),
        "suspended": Exists(
            _open_stops().filter(kind=StopKind.SUSPENSION.value, node_kind__in=ACCOUNT, planned=False)
        ),
        "locked_until": Subquery(
            _open_stops().values("client").annotate(last=Max("locked_until")).values("last")[:1]
        ),
        **activity,
    }


def _judged() -> dict[str, object]:
    """The columns that follow from those."""
    own = _of(Subscription).filter(until__isnull=True, payer=Payer.CLIENT.value)
    stopped = _open_stops().filter(kind=StopKind.DEACTIVATION.value, node=OuterRef("pk"))
    return {
        "invited": Q(users_joined=0, users_invited__gt=0),
        "standing": Case(
            When(Exists(stopped), then=Value(ClientStanding.DEACTIVATED.value)),
            When(
                products_total__gt=0,
                products_deactivated=F("products_total"),
                then=Value(ClientStanding.DEACTIVATED.value),
            ),
            default=Value(ClientStanding.ACTIVE.value),
            output_field=CharField(),
        ),
        "payer": Case(
            When(Exists(own), then=Value(PaidBy.CLIENT.value)),
            When(Exists(_paid()), then=Value(PaidBy.FIRM.value)),
            default=Value(PaidBy.NONE.value),
            output_field=CharField(),
        ),
    }


def _of[M: Model](model: type[M]) -> QuerySet[M]:
    return model._default_manager.filter(client=OuterRef("pk"))  # noqa: SLF001 - Django's public name for it


def _paid() -> QuerySet[Subscription]:
    return _of(Subscription).filter(until__isnull=True, payer=Payer.FIRM.value)


def _open_stops() -> QuerySet[Stop]:
    return _of(Stop).filter(lifted_at__isnull=True)


def _stops_on(column: str) -> QuerySet[Stop]:
    return Stop.objects.filter(
        node=OuterRef(column), kind=StopKind.DEACTIVATION.value, lifted_at__isnull=True
    )


def _count[M: Model](rows: QuerySet[M]) -> Coalesce:
    counted = rows.order_by().values("client").annotate(number=Count("pk")).values("number")[:1]
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _tally_rows(ids: list[str]) -> list[Tally]:
    rows = (
        Client.objects.filter(id__in=ids, firm__isnull=False)
        .values("firm_id")
        .annotate(
            active=Count("id", filter=Q(standing=ClientStanding.ACTIVE.value)),
            deactivated=Count("id", filter=Q(standing=ClientStanding.DEACTIVATED.value)),
            invites=Count("id", filter=Q(invited=True)),
            suspensions=Count("id", filter=Q(suspended=True)),
        )
        .order_by("firm_id")
    )
    return [
        Tally(
            firm=row["firm_id"],
            active=row["active"],
            deactivated=row["deactivated"],
            invited=row["invites"],
            suspended=row["suspensions"],
        )
        for row in rows
    ]


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        firm=one.firm,
        active=one.active + other.active,
        deactivated=one.deactivated + other.deactivated,
        invited=one.invited + other.invited,
        suspended=one.suspended + other.suspended,
    )


def _move_counters(firm: str, before: Tally | None, after: Tally | None) -> None:
    none = Tally(firm=firm, active=0, deactivated=0, invited=0, suspended=0)
    old, new = before or none, after or none
    if old == new:
        return
    Firm.objects.filter(pk=firm).update(
        clients_active=F("clients_active") + new.active - old.active,
        clients_deactivated=F("clients_deactivated") + new.deactivated - old.deactivated,
        clients_invited=F("clients_invited") + new.invited - old.invited,
        clients_suspended=F("clients_suspended") + new.suspended - old.suspended,
    )
