"""E-invoices: what stands in their XML is taken as it is (Factur-X, ZUGFeRD, XRechnung, UBL; R20).

The two languages, CII and UBL, differ only in where a value stands: that is the tables in einvoice_paths.py.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from stdnum import iban
from stdnum.exceptions import ValidationError

from tenure.core.reading.reading import DocumentKind, Field, Found, Reading, Source, TaxRate
from tenure.outlets.extraction.einvoice_paths import CREDIT_NOTE_CODES, LANGUAGES, Language
from tenure.outlets.extraction.limits import MAX_XML_BYTES, MAX_XML_DEPTH
from tenure.outlets.extraction.troubles import Refused, Trouble

_LONGEST_TEXT = 200
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 15
_AMOUNTS = {Field.NET, Field.TAX, Field.TOTAL}
_DATES = {Field.DATE, Field.DUE_DATE}


def read_xml(content: bytes) -> Reading:
    """The reading of an e-invoice. Raises Refused for any other XML, and for XML with entities or a DOCTYPE."""
    root = _root_of(content)
    language = _language_of(root)
    if language is None:
        raise Refused(Trouble.NOT_AN_E_INVOICE)
    values = dict(_values(root, language))
    rates = tuple(_tax_rates(root, language))
    if values.get(Field.TOTAL, "").startswith("-"):
        values, rates = _as_credit_note(values, rates)
    fields = {field: Found(value=value, confidence=1.0) for field, value in values.items()}
    return Reading(fields=fields, rates=rates, source=Source.XML, adds_up=_adds_up(fields, rates))


def _as_credit_note(
    values: dict[Field, str], rates: tuple[TaxRate, ...]
) -> tuple[dict[Field, str], tuple[TaxRate, ...]]:
    """The same with the signs turned round: amounts of a credit note are positive, its kind says which way they go."""
    turned = {
        field: str(-Decimal(value)) if field in _AMOUNTS else value for field, value in values.items()
    } | {Field.KIND: DocumentKind.CREDIT_NOTE.value}
    return turned, tuple(
        TaxRate(rate=one.rate, net=None if one.net is None else -one.net, tax=-one.tax) for one in rates
    )


class _ShallowTree(TreeBuilder):
    """Builds the tree as it is read, and gives up where no invoice goes that deep."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > MAX_XML_DEPTH:
            raise Refused(Trouble.UNSAFE_XML)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _root_of(content: bytes) -> Element:
    if len(content) > MAX_XML_BYTES:
        raise Refused(Trouble.TOO_LARGE)
    parser = DefusedXMLParser(target=_ShallowTree(), forbid_dtd=True)
    try:
        parser.feed(content)
        root = parser.close()
    except DefusedXmlException as error:
        raise Refused(Trouble.UNSAFE_XML) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refused(Trouble.DAMAGED) from error
    assert isinstance(root, Element)
    return root


def _language_of(root: Element) -> Language | None:
    space, _, name = root.tag.removeprefix("{").rpartition("}")
    for language in LANGUAGES:
        if name in language.roots and space.startswith(language.roots[name]):
            return language
    return None


def _values(root: Element, language: Language) -> Iterator[tuple[Field, str]]:
    for field, paths in language.fields.items():
        value = _value(field, _first(root, paths, currency=_currency(root, language)))
        if value:
            yield field, value
    yield Field.KIND, _kind(root, language)


def _kind(root: Element, language: Language) -> DocumentKind:
    code = _text(_first(root, language.type_codes))
    credit = root.tag.endswith("}CreditNote") or code in CREDIT_NOTE_CODES
    return DocumentKind.CREDIT_NOTE if credit else DocumentKind.INVOICE


def _currency(root: Element, language: Language) -> str:
    return _text(_first(root, language.fields[Field.CURRENCY])).upper()


def _value(field: Field, element: Element | None) -> str:
    text = _text(element)
    if field in _AMOUNTS:
        amount = _decimal(text)
        return "" if amount is None else str(amount.quantize(_CENT))
    if field in _DATES:
        return _day(text)
    if field is Field.CURRENCY:
        return text.upper() if len(text) == len("EUR") and text.isascii() and text.isalpha() else ""
    if field is Field.IBAN:
        return _iban(text)
    return text


def _day(text: str) -> str:
    """A day as 2026-11-22; CII writes 20261122, UBL may add a zone."""
    try:
        return date.fromisoformat(text[:8] if text[:8].isdigit() else text[:10]).isoformat()
    except ValueError:
        return ""


def _iban(text: str) -> str:
    try:
        return iban.validate(text)
    except ValidationError:
        return ""


def _decimal(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < _LARGEST else None


def _tax_rates(root: Element, language: Language) -> Iterator[TaxRate]:
    for path in language.tax_lines:
        for line in _all(root, path):
            rate = _decimal(_text(_first(line, language.tax_rate)))
            tax = _decimal(_text(_first(line, language.tax_amount)))
            if rate is not None and tax is not None:
                net = _decimal(_text(_first(line, language.tax_net)))
                yield TaxRate(rate=rate, net=net, tax=tax)


def _adds_up(fields: dict[Field, Found], rates: tuple[TaxRate, ...]) -> bool | None:
    if not fields.keys() >= _AMOUNTS:
        return None
    net, tax, total = (Decimal(fields[field].value) for field in (Field.NET, Field.TAX, Field.TOTAL))
    cents = _CENT * max(1, len(rates))
    return abs(net + tax - total) <= cents and (
        not rates or abs(sum(rate.tax for rate in rates) - tax) <= cents
    )


def _first(root: Element, paths: tuple[str, ...], *, currency: str = "") -> Element | None:
    """The first element that one of the paths leads to; among several the one in the document's own currency."""
    for path in paths:
        found = list(_all(root, path))
        own = [element for element in found if element.get("currencyID", currency) == currency]
        if found:
            return own[0] if own else found[0]
    return None


def _all(root: Element, path: str) -> Iterator[Element]:
    name, _, rest = path.partition("/")
    for child in root:
        if child.tag.rpartition("}")[2] == name:
            if rest:
                yield from _all(child, rest)
            else:
                yield child


def _text(element: Element | None) -> str:
    return " ".join((element.text or "").split())[:_LONGEST_TEXT] if element is not None else ""
