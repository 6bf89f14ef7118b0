"""A bill from a firm to one of its clients, or a credit note that takes one back (R43, R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenure.core.invoicing import InvoiceKind, InvoiceOrigin
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.billing_run import BillingRun
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.number_series import NumberSeries
from tenure.records.models.person import Person


class Invoice(models.Model):
    """Amounts are whole minor units of `currency`; days are the firm's.

    A draft has no number. Issued, it keeps its number, its lines, and whom it was made out to: `buyer` stays when the
    client's record is erased, because the law makes a firm keep what it billed. `paid` is what payments and credit
    notes have settled. A bulk run makes one invoice per firm, client, period and currency; `period_end` is the first day
    after the period. A void one keeps its number and says by whom and why; it owes nothing.
    """

    id = TypedId("inv")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="invoices")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="invoices")
    kind = models.CharField(max_length=12, default=InvoiceKind.INVOICE.value, choices=words_of(InvoiceKind))
    origin = models.CharField(max_length=8, default=InvoiceOrigin.HAND.value, choices=words_of(InvoiceOrigin))
    run = models.ForeignKey(BillingRun, models.SET_NULL, null=True, related_name="invoices", db_index=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="credit_notes")
    currency = models.CharField(max_length=3)
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, related_name="invoices")
    number = models.PositiveIntegerField(null=True)
    period_first = models.DateField(null=True)
    period_end = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="invoices_voided", db_index=False
    )
    void_reason = models.TextField(blank=True, db_default="")
    net = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    buyer = models.TextField(blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at", "id"], name="inv_of_client"),
            models.Index(fields=["firm", "-created_at", "-id"], name="inv_of_firm"),
            # Tabs of a firm's list that hold a few among very many.
            models.Index(
                fields=["firm", "-created_at", "-id"],
                name="inv_drafts_of_firm",
                condition=Q(number__isnull=True),
            ),
            models.Index(
                fields=["firm", "-created_at", "-id"],
                name="inv_unpaid_of_firm",
                condition=Q(number__isnull=False, voided_at__isnull=True, paid__lt=F("total")),
            ),
            models.Index(fields=["run", "number"], name="inv_of_run", condition=Q(run__isnull=False)),
            # What balances, reminders and the rule of suspension read: what is still to be paid.
            models.Index(
                fields=["client", "currency", "due_on"],
                name="inv_open",
                condition=Q(number__isnull=False, voided_at__isnull=True, paid__lt=F("total")),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="inv_number_once"),
            models.UniqueConstraint(
                fields=["client", "firm", "period_first", "currency"],
                condition=Q(origin=InvoiceOrigin.RUN.value, voided_at__isnull=True),
                name="inv_once_per_run",
            ),
            models.CheckConstraint(
                condition=Q(number=None, series=None, issued_on=None, voided_at=None, paid=0)
                | Q(number__isnull=False, series__isnull=False, issued_on__isnull=False) & ~Q(buyer=""),
                name="inv_issued_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(period_first=None, period_end=None) | Q(period_end__gt=F("period_first")),
                name="inv_period_has_days",
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(number__isnull=False), name="inv_draft_has_a_client"
            ),
            models.CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("total")), name="inv_not_overpaid"),
            models.CheckConstraint(condition=Q(total=F("net") + F("tax")), name="inv_adds_up"),
            only("inv", "kind", InvoiceKind),
            only("inv", "origin", InvoiceOrigin),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def shown_number(self) -> str:
        """The number as people write it, such as INV-000042; empty for a draft."""
        return f"{self.series.code}-{self.number:06d}" if self.series is not None and self.number else ""


class Drafts(models.Manager["InvoiceDraft"]):
    """Invoices without a number."""

    def get_queryset(self) -> models.QuerySet["InvoiceDraft"]:
        """Those rows."""
        return super().get_queryset().filter(number__isnull=True)


class InvoiceDraft(Invoice):
    """An invoice that was never issued: what no law asks to keep."""

    objects: ClassVar[Drafts] = Drafts()

    class Meta:
        proxy = True

    def __str__(self) -> str:
        return self.id
