"""The words of a reading: what each field is called and says, how sure the machine is, what is to be looked at (R20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, assert_never

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from tenure.core.money import minor_digits
from tenure.core.reading.arithmetic import Sum, SumOf
from tenure.core.reading.corrected import Correctable, Values
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
class SumShown:
    """One sum in words."""

    right: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateShown:
    """The tax at one rate; `net` is empty where the document does not say it."""

    rate: str
    net: str
    tax: str


def rates_shown(values: Values) -> list[RateShown]:
    """The tax by rate, as it holds now."""
    currency = values.fields.get(Field.CURRENCY, "")
    return [_rate(one, currency) for one in values.rates]


def sums_shown(values: Values) -> list[SumShown]:
    """Each sum as a sentence, with whether it is right."""
    currency = values.fields.get(Field.CURRENCY, "")
    return [SumShown(right=one.right, text=_sum(one, currency)) for one in values.sums]


def doubts_of(reading: Reading, values: Values) -> list[str]:
    """What somebody has to look at, one sentence each; what they put right is none of it any more."""
    open_still = (field for field in reading.doubtful if Correctable(field.value) not in values.corrected)
    doubts = [_doubt(field, reading.fields.get(field)) for field in open_still]
    return [*doubts, _("The amounts do not add up.")] if values.adds_up is False else doubts


def value_in_words(field: Field, value: str, currency: str) -> str:
    """A canonical value as people read it."""
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


def _sum(one: Sum, currency: str) -> str:
    said = {"makes": _amount(one.makes, currency), "says": _amount(one.says, currency)}
    match one.of:
        case SumOf.TOTAL if one.right:
            return _("Net and tax make the total: %(makes)s.") % said
        case SumOf.TOTAL:
            return _("Net and tax make %(makes)s, but the total is %(says)s.") % said
        case SumOf.TAX if one.right:
            return _("The tax of all rates makes the tax: %(makes)s.") % said
        case SumOf.TAX:
            return _("The tax of all rates makes %(makes)s, but the tax is %(says)s.") % said
        case SumOf.NET:
            return _("The net of all rates makes %(makes)s, but the net is %(says)s.") % said
        case SumOf.RATE:
            rate = _percent((one.rate or Decimal(0)).normalize())
            words = (
                _("At %(rate)s the tax is %(makes)s.")
                if one.right
                else _("At %(rate)s the tax would be %(makes)s, not %(says)s.")
            )
            return words % {**said, "rate": rate}
        case _:
            assert_never(one.of)


def _doubt(field: Field, found: Found | None) -> str:
    if found is None:
        return _("%(field)s: not found.") % {"field": LABELS[field]}
    sure = _("%(percent)s %% sure") % {"percent": _share(found.confidence)}
    return _("%(field)s: only %(sure)s.") % {"field": LABELS[field], "sure": sure}


def sureness(confidence: float) -> Sureness:
    """How sure that is, as a word."""
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
