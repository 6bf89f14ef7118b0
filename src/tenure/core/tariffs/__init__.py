"""The plans that clients can take for themselves: the catalogue that comes with Tenure (R12, R48)."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from tenure.core.tariffs.tariff import Catalogue, checked_catalogue


def catalogue_of(text: str) -> Catalogue:
    """The catalogue that a TOML document describes. Raises ValueError with every reason why it cannot be used."""
    return checked_catalogue(tomllib.loads(text, parse_float=Decimal))


@cache
def built_in() -> Catalogue:
    """The catalogue of an installation that brings none of its own."""
    return catalogue_of(files(__name__).joinpath("catalogue.toml").read_text(encoding="utf-8"))
