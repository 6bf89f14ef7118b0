"""What a firm pays for Tenure: its plan, which of its clients count, what they come to from the next month (R47)."""

from dataclasses import dataclass
from datetime import date, datetime

from tenure.core.firm_plan_change import PlanChange, change_to
from tenure.core.firm_plans import firm_plan, firm_plans
from tenure.core.firm_plans.firm_plan import FirmPlan, counts_from
from tenure.records.firm_count import clients_counted, clients_of_the_count
from tenure.records.models import Firm
from tenure.records.policies import today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmSubscription:
    """`plan` None pays for nothing. `suspended` of the `counted` clients are suspended; `others` do not count.

    `offers` is every plan but the one it has, with what it would come to.
    """

    plan: FirmPlan | None
    currency: str
    counted: int
    suspended: int
    others: int
    since: date
    month: int
    offers: tuple[tuple[FirmPlan, PlanChange], ...]


def firm_subscription_of(firm: Firm, *, at: datetime) -> FirmSubscription:
    """Counted now; five queries, however many clients."""
    today, plan = today_of(firm, at), firm_plan(firm.plan)
    since, counted = counts_from(today), clients_counted([firm], today)[firm.id]
    known = plan or firm_plans()[0]
    return FirmSubscription(
        plan=plan,
        currency=known.price_in(firm.currency).currency,
        counted=counted,
        suspended=clients_of_the_count(firm, today).filter(suspended=True).count(),
        others=max(firm.clients_active + firm.clients_deactivated - counted, 0),
        since=since,
        month=plan.month(counted, firm.currency) if plan is not None else 0,
        offers=tuple(
            (one, change_to(one, plan, counted, firm.currency, since)) for one in firm_plans() if one != plan
        ),
    )
