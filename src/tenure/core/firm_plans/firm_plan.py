"""A plan that a firm pays for: what so many clients come to in a month, and from when a change counts (R47)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenure.core.money import to_minor
from tenure.core.months import add_months
from tenure.core.tariffs.tariff import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPrice:
    """A month's price in minor units: `base` covers the clients included, `client` is for each one more."""

    currency: str
    base: int
    client: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPlan:
    """One plan. `prices` begin with the one that holds where a firm's currency has none."""

    code: str
    name: Text
    summary: Text
    included: int
    prices: tuple[FirmPrice, ...]

    def price_in(self, currency: str) -> FirmPrice:
        """The price in a firm's currency, else in the catalogue's own."""
        return next((price for price in self.prices if price.currency == currency), self.prices[0])

    def month(self, clients: int, currency: str) -> int:
        """What so many counted clients come to in a month, in minor units of that price's currency."""
        price = self.price_in(currency)
        return price.base + price.client * max(clients - self.included, 0)


def counts_from(today: date) -> date:
    """From when a change that is made today counts: the first day of the next month."""
    return add_months(today.replace(day=1), 1)


def read_plans(document: Mapping[str, object]) -> tuple[FirmPlan, ...]:
    """The plans of a catalogue. Raises ValueError or KeyError on one that cannot be read."""
    own = str(document["currency"])
    plans = tuple(_plan(_table(row), own) for row in _rows(document["plans"]))
    if len({plan.code for plan in plans}) != len(plans):
        raise ValueError("two plans have the same code")
    return plans


def _plan(row: Mapping[str, object], own: str) -> FirmPlan:
    prices = [_price(currency, _table(one)) for currency, one in _table(row["prices"]).items()]
    if own not in {price.currency for price in prices}:
        raise ValueError(f"plan {row['code']!r} has no price in {own}")
    included = row["included"]
    if isinstance(included, bool) or not isinstance(included, int) or included < 0:
        raise ValueError(f"a number of clients is expected, not {included!r}")
    return FirmPlan(
        code=str(row["code"]),
        name=_text(row["name"]),
        summary=_text(row["summary"]),
        included=included,
        prices=tuple(sorted(prices, key=lambda price: price.currency != own)),
    )


def _price(currency: str, row: Mapping[str, object]) -> FirmPrice:
    base, client = (to_minor(Decimal(str(row[name])), currency) for name in ("base", "client"))
    if base < 0 or client < 0:
        raise ValueError(f"a price in {currency} is less than nothing")
    return FirmPrice(currency=currency, base=base, client=client)


def _text(value: object) -> Text:
    texts = _table(value)
    return Text(en=str(texts["en"]), fr=str(texts["fr"]))


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"a table is expected, not {value!r}")
    return value


def _rows(value: object) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(f"a list is expected, not {value!r}")
    return value
