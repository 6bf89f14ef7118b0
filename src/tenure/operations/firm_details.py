"""A firm keeps what it says about itself right: its name, language, hours, country and currency."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.operations.firms import NewFirm, problems_of
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.writing import write_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmDetails:
    """What a person writes about the firm; `time_zone` is an IANA name, in which its days and waits begin."""

    name: str
    locale: str
    time_zone: str
    country: str = ""
    currency: str = ""


def edit_firm(details: FirmDetails, *, actor: Actor, at: datetime | None = None) -> tuple[str, ...]:
    """Writes it anew; returns the names of the fields that changed.

    Days already written down, such as the end of a wait, stay the days they are; prices keep their currency. Raises
    `NotAllowed`, and `Invalid` as creating a firm does.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.POLICY, at=at)
    values = {name: value.strip() for name, value in asdict(details).items()}
    with transaction.atomic():
        firm = lock_firm(firm_id)
        for problem in problems_of(NewFirm(profile=str(firm.policy["origin"]), **values)):
            raise problem
        changed = write_changed(
            firm, values | {name: values[name].upper() for name in ("country", "currency")}
        )
        if changed:
            content = {"fields": list(changed), "by": commitments([actor.person])[actor.person]}
            note([Event(chain=firm_id, event="firm_edited", content=content)], at=at)
    return changed
