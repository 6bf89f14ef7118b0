"""The letters that tell of a plan: rows in the outbox, one a receiver, saying what was confirmed (R11, R19, R23)."""

from tenure.core.actor import Side
from tenure.core.describe import lines
from tenure.core.effects import SendMail
from tenure.core.plan import Plan
from tenure.core.wording import message_to_json
from tenure.operations.performance import Performance, Pile
from tenure.records.models import OutboxMail

CHUNK = 1_000


def write_letters(pile: Pile[SendMail]) -> None:
    """One row a receiver. A letter says all it needs itself, so that it can leave after its client is erased."""
    letters = [
        OutboxMail(
            firm_id=performance.firm.id,
            client_id=performance.client,
            transition_id=performance.transition,
            kind=effect.verb.value,
            to_address=receiver.email,
            to_name=receiver.name,
            locale=receiver.locale,
            side=effect.side.value,
            context=_context(performance),
            next_at=performance.at,
            created_at=performance.at,
        )
        for performance, effect in pile
        for receiver in effect.receivers
    ]
    OutboxMail.objects.bulk_create(letters, batch_size=CHUNK)


def _context(performance: Performance) -> dict[str, object]:
    plan = performance.plan
    return {
        "client_name": plan.client.name,
        "client_id": plan.client.id,
        "firm_name": performance.firm.name,
        "actor_name": performance.actor.name,
        "at": performance.at.isoformat(),
        "target_name": plan.target.name,
        "target_kind": plan.target.kind.value,
        "transition": performance.transition,
        "lines": performance.lines,
    }


def lines_as_stored(plan: Plan) -> list[dict[str, object]]:
    """Every consequence as it was shown, in no language, so that it can be said in any."""
    return [
        {
            "code": line.code,
            "sign": line.sign.value,
            "side": line.side.value,
            "sentence": message_to_json(line.sentence),
            "detail": message_to_json(line.detail) if line.detail is not None else None,
            "count": line.count,
        }
        for line in lines(plan)
        if line.side is not Side.SYSTEM
    ]
