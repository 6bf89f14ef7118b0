"""A stop's row as the core reads it."""

from collections.abc import Sequence

from tenure.core.endings import Ending
from tenure.core.stops import Stop as StopFact
from tenure.core.stops import StopKind
from tenure.core.tree import Kind, Node
from tenure.records.models import Stop
from tenure.records.sql import listed


def stop_fact(row: Stop, name: str) -> StopFact:
    """The stop as a fact; `name` is its node's. The row comes with its cause."""
    before = row.ended_itself_before
    return StopFact(
        id=row.id,
        node=Node(id=row.node, kind=Kind(row.node_kind), name=name),
        kind=StopKind(row.kind),
        since=row.since,
        until=row.until,
        locked_until=row.locked_until,
        cause=row.cause_id,
        by=row.cause.actor_name,
        type=row.type,
        reason=row.reason,
        came_with=row.cause.target,
        ending_before=None if before is None else Ending(on=row.end_date_before, deactivates=before),
    )


def deactivated_accounts(clients: Sequence[str]) -> frozenset[str]:
    """Those whose account itself is deactivated now, whatever of their products is (R42, R43)."""
    rows = Stop.objects.filter(
        node__in=listed(clients), kind=StopKind.DEACTIVATION.value, lifted_at__isnull=True, planned=False
    )
    return frozenset(rows.order_by().values_list("node", flat=True))
