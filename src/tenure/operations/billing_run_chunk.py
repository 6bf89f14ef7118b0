"""One step of a billing run: the next customers, billed and left out, in one transaction (R42)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tenure.core.actor import Right
from tenure.core.billing import Days
from tenure.core.billing_runs import LeftOutReason, RunRules, Trouble, bill_customer
from tenure.operations.billing_run_hold import Hold
from tenure.operations.billing_run_write import (
    Billing,
    Made,
    Numbered,
    digest_of,
    write_bills,
    write_left_out,
)
from tenure.operations.errors import NotDone
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.records.billing_scope import CHUNK, Scope, chunk_after, customers_in, gathered
from tenure.records.models import BillingRun, Firm, RunState
from tenure.records.people import actor_at_firm
from tenure.records.policies import policy_of, today_of


class Stuck(NotDone):
    """The run cannot go on; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def bill_chunk(hold: Hold) -> BillingRun:
    """Bills the customers behind the last one that is done; the run is over when there is none.

    1. lock firm, run, customers, 2. gather and decide, 3. write invoices and who is left out, 4. note it in the
    firm's chain, 5. store how far the run is. Raises LostLease and Stuck.
    """
    with transaction.atomic():
        firm = lock_firm(hold.firm_id)
        run = hold.locked()
        at = hold.clock.now()
        _may_go_on(run)
        customers = customers_in(_scope(run)).select_for_update()
        seen = chunk_after(customers, run.after, CHUNK)
        billing = Billing(run=run, policy=policy_of(firm).billing, today=today_of(firm, at), at=at)
        made: list[Made] = []
        left_out: list[tuple[str, LeftOutReason]] = []
        rules = _rules(run, billing)
        for customer in gathered(seen, firm, rules.period, billing.today):
            outcome = bill_customer(customer, rules)
            if isinstance(outcome, LeftOutReason):
                left_out.append((customer.account.client, outcome))
            else:
                made.append((customer.account.client, outcome))
        numbered = write_bills(made, billing)
        write_left_out(left_out, run)
        _note(run, firm, numbered, len(left_out), at=at)
        run.after = seen[-1] if seen else run.after
        run.done += len(seen)
        run.invoiced += len(numbered)
        run.left_out_count += len(left_out)
        run.totals = _sum(run.totals, _totals(numbered))
        run.lease_until = hold.renewed()
        if len(seen) < CHUNK:
            _finish(run, at)
        run.save()
    return run


def _may_go_on(run: BillingRun) -> None:
    """Rights are asked at the moment of acting, not of asking."""
    actor = actor_at_firm(run.started_by_id or "", run.firm_id)
    if actor is None or not actor.may(Right.BILLING):
        raise Stuck(Trouble.NOT_ALLOWED)
    # A group that was removed leaves no trace in the run but its name: never bill everybody instead.
    if run.scope_name and run.group_id is None and run.profile_id is None:
        raise Stuck(Trouble.SCOPE_GONE)


def _scope(run: BillingRun) -> Scope:
    return Scope(firm=run.firm_id, group=run.group_id, profile=run.profile_id, name=run.scope_name)


def _rules(run: BillingRun, billing: Billing) -> RunRules:
    period = Days(first=run.period_first, end=run.period_end)
    return RunRules(period=period, billing=billing.policy, zero_invoices=run.zero_invoices)


def _finish(run: BillingRun, at: datetime) -> None:
    run.state, run.finished_at = RunState.DONE.value, at
    run.lease_key, run.lease_until = "", None
    run.customers = run.done


def _totals(numbered: list[Numbered]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for one in numbered:
        totals[one.bill.currency] = totals.get(one.bill.currency, 0) + one.bill.total
    return totals


def _sum(before: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {code: before.get(code, 0) + more.get(code, 0) for code in sorted({*before, *more})}


def _note(run: BillingRun, firm: Firm, numbered: list[Numbered], left_out: int, *, at: datetime) -> None:
    """One entry for all invoices of the step: one each would be most of the work."""
    who = commitments([run.started_by_id or ""]).get(run.started_by_id or "", "")
    content: dict[str, object] = {"run": run.id, "by": who, "invoices": len(numbered), "left_out": left_out}
    if numbered:
        content["numbers"] = [numbered[0].number, numbered[-1].number]
        content["totals"] = _totals(numbered)
        content["invoices_sha256"] = digest_of(numbered)
    note([Event(chain=firm.id, event="customers_billed", content=content)], at=at)
