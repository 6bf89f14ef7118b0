"""What is kept of every act: the transition with its plan as shown, and its entries in the log (R8, R54)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from tenure.core.actor import Actor
from tenure.core.digest import canonical, plain
from tenure.core.plan import Plan
from tenure.core.plan_json import plan_to_json
from tenure.operations.log import Event, commitments, note
from tenure.operations.performance import Performance
from tenure.records.models import Transition
from tenure.speech.speak import speak

CHUNK = 1_000


def record(performances: Sequence[Performance]) -> list[Transition]:
    """Writes one transition a plan, and one entry in the client's chain and in the firm's."""
    transitions = Transition.objects.bulk_create(
        [_transition(performance) for performance in performances], batch_size=CHUNK
    )
    if performances:
        signed = commitments({performance.actor.person for performance in performances})
        note([event for p in performances for event in _events(p, signed)], at=performances[0].at)
    return transitions


def record_refusals(plans: Sequence[Plan], actor: Actor, *, at: datetime) -> None:
    """Notes every refused attempt in the client's chain (R8). Nothing else is changed."""
    if not plans:
        return
    signed = commitments({actor.person})
    events = [
        Event(
            chain=plan.client.id,
            event="refused",
            content={
                "verb": plan.verb.value,
                "target": plan.target.id,
                "reasons": [refusal.code.value for refusal in plan.refusals],
                "actor": signed.get(actor.person, ""),
            },
        )
        for plan in plans
    ]
    note(events, at=at)


def _transition(performance: Performance) -> Transition:
    plan = performance.plan
    return Transition(
        id=performance.transition,
        client_id=plan.client.id,
        firm=performance.firm,
        actor_id=performance.actor.person or None,
        actor_name=performance.actor.name,
        verb=plan.verb.value,
        target=plan.target.id,
        target_kind=plan.target.kind.value,
        target_name=plan.target.name,
        at=performance.at,
        digest=plan.digest,
        source=performance.source.value,
        plan=_as_confirmed(performance),
        request_key=performance.request_key,
    )


def _as_confirmed(performance: Performance) -> dict[str, object]:
    firm = performance.firm
    return {
        "shown": plan_to_json(performance.plan, speak, performed=True),
        "lines": performance.lines,
        "answers": plain(performance.plan.answers),
        "policy": {"version": firm.policy_version, "origin": firm.policy.get("origin", "")},
    }


def _events(performance: Performance, signed: dict[str, str]) -> tuple[Event, Event]:
    plan = performance.plan
    content = {
        "transition": performance.transition,
        "target": plan.target.id,
        "digest": plan.digest,
        "plan": hashlib.sha256(canonical(plan).encode()).hexdigest(),
        "door": performance.source.value,
        "actor": signed.get(performance.actor.person, ""),
    }
    with_client = {**content, "client": plan.client.id}
    return (
        Event(chain=plan.client.id, event=plan.verb.value, content=content),
        Event(chain=performance.firm.id, event=plan.verb.value, content=with_client),
    )
