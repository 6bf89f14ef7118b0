"""A firm writes what stands on its invoices about itself; numbers with check digits are checked (R46)."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError as NoAddress
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from stdnum import bic, get_cc_module, iban
from stdnum.exceptions import ValidationError

from tenure.core.actor import Actor, Right
from tenure.core.wording import Message, say
from tenure.operations.errors import Invalid
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.writing import write_changed
from tenure.records.models import Letterhead
from tenure.speech.countries import country_code

LONGEST: Final = {
    "name": 200, "street": 400, "postal_code": 20, "city": 120, "region": 120, "tax_number": 60,
    "company_number": 60, "email": 254, "phone": 60, "terms": 5_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadDetails:
    """What a person writes; all but the name may stay empty. `country` in two letters; numbers as people write them."""

    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    tax_number: str = ""
    company_number: str = ""
    email: str = ""
    phone: str = ""
    iban: str = ""
    bic: str = ""
    terms: str = ""


def edit_letterhead(
    details: LetterheadDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes it anew; returns the names of the fields that changed. Invoices that exist are printed with it too.

    Raises NotAllowed, and Invalid with the field for what cannot be used.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.POLICY, at=at)
    values = {name: value.strip() for name, value in asdict(details).items()}
    for field, problem in problems_of(values):
        raise Invalid(problem, field)
    values |= {"iban": iban.compact(values["iban"]), "bic": bic.compact(values["bic"])}
    values["country"] = values["country"].upper()
    with transaction.atomic():
        firm = lock_firm(firm_id)
        row = Letterhead.objects.filter(firm=firm).first()
        if row is None:
            changed = tuple(name for name, value in values.items() if value)
            Letterhead.objects.create(firm=firm, **values)
        else:
            changed = write_changed(row, values)
        if changed:
            content = {"fields": list(changed), "by": commitments([actor.person])[actor.person]}
            note([Event(chain=firm_id, event="letterhead_edited", content=content)], at=at)
    return changed


def problems_of(values: dict[str, str]) -> Iterator[tuple[str, Message]]:
    """Every field that cannot be used, with the reason."""
    if not values["name"]:
        yield "name", say("An invoice says who bills.")
    for field, most in LONGEST.items():
        if len(values[field]) > most:
            yield field, say("That is too long.")
    country = values["country"].upper()
    if country and country_code(country) != country:
        yield "country", say("There is no such country.")
    if values["email"] and not _passes(validate_email, values["email"]):
        yield "email", say("This is no e-mail address.")
    if values["iban"] and not _passes(iban.validate, values["iban"]):
        yield "iban", say("This is no IBAN: its check digits do not fit.")
    if values["bic"] and not _passes(bic.validate, values["bic"]):
        yield "bic", say("This is no BIC: it has 8 or 11 letters and figures.")
    module = get_cc_module(country, "vat") if country else None
    if values["tax_number"] and module is not None and not _passes(module.validate, values["tax_number"]):
        yield "tax_number", say("This is no tax number of that country: its check digits do not fit.")


def _passes(check: Callable[[str], object], value: str) -> bool:
    try:
        check(value)
    except (ValidationError, NoAddress):
        return False
    return True
