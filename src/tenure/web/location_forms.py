"""What people fill in about a location: its name, address, country and hours."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.operations.locations import LocationDetails
from tenure.web.countries import countries
from tenure.web.firm_fields import time_zones

ZONES = "time-zones"


class LocationForm(forms.Form):
    """A location's details. The time zone is found as one types, by its name or its city."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What you call the place, such as Warehouse.")
    )
    street = forms.CharField(
        label=_("Street"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        help_text=_("Its services keep these hours. Type a city, such as London."),
        widget=forms.TextInput(attrs={"list": ZONES, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "—"), *countries()]  # type: ignore[attr-defined]

    @property
    def zones(self) -> list[tuple[str, str]]:
        """The time zones that are offered while one types."""
        return time_zones()

    def clean_time_zone(self) -> str:
        """The zone that was meant; what nobody knows, the operation refuses in its own words."""
        typed: str = self.cleaned_data["time_zone"]
        return zone_meant(typed) or typed

    def details(self) -> LocationDetails:
        """What was typed, of a valid form."""
        return LocationDetails(**{one.name: self.cleaned_data[one.name] for one in fields(LocationDetails)})


def zone_meant(typed: str) -> str:
    """The one time zone that is called so, or lies in this city, whatever its case and blanks; empty for none."""
    wanted = _loosely(typed)
    names = [zone for zone, _label in time_zones()]
    exact = [zone for zone in names if _loosely(zone) == wanted]
    city = [zone for zone in names if _loosely(zone.rpartition("/")[2]) == wanted]
    found = exact or city
    return found[0] if len(found) == 1 else ""


def _loosely(name: str) -> str:
    return "_".join(name.replace("_", " ").split()).casefold()
