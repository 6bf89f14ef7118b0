"""What somebody has answered in a wizard and not confirmed yet; kept so that nothing typed is lost.

A draft is written only when a page is sent. Its id doubles as the key of the request, so that a second click
on the last button finds the transition the first one made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Survey, Verb
from tenure.core.actor import Actor
from tenure.core.endings import Ending
from tenure.core.stops import Restore
from tenure.records import models
from tenure.records.ids import new_id

TICKET = re.compile(r"drf_[0-9a-z]{24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The page somebody sent: its step, the digest of its plan, and a fingerprint of each line it showed."""

    step: str = ""
    digest: str = ""
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One person's answers for a verb on a node, and the page they last sent."""

    id: str
    answers: Answers
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a draft that was confirmed led to."""

    transition: str
    at: datetime


def new_ticket() -> str:
    """An id for a draft that may come to be; writes nothing."""
    return new_id("drf")


def open_draft(actor: Actor, verb: Verb, target: str) -> Draft | None:
    """The answers given so far; None if there are none."""
    row = _open_rows(actor, verb, target).first()
    return _draft(row) if row is not None else None


def finished_by(actor: Actor, ticket: str) -> Finished | None:
    """What the draft with this id led to; None while it is open, or not this person's."""
    row = (
        models.Transition.objects.filter(request_key=ticket, actor_id=actor.person).first()
        if ticket
        else None
    )
    return _finished(row) if row is not None else None


def lately_finished(
    actor: Actor, verb: Verb, target: str, *, at: datetime, digest: str | None = None
) -> Finished | None:
    """What this person did with this verb here within a day; with `digest` only if they saw that plan."""
    rows = models.Transition.objects.filter(
        firm_id=actor.firm,
        actor_id=actor.person,
        verb=verb.value,
        target=target,
        at__gte=at - timedelta(days=1),
    )
    row = rows.order_by("-at").first()
    return _finished(row) if row is not None and digest in {None, row.digest} else None


def keep(
    actor: Actor, verb: Verb, target: str, answers: Answers, *, ticket: str, seen: Seen, at: datetime
) -> Draft:
    """Writes the answers down. The open draft wins over `ticket`: two tabs work on one."""
    plain = {"said": answers_to_json(answers), "lines": sorted(seen.lines)}
    fields = {"answers": plain, "digest": seen.digest, "step": seen.step, "updated_at": at}
    with transaction.atomic():
        row = _open_rows(actor, verb, target).select_for_update().first() or _new_row(
            actor, verb, target, ticket
        )
        if row.transition_id is None:
            models.Draft.objects.filter(pk=row.pk).update(**fields)
    return Draft(id=row.id, answers=answers, seen=seen)


def finish(draft_id: str, transition: str, *, at: datetime) -> None:
    """The draft was confirmed: it keeps what it led to, and forgets what was said."""
    models.Draft.objects.filter(pk=draft_id, transition__isnull=True).update(
        transition_id=transition, answers={}, updated_at=at
    )


def drop(actor: Actor, verb: Verb, target: str) -> None:
    """Forgets what was said; nothing else was done."""
    _open_rows(actor, verb, target).delete()


def answers_to_json(answers: Answers) -> dict[str, object]:
    """Answers as plain data."""
    survey, documents = answers.survey, answers.documents
    return {
        "survey": {"reason": survey.reason, "score": survey.score, "comment": survey.comment}
        if survey is not None
        else None,
        "acknowledged_wait": answers.acknowledged_wait,
        "owner": answers.owner,
        "notify": answers.notify,
        "typed_name": answers.typed_name,
        "documents": {
            "scope": documents.scope.value,
            "since": _plain_day(documents.since),
        }
        if documents is not None
        else None,
        "restore": answers.restore.value if answers.restore is not None else None,
        "reason": answers.reason,
        "ending": {"on": _plain_day(answers.ending.on), "deactivates": answers.ending.deactivates}
        if answers.ending is not None
        else None,
        "since": _plain_day(answers.since),
        "until": _plain_day(answers.until),
        "type": answers.type,
        "stop": answers.stop,
    }


def answers_from_json(plain: Mapping[str, object]) -> Answers:
    """The answers that `answers_to_json` wrote; what is missing was not answered."""
    survey, documents, restore = plain.get("survey"), plain.get("documents"), plain.get("restore")
    notify, score = plain.get("notify"), None
    if isinstance(survey, Mapping):
        score = survey.get("score")
    return Answers(
        survey=Survey(reason=str(survey["reason"]), score=score, comment=str(survey["comment"]))
        if isinstance(survey, Mapping)
        else None,
        acknowledged_wait=plain.get("acknowledged_wait") is True,
        owner=_text(plain.get("owner")),
        notify=notify if isinstance(notify, bool) else None,
        typed_name=_text(plain.get("typed_name")),
        documents=_documents(documents) if isinstance(documents, Mapping) else None,
        restore=Restore(restore) if isinstance(restore, str) else None,
        reason=_text(plain.get("reason")) or "",
        ending=_ending(ending) if isinstance(ending := plain.get("ending"), Mapping) else None,
        since=_day(plain.get("since")),
        until=_day(plain.get("until")),
        type=_text(plain.get("type")) or "",
        stop=_text(plain.get("stop")) or "",
    )


def _ending(plain: Mapping[str, object]) -> Ending:
    return Ending(on=_day(plain.get("on")), deactivates=plain.get("deactivates") is True)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _plain_day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _documents(plain: Mapping[str, object]) -> DocumentChoice:
    return DocumentChoice(scope=DocumentScope(str(plain["scope"])), since=_day(plain.get("since")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _open_rows(actor: Actor, verb: Verb, target: str) -> QuerySet[models.Draft]:
    return models.Draft.objects.filter(
        person_id=actor.person, verb=verb.value, target=target, transition__isnull=True
    )


def _new_row(actor: Actor, verb: Verb, target: str, ticket: str) -> models.Draft:
    mine = models.Draft.objects.filter(person_id=actor.person, verb=verb.value, target=target)
    fields = {"person_id": actor.person, "verb": verb.value, "target": target}
    row_id = ticket if TICKET.fullmatch(ticket) else new_ticket()
    try:
        with transaction.atomic():
            return models.Draft.objects.create(id=row_id, **fields)
    except IntegrityError:
        # The same page was sent twice at once, or its draft is finished by now.
        found = mine.filter(transition__isnull=True).first() or mine.filter(id=row_id).first()
        return found or models.Draft.objects.create(id=new_ticket(), **fields)


def _draft(row: models.Draft) -> Draft:
    lines = row.answers.get("lines", [])
    return Draft(
        id=row.id,
        answers=answers_from_json(row.answers.get("said", {})),
        seen=Seen(step=row.step, digest=row.digest, lines=frozenset(lines)),
    )


def _finished(row: models.Transition) -> Finished:
    return Finished(transition=row.id, at=row.at)
