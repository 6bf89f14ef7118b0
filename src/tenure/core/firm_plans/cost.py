"""What a change in the count comes to for the firm: so many clients instead of so many, so much more or less (R47, R50).

Other clients move these numbers too, so they are measured beside a plan and are no part of its digest.
"""

from dataclasses import dataclass
from datetime import date

from tenure.core.firm_plans.firm_plan import FirmPlan
from tenure.core.money import from_minor
from tenure.core.wording import Message, say_many


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCost:
    """From `since` on so many clients count, `after` instead of `before`; a month costs so many minor units."""

    since: date
    before: int
    after: int
    month_before: int
    month_after: int
    currency: str
    included: int

    @property
    def sentence(self) -> Message:
        """In one sentence."""
        if self.month_after == self.month_before:
            return say_many(
                "From %(since)s %(count)d client counts instead of %(before)d; %(included)d are included in your plan.",
                "From %(since)s %(count)d clients count instead of %(before)d; %(included)d are included in your plan.",
                count=self.after,
                before=self.before,
                included=self.included,
                since=self.since,
            )
        change = self.month_after - self.month_before
        by = from_minor(abs(change), self.currency)
        if change < 0:
            return say_many(
                "From %(since)s you pay for %(count)d instead of %(before)d clients (−%(by)s %(currency)s a month).",
                "From %(since)s you pay for %(count)d instead of %(before)d clients (−%(by)s %(currency)s a month).",
                count=self.after,
                before=self.before,
                since=self.since,
                by=by,
                currency=self.currency,
            )
        return say_many(
            "From %(since)s you pay for %(count)d instead of %(before)d clients (+%(by)s %(currency)s a month).",
            "From %(since)s you pay for %(count)d instead of %(before)d clients (+%(by)s %(currency)s a month).",
            count=self.after,
            before=self.before,
            since=self.since,
            by=by,
            currency=self.currency,
        )


def cost_of(plan: FirmPlan, currency: str, before: int, change: int, since: date) -> CountCost:
    """What it costs if the count goes from `before` by `change`."""
    price, after = plan.price_in(currency), max(before + change, 0)
    return CountCost(
        since=since,
        before=before,
        after=after,
        month_before=plan.month(before, currency),
        month_after=plan.month(after, currency),
        currency=price.currency,
        included=plan.included,
    )
