"""Bulk billing runs: started as they were previewed, stopped and resumed by a person (R42, R51)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.billing_run_preview import NOBODY, Pick, RunPreview, RunWish, preview_run
from tenure.operations.errors import Invalid, Missing, NotDone
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.records.models import BillingRun, RunState
from tenure.records.models.billing_run import UNFINISHED

RESUMABLE = (RunState.STOPPED.value, RunState.FAILED.value)
STOPPABLE = (RunState.WAITING.value, RunState.RUNNING.value)


class PreviewChanged(NotDone):
    """What was confirmed is not what would happen now; `preview` is."""

    def __init__(self, preview: RunPreview) -> None:
        super().__init__(preview.digest)
        self.preview = preview


def start_run(
    wish: RunWish, *, digest: str, pick: Pick = NOBODY, actor: Actor, at: datetime | None = None
) -> BillingRun:
    """Begins the run that was previewed under `digest`; the worker, or the terminal, does the work.

    Raises NotAllowed, PreviewChanged with the new preview (naming whom `pick` asks for), and Invalid while another
    run is not finished.
    """
    at = at or timezone.now()
    preview = preview_run(wish, pick=pick, actor=actor, at=at)
    if preview.digest != digest:
        raise PreviewChanged(preview)
    run, scope, rules = preview.run, preview.run.scope, preview.run.rules
    assert rules.period.end is not None, "a month ends"
    with transaction.atomic():
        lock_firm(scope.firm)
        _none_in_hand(scope.firm)
        row = BillingRun.objects.create(
            firm=run.firm,
            period_first=rules.period.first,
            period_end=rules.period.end,
            group_id=scope.group,
            profile_id=scope.profile,
            scope_name=scope.name,
            zero_invoices=rules.zero_invoices,
            customers=preview.customers,
            started_by_id=actor.person,
            created_at=at,
        )
        content: dict[str, object] = {"digest": digest, "period": rules.period.first.isoformat()}
        _note(row, "billing_run_started", content, by=actor, at=at)
    return row


def stop_run(run_id: str, *, actor: Actor, at: datetime | None = None) -> BillingRun:
    """Stops a run behind the customers that are done. Raises NotAllowed, Missing, and Invalid for one that is over."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        run = _locked(run_id, firm)
        if run.state not in STOPPABLE:
            raise Invalid(say("This run is not at work, so there is nothing to stop."))
        run.state, run.lease_key, run.lease_until = RunState.STOPPED.value, "", None
        run.save(update_fields=["state", "lease_key", "lease_until"])
        _note(run, "billing_run_stopped", {}, by=actor, at=at)
    return run


def resume_run(run_id: str, *, actor: Actor, at: datetime | None = None) -> BillingRun:
    """Goes on behind the last customer that is done, in the name of `actor`. Raises as stopping does."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        run = _locked(run_id, firm)
        if run.state not in RESUMABLE:
            raise Invalid(say("This run was not stopped, so there is nothing to resume."))
        if run.state == RunState.FAILED:
            _none_in_hand(firm)
        run.state, run.last_error, run.started_by_id = RunState.WAITING.value, "", actor.person
        run.finished_at = None
        run.save(update_fields=["state", "last_error", "started_by", "finished_at"])
        _note(run, "billing_run_resumed", {}, by=actor, at=at)
    return run


def _locked(run_id: str, firm: str) -> BillingRun:
    lock_firm(firm)
    run = BillingRun.objects.select_for_update().filter(pk=run_id, firm_id=firm).first()
    if run is None:
        raise Missing(run_id)
    return run


def _none_in_hand(firm: str) -> None:
    if BillingRun.objects.filter(UNFINISHED, firm_id=firm).exists():
        raise Invalid(say("Another billing run is not finished. Wait for it, or resume it first."))


def _note(run: BillingRun, event: str, content: dict[str, object], *, by: Actor, at: datetime) -> None:
    who = commitments([by.person]).get(by.person, "")
    note([Event(chain=run.firm_id, event=event, content={"run": run.id, **content, "by": who})], at=at)
