"""A bulk billing run: all customers of a scope billed for one period, each at most once (R42)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.account_group import AccountGroup
from tenure.records.models.billing_details import BillingProfile
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person


class RunState(StrEnum):
    """How far a run has come. `stopped` by a person: it can be resumed."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


# Equations rather than `in`: SQLite uses the index only for questions it can see to imply its condition.
UNFINISHED = (
    Q(state=RunState.WAITING.value) | Q(state=RunState.RUNNING.value) | Q(state=RunState.STOPPED.value)
)


class BillingRun(models.Model):
    """Bills customers in the order of their ids; `after` is the last one that is done, so a resumed run goes on there.

    The period is from `period_first` up to and without `period_end`, days of the firm. Without `group` and `profile`
    it bills everybody. `totals` holds minor units by currency. Whoever works on it holds a lease until `lease_until`.
    """

    id = TypedId("run")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="billing_runs", db_index=False)
    period_first = models.DateField()
    period_end = models.DateField()
    group = models.ForeignKey(AccountGroup, models.SET_NULL, null=True, related_name="billing_runs")
    profile = models.ForeignKey(BillingProfile, models.SET_NULL, null=True, related_name="billing_runs")
    scope_name = models.CharField(max_length=100, blank=True)
    zero_invoices = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=RunState.WAITING.value, choices=words_of(RunState))
    after = models.CharField(max_length=40, blank=True)
    customers = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    invoiced = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)
    started_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="billing_runs")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    lease_key = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["firm", "-created_at", "id"], name="run_of_firm")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm"], condition=UNFINISHED, name="run_one_at_a_time"),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_first")), name="run_period_has_days"),
            only("run", "state", RunState),
        ]

    def __str__(self) -> str:
        return self.id


class LeftOut(models.Model):
    """A customer that a run made no invoice for, and why: the code of a reason in `core.billing_runs`."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(BillingRun, models.CASCADE, related_name="left_out", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="left_out_of_runs")
    reason = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "client"], name="lfo_once")]

    def __str__(self) -> str:
        return f"{self.client_id} left out of {self.run_id}: {self.reason}"
