"""The words of a reading: what each field is called and says, how sure the machine is, what is to be looked at (R20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from tenure.core.money import minor_digits
from tenure.core.reading.reading import SURE, DocumentKind, Field, Found, Reading, Source, TaxRate

# From here on hardly any field is wrong.
QUITE_SURE: Final = 0.9
IBAN_GROUP: Final = 4
DATES: Final = (Field.DATE, Field.DUE_DATE)
AMOUNTS: Final = (Field.NET, Field.TAX, Field.TOTAL)

LABELS: Final[Mapping[Field, str | Promise]] = {
    Field.KIND: pgettext_lazy("document", "Kind"),
    Field.SUPPLIER: gettext_lazy("Supplier"),
    Field.NUMBER: gettext_lazy("Document number"),
    Field.DATE: pgettext_lazy("document", "Date"),
    Field.DUE_DATE: gettext_lazy("Due date"),
    Field.CURRENCY: gettext_lazy("Currency"),
    Field.NET: pgettext_lazy("amount", "Net"),
    Field.TAX: pgettext_lazy("amount", "Tax"),
    Field.TOTAL: pgettext_lazy("amount", "Total"),
    Field.IBAN: gettext_lazy("IBAN"),
    Field.LANGUAGE: gettext_lazy("Language"),
}
KINDS: Final[Mapping[str, str | Promise]] = {
    DocumentKind.INVOICE.value: gettext_lazy("Invoice"),
    DocumentKind.CREDIT_NOTE.value: gettext_lazy("Credit note"),
    DocumentKind.RECEIPT.value: gettext_lazy("Receipt"),
}
SOURCES: Final[Mapping[Source, str | Promise]] = {
    Source.XML: gettext_lazy("The e-invoice in the file"),
    Source.TEXT: gettext_lazy("The text of the file"),
    Source.OCR: gettext_lazy("The picture of a scan or a photo"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How sure the machine is of a field: a word with its look, and a share in percent."""

    text: str | Promise
    tone: str
    icon: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One field as it is read; `value` is empty and `sure` None for what was not found."""

    label: str | Promise
    value: str
    sure: Sureness | None
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RateShown:
    """The tax at one rate; `net` is empty where the document does not say it."""

    rate: str
    net: str
    tax: str


def fields_shown(reading: Reading) -> list[FieldShown]:
    """Every field in the order people look for them, also those that were not found."""
    doubtful = reading.doubtful
    return [_shown(field, reading, doubtful=field in doubtful) for field in LABELS]


def rates_shown(reading: Reading) -> list[RateShown]:
    """The tax by rate."""
    return [_rate(one, _currency(reading)) for one in reading.rates]


def doubts_of(reading: Reading) -> list[str]:
    """What somebody has to look at, one sentence each."""
    doubts = [_doubt(field, reading.fields.get(field)) for field in reading.doubtful]
    return [*doubts, _("The amounts do not add up.")] if reading.adds_up is False else doubts


def _shown(field: Field, reading: Reading, *, doubtful: bool) -> FieldShown:
    found = reading.fields.get(field)
    return FieldShown(
        label=LABELS[field],
        value="" if found is None else _value(field, found.value, _currency(reading)),
        sure=None if found is None else _sureness(found.confidence),
        doubtful=doubtful,
    )


def _value(field: Field, value: str, currency: str) -> str:
    if field in DATES:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if field in AMOUNTS:
        return _amount(Decimal(value), currency)
    if field is Field.KIND:
        return str(KINDS[value])
    if field is Field.LANGUAGE:
        return str(get_language_info(value)["name_translated"])
    if field is Field.IBAN:
        return " ".join(value[start : start + IBAN_GROUP] for start in range(0, len(value), IBAN_GROUP))
    return value


def _amount(amount: Decimal, currency: str) -> str:
    if not currency:
        return number_format(amount, force_grouping=True)
    number = number_format(amount, decimal_pos=_digits(amount, currency), force_grouping=True)
    return _("%(amount)s %(currency)s") % {"amount": number, "currency": currency}


def _digits(amount: Decimal, currency: str) -> int:
    """The decimals of the currency, or those on the document if it has more: nothing read is rounded away."""
    exponent = amount.normalize().as_tuple().exponent
    return max(_own_digits(currency), -exponent if isinstance(exponent, int) else 0)


def _own_digits(currency: str) -> int:
    try:
        return minor_digits(currency)
    except ValueError:
        return 2


def _rate(one: TaxRate, currency: str) -> RateShown:
    return RateShown(
        rate=_percent(one.rate.normalize()),
        net="" if one.net is None else _amount(one.net, currency),
        tax=_amount(one.tax, currency),
    )


def _currency(reading: Reading) -> str:
    found = reading.fields.get(Field.CURRENCY)
    return "" if found is None else found.value


def _doubt(field: Field, found: Found | None) -> str:
    if found is None:
        return _("%(field)s: not found.") % {"field": LABELS[field]}
    sure = _("%(percent)s %% sure") % {"percent": _share(found.confidence)}
    return _("%(field)s: only %(sure)s.") % {"field": LABELS[field], "sure": sure}


def _sureness(confidence: float) -> Sureness:
    percent = _percent(Decimal(_share(confidence)))
    if confidence >= QUITE_SURE:
        return Sureness(text=gettext_lazy("Sure"), tone="good", icon="check", percent=percent)
    if confidence >= SURE:
        return Sureness(text=gettext_lazy("Fairly sure"), tone="info", icon="check", percent=percent)
    return Sureness(text=gettext_lazy("Unsure"), tone="warn", icon="warning", percent=percent)


def _share(confidence: float) -> int:
    """In percent, rounded down: what is below the mark never looks as if it reached it."""
    return int(Decimal(str(confidence)) * 100)


def _percent(number: Decimal) -> str:
    places = max(0, -int(number.as_tuple().exponent))
    return _("%(number)s%%") % {"number": number_format(number, decimal_pos=places)}
