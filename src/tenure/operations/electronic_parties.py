"""Whether an invoice carries its data (Factur-X), who stands in them as seller and buyer, and what they lack (R46)."""

from dataclasses import dataclass
from typing import Final

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

from tenure.core.money import minor_digits
from tenure.core.wording import Message, say
from tenure.outlets.electronic_invoice import Party
from tenure.records.buyers import Buyer
from tenure.records.models import Invoice, Letterhead
from tenure.speech.countries import EUROPEAN_UNION, country_code

MOST_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who bills whom."""

    seller: Party
    buyer: Party


def what_is_missing(row: Invoice, head: Letterhead | None, buyer: Buyer | None) -> tuple[Message, ...] | None:
    """What keeps the data out of this invoice; empty where nothing does.

    None where nobody expects them: a draft or a void invoice, or a firm or customer outside of the European Union.
    """
    if buyer is None or row.number is None or row.voided_at is not None:
        return None
    own = (head.country if head is not None else "") or row.firm.country
    their = country_code(buyer.country)
    if own not in EUROPEAN_UNION or (their and their not in EUROPEAN_UNION):
        return None
    lacks = []
    if head is None or not head.tax_number:
        lacks.append(say("The letterhead has no tax number."))
    if not their:
        lacks.append(say("The country of %(client)s is missing or not known.", client=buyer.name))
    if minor_digits(row.currency) > MOST_DECIMALS:
        lacks.append(say("The currency has more than two decimals."))
    return tuple(lacks)


def parties_of(row: Invoice, head: Letterhead, buyer: Buyer) -> Parties:
    """Who stands in the data of an invoice that lacks nothing."""
    return Parties(
        seller=Party(
            name=head.name,
            country=head.country or row.firm.country,
            lines=tuple(head.street.splitlines()),
            postal_code=head.postal_code,
            city=head.city,
            vat=vat_number(head.country or row.firm.country, head.tax_number),
            legal_id=head.company_number,
        ),
        buyer=_buyer(row, buyer),
    )


def vat_number(country: str, written: str) -> str:
    """A tax number as the data want it: compact, with its country before it; as it was written if it is none."""
    module = get_cc_module(country, "vat")
    try:
        number = module.validate(written) if module is not None else written
    except ValidationError:
        return written.replace(" ", "")
    prefix = "EL" if country == "GR" else country
    return number if number.startswith(prefix) else f"{prefix}{number}"


def _buyer(row: Invoice, buyer: Buyer) -> Party:
    country = country_code(buyer.country)
    client = row.client
    numbers = {
        "vat": vat_number(country, client.tax_number) if client is not None and client.tax_number else "",
        "legal_id": client.company_number if client is not None else "",
    }
    if row.buyer == buyer.shown:
        return Party(
            name=buyer.name,
            country=country,
            lines=tuple(buyer.street.splitlines()),
            postal_code=buyer.postal_code,
            city=buyer.city,
            **numbers,
        )
    # The customer's record has changed since: the invoice says whom it was made out to.
    name, *lines = row.buyer.splitlines()
    return Party(name=name, country=country, lines=tuple(lines), **numbers)
