"""The signs and codes of money."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tenure.core.money import minor_digits

_CODE = re.compile("[A-Z]{3}")


@cache
def currency_code(sign: str) -> str | None:
    """The code that a sign, a word or a code stands for; None if it is no money."""
    if sign in _signs():
        return _signs()[sign]
    if not _CODE.fullmatch(sign) or sign in _table()["never"]["codes"]:
        return None
    try:
        minor_digits(sign)
    except ValueError:
        return None
    return sign


def marks_of_dollars() -> Mapping[str, list[str]]:
    """Which dollars they are, by what else a document shows."""
    return _table()["dollars"]


def currency_of_country(country: str) -> str | None:
    """What is paid with in a country whose tax numbers or accounts can be told."""
    return next((code for code, countries in _table()["countries"].items() if country in countries), None)


@cache
def _signs() -> Mapping[str, str]:
    return {sign: str(code) for sign, code in _table()["signs"].items()}


@cache
def _table() -> Mapping[str, dict[str, list[str]]]:
    file = files("tenure.core.reading") / "words" / "currencies.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
