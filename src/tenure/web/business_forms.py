"""What a person writes about a business, and the products it begins with."""

from collections.abc import Sequence
from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.core.policy import Product
from tenure.operations.businesses import BusinessDetails


class BusinessForm(forms.Form):
    """The details of a business."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As on its invoices."))
    company_number = forms.CharField(label=_("Company number"), max_length=60, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=60, required=False)

    def details(self) -> BusinessDetails:
        """What was typed, of a valid form."""
        return BusinessDetails(
            **{field.name: self.cleaned_data[field.name] for field in fields(BusinessDetails)}
        )


class NewBusinessForm(BusinessForm):
    """A business's first day: its details, and the products the firm pays for."""

    def __init__(self, products: Sequence[Product], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["products"] = forms.MultipleChoiceField(
            label=_("Products your firm pays for"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(product.code, product.name) for product in products],
        )
