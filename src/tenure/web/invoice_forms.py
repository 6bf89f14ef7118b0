"""What people fill in on an invoice by hand: one form for the whole, one for each line (R43, R46)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tenure.core.billing import Days
from tenure.operations.invoice_lines import LARGEST, LineDraft
from tenure.web.service_money import rounded_for_a_field

# More than an invoice may have, so that what was typed beyond it comes back with the reason.
MOST_READ: Final = 800
LONGEST_NOTE: Final = 2000
TYPED: Final = ("description", "quantity", "unit_price", "tax_rate")
BILLS: Final = ("service", "first", "end", "visit")
CENTS: Final = 2

type Row = dict[str, Any]


class LineForm(forms.Form):
    """One line. What it bills of a service travels unseen and is checked when it is saved."""

    use_required_attribute = False
    description = forms.CharField(label=_("Description"), max_length=300)
    quantity = forms.DecimalField(
        label=_("Quantity"),
        min_value=Decimal("0.001"),
        max_value=LARGEST - 1,
        decimal_places=3,
        localize=True,
    )
    unit_price = forms.DecimalField(
        label=_("Price"), min_value=1 - LARGEST, max_value=LARGEST - 1, decimal_places=4, localize=True
    )
    tax_rate = forms.DecimalField(
        label=_("Tax in %"), min_value=Decimal(0), max_value=Decimal(100), decimal_places=3, localize=True
    )
    service = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    first = forms.DateField(required=False, widget=forms.HiddenInput)
    end = forms.DateField(required=False, widget=forms.HiddenInput)
    visit = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def draft(self) -> LineDraft:
        """What was typed, of a valid form."""
        said = self.cleaned_data
        first, end = said["first"], said["end"]
        return LineDraft(
            description=said["description"],
            quantity=said["quantity"],
            unit_price=said["unit_price"],
            tax_rate=said["tax_rate"],
            service=said["service"] or None,
            days=Days(first=first, end=end) if first is not None else None,
            visit=said["visit"],
        )


class DraftForm(forms.Form):
    """The invoice as a whole; `stamp` says which writing of the draft was seen, `period` for which month it was filled."""

    use_required_attribute = False
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Stands on the invoice, below the lines."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stamp = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean_currency(self) -> str:
        """Letters are capital whoever types them."""
        return str(self.cleaned_data["currency"]).upper()


def rows_of(lines: Sequence[LineDraft]) -> list[Row]:
    """Lines as a form is filled with them."""
    return [
        {
            "description": line.description,
            "quantity": rounded_for_a_field(line.quantity),
            "unit_price": rounded_for_a_field(line.unit_price, CENTS),
            "tax_rate": rounded_for_a_field(line.tax_rate),
            "service": line.service or "",
            "first": line.days.first.isoformat() if line.days else "",
            "end": line.days.end.isoformat() if line.days and line.days.end else "",
            "visit": line.visit,
        }
        for line in lines
    ]


def typed_rows(typed: QueryDict) -> list[Row]:
    """The lines as they were typed, in order."""
    count = typed.get("lines", "")
    number = int(count) if count.isdecimal() and len(count) < len("10000") else 0
    return [
        {name: typed.get(f"line-{place}-{name}", "") for name in (*TYPED, *BILLS)}
        for place in range(min(number, MOST_READ))
    ]


def written(row: Mapping[str, Any]) -> bool:
    """Whether somebody wrote anything on this line."""
    return any(str(row.get(name) or "").strip() for name in ("description", "unit_price", "service"))


def line_forms(rows: Sequence[Row], *, bound: bool) -> list[LineForm]:
    """A form for each row; bound ones say what is wrong."""
    if not bound:
        return [LineForm(initial=row, prefix=f"line-{place}") for place, row in enumerate(rows)]
    return [
        LineForm({f"line-{place}-{name}": said for name, said in row.items()}, prefix=f"line-{place}")
        for place, row in enumerate(rows)
    ]
