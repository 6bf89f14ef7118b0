"""Performs plans: every effect of every plan becomes rows, set-wise. What is not an effect does not happen."""

from collections.abc import Iterator, Mapping

from django.db.models import Subquery

from tenure.core import effects as e
from tenure.core.endings import Ending
from tenure.operations.apply_connections import cause_of, end_connections
from tenure.operations.apply_documents import hold_documents, release_documents
from tenure.operations.apply_owners import settle_owners
from tenure.operations.apply_schedules import endings_before, set_endings
from tenure.operations.erase import erase_for_good
from tenure.operations.letters_of_plans import write_letters
from tenure.operations.performance import Performance, Pile, sort
from tenure.records.models import Stop, Subscription, SurveyAnswer, Wait
from tenure.records.policies import today_of

CHUNK = 1_000


def apply(performances: list[Performance]) -> None:
    """Writes the effects of all plans, one client each. The caller holds the locks and the transaction.

    Ends come before beginnings, letters after what they tell of, and erasure last of all.
    """
    piles = sort(performances)
    _place_stops(piles.place_stops, endings_before(piles.schedules))
    _start_waits(piles.waits)
    _lift_stops(piles.lift_stops)
    set_endings(piles.schedules)
    _end_subscriptions(piles.subscriptions)
    hold_documents(piles.holds)
    release_documents(piles.releases)
    settle_owners(piles.owners)
    end_connections(piles.connections)
    _record_surveys(piles.surveys)
    write_letters(piles.mails)
    erase_for_good(piles.erasures)


def _place_stops(pile: Pile[e.PlaceStop], endings: Mapping[str, Ending]) -> None:
    stops = [
        Stop(
            client_id=performance.client,
            node=node.id,
            node_kind=node.kind.value,
            kind=effect.kind.value,
            since=effect.since or today_of(performance.firm, performance.at),
            until=effect.until,
            planned=effect.since is not None,
            locked_until=effect.locked_until,
            type=effect.type,
            reason=effect.reason,
            end_date_before=ending.on if ending is not None else None,
            ended_itself_before=ending.deactivates if ending is not None else None,
            cause_id=performance.transition,
        )
        for performance, effect in pile
        for node in effect.nodes
        for ending in (endings.get(node.id),)
    ]
    Stop.objects.bulk_create(stops, batch_size=CHUNK)


def _start_waits(pile: Pile[e.StartWait]) -> None:
    waits = [
        Wait(
            firm_id=performance.firm.id,
            client_id=performance.client,
            product=effect.code,
            until=effect.until,
            cause_id=performance.transition,
        )
        for performance, effect in pile
    ]
    Wait.objects.bulk_create(waits, batch_size=CHUNK)


def _lift_stops(pile: Pile[e.LiftStops]) -> None:
    for part in _chunks(pile):
        ids = [stop for _performance, effect in part for stop in effect.stops]
        Stop.objects.filter(id__in=ids, lifted_at__isnull=True).update(
            lifted_at=part[0][0].at, lifted_by=Subquery(cause_of(part).values("id")[:1])
        )


def _end_subscriptions(pile: Pile[e.EndSubscriptions]) -> None:
    for part in _chunks(pile):
        ids = [node.id for _performance, effect in part for node in effect.nodes]
        Subscription.objects.filter(id__in=ids, until__isnull=True).update(until=part[0][0].at)


def _record_surveys(pile: Pile[e.RecordSurvey]) -> None:
    answers = [
        SurveyAnswer(
            firm_id=performance.firm.id,
            client_id=performance.client,
            transition_id=performance.transition,
            verb=performance.plan.verb.value,
            reason=effect.survey.reason,
            score=effect.survey.score,
            comment=effect.survey.comment,
            at=performance.at,
        )
        for performance, effect in pile
    ]
    SurveyAnswer.objects.bulk_create(answers, batch_size=CHUNK)


def _chunks[E](pile: Pile[E]) -> Iterator[Pile[E]]:
    for start in range(0, len(pile), CHUNK):
        yield pile[start : start + CHUNK]
