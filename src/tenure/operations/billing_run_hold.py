"""A billing run in somebody's hands: claimed with a lease, let go. A killed worker's is taken up again."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tenure.core.billing_runs import Trouble
from tenure.operations.clock import Clock
from tenure.operations.errors import NotDone
from tenure.records.models import BillingRun, RunState

# Many times what a chunk takes; it is renewed with each of them.
HELD_FOR = timedelta(minutes=1)
AT_WORK = (RunState.WAITING.value, RunState.RUNNING.value)


class LostLease(NotDone):
    """Somebody else works on this run by now, or it was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One run that this process works on."""

    run_id: str
    firm_id: str
    key: str
    clock: Clock

    def locked(self) -> BillingRun:
        """The run's row, locked, as long as it is still this process's. Raises LostLease."""
        rows = BillingRun.objects.select_for_update().filter(self._mine())
        run = rows.first()
        if run is None:
            raise LostLease(self.run_id)
        return run

    def renewed(self) -> datetime:
        """Until when the run is held from now on."""
        return self.clock.now() + HELD_FOR

    def let_go(self) -> None:
        """The next piece is anybody's."""
        self._keep(lease_key="", lease_until=None)

    def rest(self, pause: timedelta) -> None:
        """Lets go for a while: what stood in the way is not the run's fault."""
        self._keep(lease_key="", lease_until=self.clock.now() + pause)

    def fail(self, trouble: Trouble) -> None:
        """The run cannot go on. What it has billed stays billed."""
        now = self.clock.now()
        self._keep(
            state=RunState.FAILED.value,
            last_error=trouble.value,
            finished_at=now,
            lease_key="",
            lease_until=None,
        )

    def _keep(self, **columns: object) -> None:
        # Somebody else's by now: then it is theirs to say.
        BillingRun.objects.filter(self._mine()).update(**columns)

    def _mine(self) -> Q:
        return Q(pk=self.run_id, lease_key=self.key, state=RunState.RUNNING.value)


def waiting(at: datetime) -> list[str]:
    """The runs that somebody should work on, oldest first."""
    return list(_free(at).order_by("created_at").values_list("id", flat=True))


def claim(run_id: str, clock: Clock) -> Hold | None:
    """The run in this process's hands; None if there is nothing to do on it, or somebody else does it."""
    key, now = secrets.token_hex(16), clock.now()
    taken = _free(now).filter(pk=run_id)
    if not taken.update(lease_key=key, lease_until=now + HELD_FOR, state=RunState.RUNNING.value):
        return None
    firm = BillingRun.objects.values_list("firm_id", flat=True).get(pk=run_id)
    return Hold(run_id=run_id, firm_id=firm, key=key, clock=clock)


def _free(at: datetime) -> QuerySet[BillingRun]:
    return BillingRun.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), state__in=AT_WORK)
