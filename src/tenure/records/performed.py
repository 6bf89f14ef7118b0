"""What was done, as it is kept: transitions of a firm, with their letters and their proof of erasure (R50, R54)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tenure.core.actor import Actor, Side
from tenure.core.describe import Line, Sign
from tenure.core.wording import message_from_json
from tenure.records.models import Client, ErasureCertificate, OutboxMail, Source, SurveyAnswer, Transition

__all__ = ["Certificate", "Erased", "Letter", "Performed", "Said", "Source", "performed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail that a transition sent, and how far it has come."""

    side: Side
    name: str
    address: str
    state: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """One table's share of an erasure."""

    noun: str
    count: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The proof that a client was erased (R27)."""

    id: str
    at: datetime
    hash: str
    tables: tuple[Erased, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A survey's answer."""

    reason: str
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """A transition as its firm may see it, also after the client has left. `here`: the client is still with the firm."""

    id: str
    verb: str
    at: datetime
    by: str
    source: str
    digest: str
    target: str
    target_kind: str
    target_name: str
    client: str
    client_name: str
    here: bool
    lines: tuple[Line, ...]
    shown: Mapping[str, object]
    answers: Mapping[str, object]
    policy: Mapping[str, object]
    survey: Said | None
    letters: tuple[Letter, ...]
    certificate: Certificate | None


def performed(actor: Actor, transition: str) -> Performed | None:
    """One transition of the actor's firm; None for a foreign one or none (R54)."""
    if actor.firm is None:
        return None
    rows = Transition.objects.filter(id=transition, firm_id=actor.firm).select_related("client")
    row = rows.first()
    return _performed(row) if row is not None else None


def _performed(row: Transition) -> Performed:
    plan = row.plan
    shown = plan.get("shown", {})
    # A client who has left is known to the firm by the name it had then, not by what became of it.
    here = row.client is not None and row.client.firm_id == row.firm_id
    return Performed(
        id=row.id,
        verb=row.verb,
        at=row.at,
        by=row.actor_name,
        source=row.source,
        digest=row.digest,
        target=row.target,
        target_kind=row.target_kind,
        target_name=row.target_name,
        client=row.client_id or "",
        client_name=_client_name(row.client, shown, here=here),
        here=here,
        lines=tuple(_line(line) for line in plan.get("lines", [])),
        shown=shown,
        answers=plan.get("answers", {}),
        policy=plan.get("policy", {}),
        survey=_survey(row),
        letters=tuple(_letters(row)),
        certificate=_certificate(row),
    )


def _client_name(client: Client | None, shown: Mapping[str, object], *, here: bool) -> str:
    return client.name if here and client is not None else str(shown.get("client_name", ""))


def _line(plain: Mapping[str, object]) -> Line:
    sentence, detail, count = plain["sentence"], plain.get("detail"), plain.get("count", 1)
    assert isinstance(sentence, Mapping)
    assert isinstance(count, int)
    return Line(
        code=str(plain["code"]),
        sign=Sign(str(plain["sign"])),
        side=Side(str(plain["side"])),
        sentence=message_from_json(sentence),
        detail=message_from_json(detail) if isinstance(detail, Mapping) else None,
        count=count,
    )


def _survey(row: Transition) -> Said | None:
    answer = SurveyAnswer.objects.filter(transition=row).first()
    if answer is None:
        return None
    return Said(reason=answer.reason, score=answer.score, comment=answer.comment)


def _letters(row: Transition) -> list[Letter]:
    letters = OutboxMail.objects.filter(transition=row).order_by("side", "to_name", "id")
    return [
        Letter(
            side=Side(letter.side),
            name=letter.to_name,
            address=letter.to_address,
            state=letter.state,
            sent_at=letter.sent_at,
        )
        for letter in letters
    ]


def _certificate(row: Transition) -> Certificate | None:
    proof = ErasureCertificate.objects.filter(transition=row).first()
    if proof is None:
        return None
    tables = proof.content.get("tables", {})
    return Certificate(
        id=proof.id,
        at=proof.at,
        hash=proof.hash,
        tables=tuple(
            Erased(noun=noun, count=part["count"], sha256=part["sha256"]) for noun, part in tables.items()
        ),
    )
