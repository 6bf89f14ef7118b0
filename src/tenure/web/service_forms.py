"""What people fill in about a service: what it is, what it costs, whether it is active (R36-R38)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.operations.services import LARGEST_PRICE, LARGEST_QUANTITY, ServiceDetails
from tenure.web.schedule_forms import ScheduleForm

CENTS = 2


class ServiceForm(ScheduleForm):
    """Both tabs of a service's page, saved in one step."""

    use_required_attribute = False
    # The toggle: what is not ticked is deactivated.
    active = forms.BooleanField(label=_("Active"), required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    price = forms.DecimalField(
        label=_("Price"), min_value=0, max_value=LARGEST_PRICE - 1, decimal_places=CENTS, localize=True
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=LARGEST_QUANTITY)

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
            schedule=self.schedule(),
        )


class NewServiceForm(ServiceForm):
    """A service that is not there yet: at which location, too."""

    location = forms.ChoiceField(label=_("Location"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = places  # type: ignore[attr-defined]
