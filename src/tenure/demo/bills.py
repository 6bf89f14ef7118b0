"""Bills and receipts as they come in: named as people name such files, with figures that add up."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

from django.utils.formats import date_format

from tenure.demo.pdf import page
from tenure.demo.words import Stationery

SMUDGE = "#.#.##"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A file: its name and its bytes."""

    name: str
    content: bytes


def bill(stationery: Stationery, to: str, at: datetime, chance: Random, *, smudged: bool = False) -> Bill:
    """A bill to somebody, as it comes in at `at`; nobody can read the day of a smudged one.

    Month names are in the active language.
    """
    supplier = chance.choice(stationery.suppliers)
    number = f"{chance.randrange(10_000, 99_999)}"
    name = chance.choice(stationery.papers).format_map(
        {
            "supplier": supplier,
            "day": f"{at:%Y-%m-%d}",
            "month": date_format(at, "F"),
            **{f"digits{count}": number[:count] for count in (4, 5)},
        }
    )
    title, addressed, day, total = stationery.labels
    prices = _prices(stationery, chance)
    lines = [
        supplier,
        "",
        f"{title} {number}",
        f"{addressed}: {to}",
        f"{day}: " + (SMUDGE if smudged else f"{at:%d.%m.%Y}"),
        "",
        *(f"{what}: {stationery.sign} {price:.2f}" for what, price in prices.items()),
        "",
        f"{total}: {stationery.sign} {sum(prices.values()):.2f}",
    ]
    return Bill(name=name, content=page(lines))


def _prices(stationery: Stationery, chance: Random) -> dict[str, Decimal]:
    """One to three things and what they cost."""
    goods = chance.sample(stationery.goods, chance.randrange(1, 4))
    return {what: Decimal(chance.randrange(900, 48_000)) / 100 for what in goods}
