"""Whose work it is to check a document, and what a person may say a document says (R20, R24, R48)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from tenure.core.facts import Facts
from tenure.core.reading.checks import is_iban
from tenure.core.reading.corrected import Correctable, rates_from_text
from tenure.core.reading.currencies import currency_code
from tenure.core.reading.dates import EARLIEST, LATEST
from tenure.core.reading.reading import DocumentKind
from tenure.core.reading.typed import fits
from tenure.core.standing import own_plan_reads
from tenure.core.wording import Message, say

LONGEST_TEXT: Final[Mapping[Correctable, int]] = {Correctable.SUPPLIER: 200, Correctable.NUMBER: 100}
AMOUNTS: Final = (Correctable.NET, Correctable.TAX, Correctable.TOTAL)
DATES: Final = (Correctable.DATE, Correctable.DUE_DATE)
MOST_RATES: Final = 12


def client_checks(facts: Facts) -> bool:
    """Whether a client's own people check its documents: no firm looks after it, or its own plan reads them.

    A firm's people check the documents of all its clients, whoever pays.
    """
    return own_plan_reads(facts) or not facts.connected


def wrong_in(told: Mapping[Correctable, str]) -> Iterator[tuple[Correctable, Message]]:
    """What cannot be kept, one sentence a field. `told` is canonical; what is empty is never wrong."""
    currency = told.get(Correctable.CURRENCY, "")
    for name, value in told.items():
        wrong = _wrong(name, value, currency) if value else None
        if wrong is not None:
            yield name, wrong


def _wrong(name: Correctable, value: str, currency: str) -> Message | None:
    if name in DATES:
        return (
            None
            if _is_day(value)
            else say("This is no day between %(first)s and %(last)s.", first=str(EARLIEST), last=str(LATEST))
        )
    if name in AMOUNTS:
        return None if fits(value, currency) else say("This has more decimals than its currency.")
    if name is Correctable.RATES:
        return _wrong_rates(value, currency)
    if name is Correctable.CURRENCY:
        return None if currency_code(value) else say("This is no currency. Type its code, such as EUR.")
    if name is Correctable.IBAN:
        return (
            None
            if is_iban(value)
            else say("The check digits of this IBAN are wrong. Compare it once more, or leave it empty.")
        )
    if name is Correctable.KIND:
        return None if value in set(DocumentKind) else say("Choose one of the kinds.")
    longest = LONGEST_TEXT.get(name, 300)
    return None if len(value) <= longest else say("This is longer than %(most)d letters.", most=longest)


def _wrong_rates(value: str, currency: str) -> Message | None:
    rates = rates_from_text(value)
    if len(rates) > MOST_RATES:
        return say("There are more than %(most)d rates.", most=MOST_RATES)
    amounts = (amount for one in rates for amount in (one.net, one.tax) if amount is not None)
    if not all(fits(f"{amount:f}", currency) for amount in amounts):
        return say("This has more decimals than its currency.")
    return (
        None
        if all(Decimal(0) <= one.rate <= Decimal(100) for one in rates)
        else say("A rate is a percentage between 0 and 100.")
    )


def _is_day(value: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(value).year <= LATEST
    except ValueError:
        return False
