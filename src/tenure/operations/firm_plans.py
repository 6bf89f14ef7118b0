"""A firm chooses the plan that it pays for; from the next month on it holds (R47)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.firm_plan_change import PlanChange, change_to
from tenure.core.firm_plans import firm_plan
from tenure.core.firm_plans.firm_plan import counts_from
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.records.firm_count import clients_counted
from tenure.records.models import Firm
from tenure.records.policies import today_of


def look_at_plan(code: str, *, actor: Actor, at: datetime | None = None) -> PlanChange:
    """What another plan comes to for as many clients as count now. Nothing is written.

    Raises NotAllowed, Missing for a plan that nobody knows, and Invalid for the one that the firm has.
    """
    at = at or timezone.now()
    return _change(Firm.objects.get(pk=firm_for(actor, Right.POLICY, at=at)), code, at)


def choose_plan(code: str, *, seen: str, actor: Actor, at: datetime | None = None) -> PlanChange:
    """Takes the plan as `seen`, the receipt of what was shown. Raises as looking does, and Invalid("seen")."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.POLICY, at=at)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        change = _change(firm, code, at)
        if seen != change.receipt:
            raise Invalid(
                say("The facts have changed since you looked. Read again what it comes to."), "seen"
            )
        firm.plan = change.after
        firm.save(update_fields=["plan"])
        by = commitments([actor.person])[actor.person]
        content = {"before": change.before, "after": change.after, "by": by}
        note([Event(chain=firm_id, event="firm_plan_chosen", content=content)], at=at)
    return change


def _change(firm: Firm, code: str, at: datetime) -> PlanChange:
    wanted = firm_plan(code)
    if wanted is None:
        raise Missing(code)
    if wanted.code == firm.plan:
        raise Invalid(say("Your firm has this plan already."))
    today = today_of(firm, at)
    clients = clients_counted([firm], today)[firm.id]
    return change_to(wanted, firm_plan(firm.plan), clients, firm.currency, counts_from(today))
