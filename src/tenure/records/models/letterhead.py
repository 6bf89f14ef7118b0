"""What stands on a firm's invoices about the firm itself (R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm


class Letterhead(models.Model):
    """Who bills, from where, under which tax number, and where to pay. `terms` stand at the foot of every invoice."""

    id = TypedId("lhd")
    firm = models.OneToOneField(Firm, models.PROTECT, related_name="letterhead")
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=400, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    tax_number = models.CharField(max_length=60, blank=True)
    company_number = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    terms = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="lhd_has_a_name")]

    def __str__(self) -> str:
        return self.name
