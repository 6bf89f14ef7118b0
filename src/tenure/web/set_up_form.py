"""What has to be known before a firm can begin."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tenure.core.profiles import NAMES
from tenure.operations.firms import Administrator, NewFirm
from tenure.web.firm_fields import FirmFields


class SetUpForm(FirmFields):
    """A firm and its first administrator."""

    profile = forms.ChoiceField(choices=[(name, name) for name in NAMES], initial=NAMES[0])
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

    def _check_strength(self, password: str, email: str) -> None:
        try:
            validate_password(password, get_user_model()(email=email))
        except ValidationError as weak:
            self.add_error("password", weak)


class InvitedFirmForm(SetUpForm):
    """A firm of somebody who was invited: the address is known, and the person too, unless they are `new`."""

    def __init__(self, new: bool, *args: object, **kwargs: object) -> None:  # noqa: FBT001 - as Django's forms take it
        super().__init__(*args, **kwargs)
        known = () if new else ("person_name", "password", "password_again")
        for name in ("email", *known):
            del self.fields[name]

    def person(self) -> tuple[str, str]:
        """Name and password of somebody new, of a valid form; empty for somebody who signs in already."""
        return self.cleaned_data.get("person_name", ""), self.cleaned_data.get("password", "")
