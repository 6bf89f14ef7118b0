"""The facts as they would be once a plan is performed: what stands, and how schedules end. Pure, as the plan is."""

from dataclasses import replace

from tenure.core import effects as e
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.stops import Stop


def after(facts: Facts, plan: Plan, *, cause: str = "") -> Facts:
    """`facts` with the stops and end dates that `plan` leaves; `cause` names it on the stops it places."""
    endings = {service.node.id: service for effect in plan.effects for service in _services(effect)}
    lifted = {stop for effect in plan.effects if isinstance(effect, e.LiftStops) for stop in effect.stops}
    placed = tuple(
        Stop(
            id=f"{cause}_{node.id}_{effect.kind}",
            node=node,
            kind=effect.kind,
            since=effect.since or facts.today,
            until=effect.until,
            locked_until=effect.locked_until,
            cause=cause,
            by="",
            type=effect.type,
            reason=effect.reason,
            came_with=plan.target.id,
            ending_before=endings[node.id].before if node.id in endings else None,
        )
        for effect in plan.effects
        if isinstance(effect, e.PlaceStop)
        for node in effect.nodes
    )
    stops = (*(s for s in (*facts.stops, *facts.planned) if s.id not in lifted), *placed)
    return replace(
        facts,
        stops=tuple(stop for stop in stops if stop.in_force(facts.today)),
        planned=tuple(stop for stop in stops if facts.today < stop.since),
        branches=tuple(
            replace(b, ending=endings[b.node.id].after) if b.node.id in endings else b for b in facts.branches
        ),
    )


def _services(effect: e.Effect) -> tuple[e.NewEnding, ...]:
    return effect.services if isinstance(effect, e.EndSchedules | e.ResumeSchedules) else ()
