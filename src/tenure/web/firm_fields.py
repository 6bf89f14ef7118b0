"""What a firm says about itself: its name, language, hours, country and currency."""

from typing import Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

REGIONS: Final = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip
# Where an operation complains of something under another name.
FIELDS: Final = {"name": "firm_name", "person": "person_name", "slug": "firm_name"}


class FirmFields(forms.Form):
    """The fields that every form about a firm has."""

    firm_name = forms.CharField(
        label=_("Name of the firm"),
        max_length=200,
        help_text=_("Clients read it in your e-mails."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    locale = forms.ChoiceField(label=_("Language"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Days and waits begin at midnight here."), initial="UTC"
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        required=False,
        help_text=_("Two letters, such as FR or GB."),
        error_messages={"invalid": _("A country is two letters, such as FR.")},
        widget=forms.TextInput(attrs={"maxlength": 2, "autocomplete": "country"}),
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        required=False,
        help_text=_("Three letters, such as EUR or GBP."),
        error_messages={"invalid": _("A currency is three letters, such as EUR.")},
        widget=forms.TextInput(attrs={"maxlength": 3}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["locale"].choices = [  # type: ignore[attr-defined]
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
        self.fields["time_zone"].choices = time_zones()  # type: ignore[attr-defined]
        self.fields["time_zone"].widget.attrs["data-guess-time-zone"] = ""

    def complain(self, field: str, sentence: str) -> None:
        """Puts what an operation says beside the field it means."""
        named = FIELDS.get(field, field)
        self.add_error(named if named in self.fields else None, sentence)


def time_zones() -> list[tuple[str, str]]:
    """The time zones to choose from, by place."""
    places = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS)
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]
