"""What has to be known before a firm can begin."""

from typing import Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from tenure.core.profiles import NAMES
from tenure.operations.firms import Administrator, NewFirm

REGIONS: Final = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip
# Where an operation complains of something under another name.
FIELDS: Final = {"name": "firm_name", "person": "person_name", "slug": "firm_name"}


class SetUpForm(forms.Form):
    """A firm and its first administrator."""

    firm_name = forms.CharField(
        label=_("Name of the firm"),
        max_length=200,
        help_text=_("Clients read it in your e-mails."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    profile = forms.ChoiceField(choices=[(name, name) for name in NAMES], initial=NAMES[0])
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
    person_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten characters. A short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["locale"].choices = [  # type: ignore[attr-defined]
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
        self.fields["time_zone"].choices = _time_zones()  # type: ignore[attr-defined]
        self.fields["time_zone"].widget.attrs["data-guess-time-zone"] = ""

    def clean(self) -> dict[str, object]:
        """Both passwords are one, and not easy to guess for this person."""
        typed = super().clean() or {}
        password, again = typed.get("password"), typed.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("This is not the same password."))
        if password:
            self._check_strength(str(password), str(typed.get("email", "")))
        return typed

    def firm(self) -> NewFirm:
        """What was typed about the firm, of a valid form."""
        typed = self.cleaned_data
        return NewFirm(
            name=typed["firm_name"],
            profile=typed["profile"],
            locale=typed["locale"],
            time_zone=typed["time_zone"],
            country=typed["country"].upper(),
            currency=typed["currency"].upper(),
        )

    def administrator(self) -> Administrator:
        """Who runs it, of a valid form."""
        typed = self.cleaned_data
        return Administrator(email=typed["email"], name=typed["person_name"], password=typed["password"])

    def complain(self, field: str, sentence: str) -> None:
        """Puts what an operation says beside the field it means."""
        named = FIELDS.get(field, field)
        self.add_error(named if named in self.fields else None, sentence)

    def _check_strength(self, password: str, email: str) -> None:
        try:
            validate_password(password, get_user_model()(email=email))
        except ValidationError as weak:
            self.add_error("password", weak)


def _time_zones() -> list[tuple[str, str]]:
    places = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS)
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]
