"""A plan that clients can take for themselves, what it costs a month, and what it includes. Data, read and checked.

In code it is a tariff, because a plan is what a verb would do; people read "plan".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_NAME = 60
LONGEST_TEXT = 300
LONGEST_TO_PAY_DAYS = 90
DEAREST = Decimal(100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the catalogue in the languages of the product."""

    en: str
    fr: str

    def read_in(self, locale: str) -> str:
        """The text as somebody reads it whose language is `locale`."""
        return self.fr if locale.startswith("fr") else self.en

    def quoted_in(self, locale: str) -> str:
        """The text in quotation marks, for the middle of a sentence."""
        return (
            f"«\N{NO-BREAK SPACE}{self.fr}\N{NO-BREAK SPACE}»" if locale.startswith("fr") else f"“{self.en}”"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount with its currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """One plan. `prices` are a month's, one a currency; `extraction`: documents are read under it (R20)."""

    code: str
    name: Text
    summary: Text
    points: tuple[Text, ...]
    extraction: bool
    prices: tuple[Money, ...]

    def price_in(self, currency: str) -> Money | None:
        """A month's price in a currency; None where the plan has none."""
        return next((price for price in self.prices if price.currency == currency), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All plans, in the order they are shown. `trial` is the code of the one that can be tried, "" for none."""

    tariffs: tuple[Tariff, ...]
    trial: str
    currency: str
    pay_within_days: int
    pay_to: Text | None = None

    def tariff(self, code: str) -> Tariff | None:
        """The plan with this code."""
        return next((tariff for tariff in self.tariffs if tariff.code == code), None)

    def currency_for(self, wanted: str) -> str:
        """The currency wanted if every plan has a price in it, else the catalogue's own."""
        known = all(tariff.price_in(wanted) is not None for tariff in self.tariffs)
        return wanted if known else self.currency


def checked_catalogue(document: Mapping[str, object]) -> Catalogue:
    """The catalogue of a document that people wrote. Raises ValueError with every reason why it cannot be used."""
    reasons = tuple(_wrong(document))
    if reasons:
        raise ValueError("; ".join(reasons))
    return Catalogue(
        tariffs=tuple(_tariff(_table(row)) for row in _rows(document["plans"])),
        trial=str(document.get("trial", "")),
        currency=str(document["currency"]),
        pay_within_days=int(str(document.get("pay_within_days", 14))),
        pay_to=_text(document["pay_to"]) if "pay_to" in document else None,
    )


def _tariff(row: Mapping[str, object]) -> Tariff:
    return Tariff(
        code=str(row["code"]),
        name=_text(row["name"]),
        summary=_text(row["summary"]),
        points=tuple(_text(point) for point in _rows(row.get("points", ()))),
        extraction=row["extraction"] is True,
        prices=tuple(
            Money(amount=_amount(amount).quantize(Decimal("0.01")), currency=currency)
            for currency, amount in _table(row["prices"]).items()
        ),
    )


def _wrong(document: Mapping[str, object]) -> Iterator[str]:
    """Everything that stands against the document, each with the place it is about."""
    yield from _strangers(document, KNOWN, "the file")
    rows = [_table(row) for row in _rows(document.get("plans", ()))]
    if not rows:
        yield "there is no [[plans]]"
    codes = [str(row.get("code", "")) for row in rows]
    if len(set(codes)) != len(codes):
        yield "two plans have the same code"
    for row in rows:
        yield from _wrong_plan(row, str(document.get("currency", "")))
    if CURRENCY.fullmatch(str(document.get("currency", ""))) is None:
        yield 'currency must be three capitals such as "EUR"'
    if document.get("trial", "") not in {"", *codes}:
        yield f"trial names no plan: {document['trial']!r}"
    days = document.get("pay_within_days", 14)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= LONGEST_TO_PAY_DAYS:
        yield f"pay_within_days must be a whole number from 0 to {LONGEST_TO_PAY_DAYS}"
    if "pay_to" in document:
        yield from _wrong_text(document["pay_to"], "pay_to", LONGEST_TEXT)


def _wrong_plan(row: Mapping[str, object], currency: str) -> Iterator[str]:
    code = str(row.get("code", ""))
    where = f"plan {code!r}"
    yield from _strangers(row, KNOWN_OF_A_PLAN, where)
    if CODE.fullmatch(code) is None:
        yield f"{where}: code must be small letters, digits and hyphens"
    if not isinstance(row.get("extraction"), bool):
        yield f"{where}: extraction must be true or false"
    yield from _wrong_text(row.get("name"), f"{where}: name", LONGEST_NAME)
    yield from _wrong_text(row.get("summary"), f"{where}: summary", LONGEST_TEXT)
    for point in _rows(row.get("points", ())):
        yield from _wrong_text(point, f"{where}: points", LONGEST_TEXT)
    prices = _table(row.get("prices", {}))
    if currency not in prices:
        yield f"{where}: there is no price in {currency or 'the currency of the file'}"
    for name, amount in prices.items():
        if CURRENCY.fullmatch(name) is None or not _priced(amount):
            yield f'{where}: prices must look like EUR = "29.00"'


def _wrong_text(value: object, where: str, longest: int) -> Iterator[str]:
    texts = value if isinstance(value, Mapping) else {}
    if set(texts) != {"en", "fr"} or not all(
        isinstance(text, str) and 1 <= len(text.strip()) <= longest and text.isprintable()
        for text in texts.values()
    ):
        yield f"{where} must have en and fr, each of 1 to {longest} characters"


def _strangers(table: Mapping[str, object], known: frozenset[str], where: str) -> Iterator[str]:
    for name in sorted(set(table) - known):
        yield f"{where}: nobody knows {name!r}"


KNOWN = frozenset({"trial", "currency", "pay_within_days", "pay_to", "plans"})
KNOWN_OF_A_PLAN = frozenset({"code", "name", "summary", "points", "extraction", "prices"})


def _priced(value: object) -> bool:
    try:
        amount = _amount(value)
    except ValueError:
        return False
    cents = amount.as_tuple().exponent
    return 0 <= amount <= DEAREST and isinstance(cents, int) and cents >= -2  # noqa: PLR2004 - cents


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError(f"an amount is expected, not {value!r}")
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"an amount is expected, not {value!r}") from error
    if not amount.is_finite():
        raise ValueError(f"an amount is expected, not {value!r}")
    return amount


def _text(value: object) -> Text:
    texts = _table(value)
    return Text(en=str(texts["en"]).strip(), fr=str(texts["fr"]).strip())


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"a table is expected, not {value!r}")
    return value


def _rows(value: object) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(f"a list is expected, not {value!r}")
    return value
