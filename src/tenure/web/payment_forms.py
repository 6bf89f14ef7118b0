"""What people fill in about money that came in: how much, when, how, under which reference (R46)."""

from decimal import Decimal
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.core.invoicing import PaymentMethod
from tenure.operations.payments import LARGEST, Received
from tenure.web.invoice_words import METHODS
from tenure.web.stop_forms import day_field

# The finest coin: a thousandth of a dinar.
DECIMALS: Final = 3
RECEIVED: Final = tuple(method.value for method in PaymentMethod if method is not PaymentMethod.CREDIT_NOTE)


class PaymentForm(forms.Form):
    """A payment. `stamp` makes it one however often it is sent, `seen` is the receipt of what was shown."""

    use_required_attribute = False
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=Decimal(0),
        max_value=LARGEST - 1,
        decimal_places=DECIMALS,
        localize=True,
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    on = day_field(_("Received on"), required=True)
    method = forms.ChoiceField(
        label=_("How it came in"), choices=[(code, METHODS[code]) for code in RECEIVED]
    )
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("As on the bank statement."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    # Drawn beside what it is the receipt of, so that both are renewed together.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_currency(self) -> str:
        """Letters are capital whoever types them."""
        return str(self.cleaned_data["currency"]).upper()

    def received(self) -> Received:
        """What was typed, of a valid form."""
        said = self.cleaned_data
        return Received(
            amount=said["amount"],
            currency=said["currency"],
            on=said["on"],
            method=PaymentMethod(said["method"]),
            reference=said["reference"].strip(),
        )
