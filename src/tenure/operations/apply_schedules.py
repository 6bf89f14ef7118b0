"""The schedules of services end with their stops, and go on with their return (R36, R38, R39)."""

from collections import defaultdict
from itertools import batched

from tenure.core.effects import EndSchedules, ResumeSchedules
from tenure.core.endings import Ending
from tenure.operations.performance import Pile
from tenure.records.models import Service

CHUNK = 1_000


def endings_before(pile: Pile[EndSchedules | ResumeSchedules]) -> dict[str, Ending]:
    """How each schedule that is to end ended until now, by service: the stop remembers it (R39)."""
    return {
        service.node.id: service.before
        for _performance, effect in pile
        if isinstance(effect, EndSchedules)
        for service in effect.services
    }


def set_endings(pile: Pile[EndSchedules | ResumeSchedules]) -> None:
    """Writes the new end dates: one statement a date, as most services end, or go on, alike."""
    alike: dict[Ending, list[str]] = defaultdict(list)
    for _performance, effect in pile:
        for service in effect.services:
            alike[service.after].append(service.node.id)
    for ending, services in alike.items():
        for ids in batched(services, CHUNK):
            Service.objects.filter(id__in=ids).update(
                end_date=ending.on, deactivate_on_end_date=ending.deactivates
            )
