"""What people fill in about clients: details, products, users, documents."""

from collections.abc import Sequence
from dataclasses import fields

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenure.core.policy import Product
from tenure.operations.clients import ClientDetails

ROLES = [("standard", _("Standard user")), ("administrator", _("Administrator"))]


class DetailsForm(forms.Form):
    """What is written about a client."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("The person or company, as on its invoices.")
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    reference = forms.CharField(label=_("Reference"), max_length=120, required=False)
    company_number = forms.CharField(label=_("Company number"), max_length=60, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=60, required=False)
    street = forms.CharField(label=_("Street"), max_length=400, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.CharField(label=_("Country"), max_length=60, required=False)
    locale = forms.ChoiceField(
        label=_("Language of letters"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by your firm only."),
    )

    def details(self) -> ClientDetails:
        """What was typed, of a valid form."""
        return ClientDetails(**{field.name: self.cleaned_data[field.name] for field in fields(ClientDetails)})


class NewClientForm(DetailsForm):
    """A client's first day: details, products, and perhaps its first user."""

    products = forms.MultipleChoiceField(
        label=_("Products your firm pays for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    user_email = forms.EmailField(label=_("E-mail of the first user"), max_length=254, required=False)
    user_name = forms.CharField(label=_("Name of the first user"), max_length=200, required=False)

    def __init__(self, products: Sequence[Product], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(product.code, product.name) for product in products]
        self.fields["products"] = forms.MultipleChoiceField(
            label=_("Products your firm pays for"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=choices,
        )

    def clean(self) -> dict[str, object]:
        """A name alone invites nobody."""
        typed = super().clean() or {}
        if typed.get("user_name") and not typed.get("user_email") and "user_email" not in self.errors:
            self.add_error("user_email", _("An invitation needs an e-mail address."))
        return typed


class InviteForm(forms.Form):
    """Somebody to invite."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial="standard")


class JoinForm(forms.Form):
    """The name and the password of somebody new."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters. A short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
