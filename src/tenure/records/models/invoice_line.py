"""One line of an invoice: what, how much of it, at which price and tax (R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.models.invoice import Invoice
from tenure.records.models.service import Service


class InvoiceLine(models.Model):
    """`net` is quantity times price, rounded to the invoice's minor units; `tax_rate` is in percent.

    A line of a service tells which days of the period it bills: from `first` up to and without `end`.
    """

    id = models.BigAutoField(primary_key=True)
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, models.SET_NULL, null=True, related_name="invoice_lines")
    description = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=16, decimal_places=4)
    tax_rate = models.DecimalField(max_digits=6, decimal_places=3)
    net = models.BigIntegerField()
    first = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "position"], name="inl_place_once"),
            models.CheckConstraint(condition=~Q(description=""), name="inl_says_what"),
            models.CheckConstraint(
                condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="inl_tax_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.description
