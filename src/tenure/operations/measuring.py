"""What a plan costs the firm and how long its documents take, measured beside it: no part of its digest (R24, R47, R50)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from tenure.core.effects import CountClient, ReleaseDocuments
from tenure.core.firm_plans import firm_plan
from tenure.core.firm_plans.cost import cost_of
from tenure.core.firm_plans.firm_plan import FirmPlan
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.records.firm_count import clients_counted
from tenure.records.models import Firm
from tenure.records.policies import today_of
from tenure.records.reading_pace import reading_pace


def measured(plans: Sequence[Plan | None], firm: str | None, *, at: datetime) -> list[Plan | None]:
    """The plans, each with what it costs by itself and how fast documents are read, as it is previewed."""
    plans = _timed(plans)
    counted = _Counted.of(plans, firm, at)
    return [counted.measure(plan) for plan in plans] if counted is not None else list(plans)


def measured_in_a_row(plans: Sequence[Plan | None], firm: str | None, *, at: datetime) -> list[Plan | None]:
    """The plans, each with what it costs after those before it, as they are performed together."""
    plans = _timed(plans)
    counted = _Counted.of(plans, firm, at)
    if counted is None:
        return list(plans)
    found = []
    for plan in plans:
        found.append(one := counted.measure(plan))
        if one is not None and one.cost is not None:
            counted = replace(counted, clients=one.cost.after)
    return found


def _timed(plans: Sequence[Plan | None]) -> Sequence[Plan | None]:
    """The plans that send documents on, or ask which, with the pace of reading; asked once for all of them."""
    if not any(_reads(plan) for plan in plans):
        return plans
    pace = reading_pace()
    return [replace(plan, pace=pace) if plan is not None and _reads(plan) else plan for plan in plans]


def _reads(plan: Plan | None) -> bool:
    return plan is not None and (
        plan.ask(Step.DOCUMENTS) is not None
        or any(isinstance(effect, ReleaseDocuments) for effect in plan.effects)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """A firm that pays, and how many of its clients count."""

    paid: FirmPlan
    currency: str
    clients: int

    @classmethod
    def of(cls, plans: Sequence[Plan | None], firm: str | None, at: datetime) -> Self | None:
        """None where no plan changes the count, which saves looking."""
        if all(_change(plan) is None for plan in plans):
            return None
        row = Firm.objects.filter(pk=firm).first()
        paid = firm_plan(row.plan) if row is not None else None
        if row is None or paid is None:
            return None
        clients = clients_counted([row], today_of(row, at))[row.id]
        return cls(paid=paid, currency=row.currency, clients=clients)

    def measure(self, plan: Plan | None) -> Plan | None:
        """The plan with its cost; one that changes no count as it is."""
        change = _change(plan)
        if plan is None or change is None:
            return plan
        return replace(
            plan, cost=cost_of(self.paid, self.currency, self.clients, change.change, change.since)
        )


def _change(plan: Plan | None) -> CountClient | None:
    if plan is None:
        return None
    return next((effect for effect in plan.effects if isinstance(effect, CountClient)), None)
