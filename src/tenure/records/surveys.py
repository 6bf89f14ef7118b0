"""Why relationships ended or paused, counted and quoted, for whoever may read surveys (R10, R55)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, QuerySet

from tenure.core.actions import Verb
from tenure.core.actor import Actor, Right
from tenure.records.models import SurveyAnswer

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How often a reason was given; an empty one was skipped."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """All answers in numbers. `score` is the mean of those who gave one, 0 to 10."""

    answers: int
    scored: int
    score: float | None
    reasons: tuple[ReasonCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. A client who has left is not linked; one who is erased is not named."""

    at: datetime
    verb: str
    reason: str
    score: int | None
    comment: str
    client_name: str
    client: str


def tally_of_answers(actor: Actor, verb: Verb | None = None) -> Tally:
    """The numbers, the most frequent reason first."""
    answers = _answers(actor, verb)
    whole = answers.aggregate(answers=Count("id"), scored=Count("score"), score=Avg("score"))
    counted = answers.values_list("reason").annotate(count=Count("id")).order_by("-count", "reason")
    reasons = tuple(ReasonCount(reason=reason, count=count) for reason, count in counted)
    return Tally(**whole, reasons=reasons)


def verbs_answered(actor: Actor) -> tuple[Verb, ...]:
    """The verbs that have answers."""
    found = set(_answers(actor, None).values_list("verb", flat=True).distinct())
    return tuple(verb for verb in Verb if verb.value in found)


def latest_comments(actor: Actor, verb: Verb | None = None, *, most: int = 30) -> tuple[Answer, ...]:
    """What people wrote, newest first."""
    written = _newest(_answers(actor, verb).exclude(comment=""))
    return tuple(_answer(row, actor) for row in written[:most])


def all_answers(actor: Actor, verb: Verb | None = None) -> Iterator[Answer]:
    """Every answer, newest first, read piece by piece."""
    rows = _newest(_answers(actor, verb))
    yield from (_answer(row, actor) for row in rows.iterator(chunk_size=CHUNK))


def _answers(actor: Actor, verb: Verb | None) -> QuerySet[SurveyAnswer]:
    if actor.firm is None or not actor.may(Right.SURVEYS):
        return SurveyAnswer.objects.none()
    rows = SurveyAnswer.objects.filter(firm_id=actor.firm)
    return rows if verb is None else rows.filter(verb=verb.value)


def _newest(rows: QuerySet[SurveyAnswer]) -> QuerySet[SurveyAnswer]:
    return rows.select_related("client", "transition").order_by("-at", "-id")


def _answer(row: SurveyAnswer, actor: Actor) -> Answer:
    client = row.client
    return Answer(
        at=row.at,
        verb=row.verb,
        reason=row.reason,
        score=row.score,
        comment=row.comment,
        client_name=client.name if client is not None else "",
        client=client.id if client is not None and client.firm_id == actor.firm else "",
    )
