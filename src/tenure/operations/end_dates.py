"""The daily work of end dates: a service whose last day is over, and that says so, is deactivated (R36)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from tenure.core.actions import Action, Verb
from tenure.core.stops import StopKind
from tenure.operations.system import do_what_is_due
from tenure.records.models import Firm, Service, Stop
from tenure.records.policies import today_of

MOST = 1_000
FIRMS_DAY = timedelta(days=1)  # No firm's day is further from UTC's.


def end_services(at: datetime | None = None) -> int:
    """Deactivates the services whose end date has passed on their firm's day; returns how many."""
    at = at or timezone.now()
    due: dict[Firm, list[Action]] = defaultdict(list)
    for service in _candidates(at):
        firm = service.client.firm
        assert firm is not None, "only connected clients are looked at"
        assert service.end_date is not None, "only those with an end date are looked at"
        if service.end_date < today_of(firm, at):
            due[firm].append(Action(verb=Verb.DEACTIVATE, target=service.id))
    return sum(do_what_is_due(firm.id, actions, at=at) for firm, actions in due.items())


def _candidates(at: datetime) -> list[Service]:
    """Services past their end that carry no deactivation of their own: what was done once is not found again."""
    stopped = Stop.objects.filter(
        node=OuterRef("pk"), kind=StopKind.DEACTIVATION.value, lifted_at__isnull=True
    )
    rows = Service.objects.filter(
        ~Exists(stopped),
        deactivate_on_end_date=True,
        end_date__lt=at.date() + FIRMS_DAY,
        client__firm__isnull=False,
    )
    return list(rows.select_related("client__firm").order_by("end_date", "id")[:MOST])
