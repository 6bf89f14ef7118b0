"""The held documents of a client, counted by where they lie, and as rows (R24)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet

from tenure.core.held_documents import HeldPile, SendChoice, SendScope
from tenure.records.models import Client, Document, DocumentState
from tenure.records.own_plans import time_zone_of
from tenure.records.policies import start_of_day


def held_piles(client: Client, choice: SendChoice) -> tuple[HeldPile, ...]:
    """All held documents of a client, and how many of them the choice asks for; two queries, however many there are."""
    held, where = held_of(client), ("subscription_id", "subscription__business_id")
    counted = held.values_list(*where).annotate(number=Count("id"), since=Min("held_since")).order_by(*where)
    chosen = {
        (product, business): number
        for product, business, number in chosen_of(client, choice)
        .values_list(*where)
        .annotate(number=Count("id"))
        .order_by()
    }
    zone = time_zone_of(client)
    return tuple(
        HeldPile(
            product=product or "",
            business=business or "",
            held=number,
            chosen=chosen.get((product, business), 0),
            since=_day(since, zone),
        )
        for product, business, number, since in counted
    )


def held_of(client: Client) -> QuerySet[Document]:
    """Every held document of a client."""
    return Document.objects.filter(client=client, state=DocumentState.HELD.value)


def chosen_of(client: Client, choice: SendChoice) -> QuerySet[Document]:
    """The held documents that a choice asks for."""
    return held_of(client).filter(_chosen(client, choice))


def _chosen(client: Client, choice: SendChoice) -> Q:
    match choice.scope:
        case SendScope.ALL:
            return Q()
        case SendScope.SINCE:
            assert choice.since is not None, "a choice by day has its day"
            return Q(added_at__gte=start_of_day(choice.since, time_zone_of(client)))
        case SendScope.CHOSEN:
            return Q(pk__in=choice.documents)


def _day(moment: datetime | None, zone: str) -> date | None:
    return moment.astimezone(ZoneInfo(zone)).date() if moment is not None else None
