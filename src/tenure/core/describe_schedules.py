"""How the schedules of recurring services are said when they end and when they go on (R36, R38, R39)."""

from collections.abc import Iterator

from tenure.core import effects as e
from tenure.core.actor import Side
from tenure.core.line import Line, Sign
from tenure.core.wording import say, say_many


def ended(effect: e.EndSchedules) -> Line:
    """Which end date the services get (R36)."""
    days = [service.after.on for service in effect.services if service.after.on is not None]
    return Line(
        code="end_schedules",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=len(effect.services),
        sentence=say_many(
            "%(count)d recurring service gets the end date %(on)s.",
            "%(count)d recurring services get the end date %(on)s.",
            count=len(effect.services),
            on=max(days),
        ),
        detail=say("“Deactivate on End Date” is ticked. What the schedules were is remembered."),
    )


def resumed(effect: e.ResumeSchedules) -> Iterator[Line]:
    """Whose end date goes, and who gets one (back) (R38, R39)."""
    endless = [service for service in effect.services if service.after.on is None]
    if endless:
        yield Line(
            code="remove_end_dates",
            sign=Sign.REMOVED,
            side=Side.CLIENT,
            count=len(endless),
            sentence=say_many(
                "The end date of %(count)d recurring service is removed.",
                "The end dates of %(count)d recurring services are removed.",
                count=len(endless),
            ),
            detail=say("“Deactivate on End Date” is no longer ticked."),
        )
    for service in effect.services:
        if service.after.on is not None:
            yield Line(
                code="set_end_date",
                sign=Sign.CHANGED,
                side=Side.CLIENT,
                sentence=say("%(name)s runs until %(on)s.", name=service.node.name, on=service.after.on),
                detail=say("It is deactivated after that day.") if service.after.deactivates else None,
            )
