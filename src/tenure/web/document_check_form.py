"""What a person types while checking a document: in their own language, kept as typed, understood or told why not (R20)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from tenure.core.document_checks import LONGEST_TEXT, wrong_in
from tenure.core.reading.corrected import Correctable
from tenure.core.reading.lexicon import LANGUAGES
from tenure.core.reading.reading import Field
from tenure.core.reading.typed import account_typed, amount_typed, currency_typed, day_typed, words_typed
from tenure.speech.speak import speak
from tenure.web.reading_words import IBAN_GROUP, KINDS, LABELS

# As people go through a document; what belongs together stands together.
ORDER: Final = (
    Correctable.SUPPLIER,
    Correctable.KIND,
    Correctable.NUMBER,
    Correctable.DATE,
    Correctable.DUE_DATE,
    Correctable.CURRENCY,
    Correctable.IBAN,
    Correctable.NET,
    Correctable.TAX,
    Correctable.TOTAL,
    Correctable.LANGUAGE,
)
DATES: Final = (Correctable.DATE, Correctable.DUE_DATE)
AMOUNTS: Final = (Correctable.NET, Correctable.TAX, Correctable.TOTAL)
CHOSEN: Final = (Correctable.KIND, Correctable.LANGUAGE)
# The month as a word: it is understood whichever way round its reader counts.
DAY: Final = "j F Y"
NO_CHOICE: Final = ("", gettext_lazy("Not known"))


class CheckForm(forms.Form):
    """The fields of one document; `seen` is the receipt of what was shown, `was` what they said then."""

    use_required_attribute = False
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    was = forms.CharField(required=False, max_length=20_000, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, country: str, languages: tuple[str, ...] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "auto_id": "field-%s"})
        self.country = country
        for name in ORDER:
            self.fields[name.value] = _field(name, languages)

    def clean(self) -> dict[str, Any]:
        """Everything in its canonical form; what was not understood or cannot be kept is told beside its field."""
        said = super().clean() or self.cleaned_data
        for name in (Correctable.CURRENCY, *(one for one in ORDER if one is not Correctable.CURRENCY)):
            if name.value in said:
                said[name.value] = self._understood(name, str(said[name.value]), said)
        for name, wrong in wrong_in(self.told()):
            self.add_error(name.value, speak(wrong))
        return said

    def told(self) -> dict[Correctable, str]:
        """What could be understood, canonical."""
        kept = self.cleaned_data
        return {
            name: kept[name.value] for name in ORDER if name.value in kept and name.value not in self.errors
        }

    def _understood(self, name: Correctable, text: str, said: Mapping[str, Any]) -> str:
        if not text.strip():
            return ""
        found = self._canonical(name, text, str(said.get(Correctable.CURRENCY.value, "")))
        if found is None:
            self.add_error(name.value, _not_understood(name))
            return ""
        return found

    def _canonical(self, name: Correctable, text: str, currency: str) -> str | None:
        if name in DATES:
            return day_typed(text, language=_language(), country=self.country)
        if name in AMOUNTS:
            return amount_typed(text, decimal_mark=get_format("DECIMAL_SEPARATOR"), currency=currency)
        return _PLAIN.get(name, words_typed)(text)


_PLAIN: Final[Mapping[Correctable, Callable[[str], str | None]]] = {
    Correctable.CURRENCY: currency_typed,
    Correctable.IBAN: account_typed,
    Correctable.KIND: str,
    Correctable.LANGUAGE: str,
}


def as_typed(name: Correctable, value: str, currency: str) -> str:
    """A canonical value as somebody would type it in their language; typed again it means the same."""
    if not value:
        return ""
    if name in DATES:
        return date_format(date.fromisoformat(value), DAY)
    if name in AMOUNTS:
        return amount_as_typed(Decimal(value), currency)
    if name is Correctable.IBAN:
        return " ".join(value[start : start + IBAN_GROUP] for start in range(0, len(value), IBAN_GROUP))
    return value


def amount_as_typed(amount: Decimal, currency: str) -> str:
    """With the decimals of its currency, or those it has if they are more."""
    padded = Decimal(amount_typed(f"{amount:f}", decimal_mark=".", currency=currency) or amount)
    places = max(0, -int(padded.as_tuple().exponent))
    return number_format(padded, decimal_pos=places, use_l10n=True, force_grouping=True)


def _field(name: Correctable, languages: tuple[str, ...]) -> forms.Field:
    label = str(LABELS[Field(name.value)])
    if name is Correctable.KIND:
        return forms.ChoiceField(label=label, required=False, choices=[NO_CHOICE, *KINDS.items()])
    if name is Correctable.LANGUAGE:
        return forms.ChoiceField(label=label, required=False, choices=_languages(languages))
    attributes = {"autocomplete": "off", "spellcheck": "false"}
    if name in AMOUNTS:
        attributes |= {"inputmode": "decimal", "class": "figures"}
    if name is Correctable.CURRENCY:
        attributes |= {"autocapitalize": "characters"}
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT.get(name, 60),
        widget=forms.TextInput(attrs=attributes),
    )


def _languages(more: tuple[str, ...]) -> list[tuple[str, Any]]:
    known = (code for code in dict.fromkeys((*LANGUAGES, *more)) if code)
    return [NO_CHOICE, *((code, _named(code)) for code in known)]


def _named(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _not_understood(name: Correctable) -> str:
    if name in DATES:
        example = date_format(date(2026, 11, 3), DAY)
        return _("This is no day. Type it such as %(example)s.") % {"example": example}
    if name in AMOUNTS:
        example = number_format(Decimal("1234.56"), decimal_pos=2, force_grouping=True)
        return _("This is no amount. Type it such as %(example)s.") % {"example": example}
    return _("This is no currency. Type its code, such as EUR.")


def _language() -> str:
    return (get_language() or "en")[:2]
