"""What people fill in on the way of a client book: the file, its columns, how it is read, products (R57)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tenure.core.books import FIELD_LABELS, Field
from tenure.core.policy import Product
from tenure.outlets.books import DELIMITERS, ENCODINGS
from tenure.speech.speak import speak
from tenure.web.import_words import DELIMITERS as DELIMITER_WORDS
from tenure.web.import_words import ENCODINGS as ENCODING_WORDS

NO_DELIMITER = "\x1f"


class BookForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("Client book"),
        allow_empty_file=True,  # the reading says it better
        max_length=None,
        widget=forms.FileInput(
            attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"}
        ),
        help_text=_("CSV with a row of headers, up to 64 MB and 250,000 rows."),
        error_messages={"required": _("Choose a file first."), "missing": _("Choose a file first.")},
    )

    def uploaded(self) -> "UploadedFile[bytes]":
        """The file of a valid form."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return file


class ReadingForm(forms.Form):
    """How the file is read, if it was not recognised."""

    encoding = forms.ChoiceField(
        label=_("Encoding"), choices=[(name, ENCODING_WORDS[name]) for name in ENCODINGS]
    )
    # Signs that vanish or turn in an address or a form stand under a name of their own.
    delimiter = forms.ChoiceField(label=_("Separator"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        signs = (*DELIMITERS, NO_DELIMITER)
        self.fields["delimiter"].choices = [(f"{ord(sign)}", DELIMITER_WORDS[sign]) for sign in signs]  # type: ignore[attr-defined]

    def sign(self) -> str:
        """The separator chosen in a valid form."""
        return chr(int(self.cleaned_data["delimiter"]))


class ColumnsForm(forms.Form):
    """What each column means: one choice a column, in the order of the file."""

    def __init__(
        self, mapping: Sequence[Sequence[str | None]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        choices = [("", _("Do not import")), *((one.value, speak(FIELD_LABELS[one])) for one in Field)]
        for place, (header, field) in enumerate(mapping):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=header or "", choices=choices, required=False, initial=field or ""
            )

    def chosen(self) -> list[Field | None]:
        """The fields of a valid form, in the order of the columns."""
        said = (self.cleaned_data[name] for name in self.fields)
        return [Field(value) if value else None for value in said]


class ConfirmationForm(forms.Form):
    """Which products the new clients get, and the receipt of the preview that was looked at."""

    products = forms.MultipleChoiceField(
        label=_("Products of the new clients"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your firm pays for them from now on. Change it for a single client at any time."),
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, products: Sequence[Product], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["products"].choices = [(product.code, product.name) for product in products]  # type: ignore[attr-defined]
        if not products:
            del self.fields["products"]
