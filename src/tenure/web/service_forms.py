"""What people fill in about a service: what it is, what it costs, whether it is active (R36-R38)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.operations.services import (
    LARGEST_PRICE,
    LARGEST_QUANTITY,
    PRICE_DECIMALS,
    WHOLE,
    ServiceDetails,
)
from tenure.web.schedule_forms import ScheduleForm

RATE_DECIMALS = 3


class ServiceForm(ScheduleForm):
    """Both tabs of a service's page, saved in one step."""

    use_required_attribute = False
    # The toggle: what is not ticked is deactivated.
    active = forms.BooleanField(label=_("Active"), required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    price = forms.DecimalField(
        label=_("Price"),
        help_text=_("Recurring: for a month. On request: for a visit."),
        min_value=0,
        max_value=LARGEST_PRICE - 1,
        decimal_places=PRICE_DECIMALS,
        localize=True,
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=LARGEST_QUANTITY)
    tax_rate = forms.DecimalField(
        label=_("Tax rate in percent"),
        help_text=_("Leave it empty, and the rate of your firm's policy holds."),
        min_value=0,
        max_value=WHOLE,
        decimal_places=RATE_DECIMALS,
        required=False,
        localize=True,
    )

    def clean_currency(self) -> str:
        """Letters are capital whoever types them."""
        return str(self.cleaned_data["currency"]).upper()

    def details(self) -> ServiceDetails:
        """What was typed, of a valid form."""
        said: dict[str, Any] = self.cleaned_data
        return ServiceDetails(
            name=said["name"],
            price=said["price"],
            currency=said["currency"],
            quantity=said["quantity"],
            tax_rate=said["tax_rate"],
            schedule=self.schedule(),
        )


class NewServiceForm(ServiceForm):
    """A service that is not there yet: at which location, too."""

    location = forms.ChoiceField(label=_("Location"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = places  # type: ignore[attr-defined]
