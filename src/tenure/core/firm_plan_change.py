"""What another plan comes to for a firm, as it is shown before it is chosen (R47)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from tenure.core.digest import DIGEST_CHARACTERS, canonical
from tenure.core.firm_plans.firm_plan import FirmPlan

NO_PLAN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """From `since` on, `after` holds instead of `before` (a code, or nothing); amounts of a month in minor units."""

    before: str
    after: str
    clients: int
    month_before: int
    month_after: int
    currency: str
    since: date

    @property
    def receipt(self) -> str:
        """Changes with any number that was shown."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:DIGEST_CHARACTERS]


def change_to(
    after: FirmPlan, before: FirmPlan | None, clients: int, currency: str, since: date
) -> PlanChange:
    """What `after` comes to for so many clients, beside what holds now."""
    return PlanChange(
        before=before.code if before is not None else NO_PLAN,
        after=after.code,
        clients=clients,
        month_before=before.month(clients, currency) if before is not None else 0,
        month_after=after.month(clients, currency),
        currency=after.price_in(currency).currency,
        since=since,
    )
