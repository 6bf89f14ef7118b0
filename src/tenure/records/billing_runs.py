"""The billing runs of a firm, how far each is, what it made and whom it left out (R42)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tenure.core.actor import Actor, Right
from tenure.core.billing_runs import LeftOutReason, Trouble
from tenure.records.models import (
    AccountGroup,
    BillingProfile,
    BillingRun,
    Invoice,
    LeftOut,
    RunState,
)

__all__ = [
    "BillingRun",
    "Page",
    "RunState",
    "groups_of",
    "invoice_page",
    "invoices_of",
    "left_out_counts",
    "left_out_of",
    "left_out_page",
    "profiles_of",
    "run_of",
    "runs_of",
    "trouble_of",
    "unsent_count",
    "unsent_of",
]
CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[Row]:
    """Some rows in their order; `next` is what to ask with for those behind them, empty at the end."""

    rows: tuple[Row, ...]
    next: str


def runs_of(actor: Actor) -> QuerySet[BillingRun]:
    """The runs of the actor's firm, newest first; none for somebody who may not bill."""
    if actor.firm is None or not actor.may(Right.BILLING):
        return BillingRun.objects.none()
    rows = BillingRun.objects.filter(firm_id=actor.firm).select_related("firm", "started_by")
    return rows.order_by("-created_at", "id")


def run_of(actor: Actor, run_id: str) -> BillingRun | None:
    """One run of the actor's firm; None for a foreign one or none."""
    return runs_of(actor).filter(pk=run_id).first()


def trouble_of(run: BillingRun) -> Trouble | None:
    """Why it failed, if it did."""
    return Trouble(run.last_error) if run.last_error in set(Trouble) else None


def groups_of(actor: Actor) -> list[tuple[str, str]]:
    """The account groups of the actor's firm, by name: id and name."""
    return list(AccountGroup.objects.filter(firm_id=actor.firm).order_by("name").values_list("id", "name"))


def profiles_of(actor: Actor) -> list[tuple[str, str]]:
    """The billing profiles of the actor's firm, by name: id and name."""
    return list(BillingProfile.objects.filter(firm_id=actor.firm).order_by("name").values_list("id", "name"))


def invoice_page(run: BillingRun, *, after: int, limit: int) -> Page[Invoice]:
    """The run's invoices behind a number."""
    rows = list(_invoices(run).filter(number__gt=after)[: limit + 1])
    return Page(rows=tuple(rows[:limit]), next=str(rows[limit - 1].number) if len(rows) > limit else "")


def left_out_page(run: BillingRun, reason: LeftOutReason, *, after: str, limit: int) -> Page[LeftOut]:
    """Whom the run left out for one reason, behind the id of a customer."""
    found = _left_out(run).filter(reason=reason.value, client__gt=after)
    rows = list(found[: limit + 1])
    return Page(rows=tuple(rows[:limit]), next=rows[limit - 1].client_id if len(rows) > limit else "")


def left_out_counts(run: BillingRun) -> list[tuple[LeftOutReason, int]]:
    """How many customers were left out for each reason, in the order the reasons are told."""
    rows = LeftOut.objects.filter(run=run).order_by().values_list("reason").annotate(number=Count("id"))
    numbers = dict(rows)
    return [(reason, numbers[reason.value]) for reason in LeftOutReason if reason.value in numbers]


def invoices_of(run: BillingRun) -> Iterator[Invoice]:
    """All invoices of a run by number, read while they are used."""
    return _invoices(run).iterator(chunk_size=CHUNK)


def left_out_of(run: BillingRun) -> Iterator[LeftOut]:
    """Everybody a run left out, read while they are used."""
    return _left_out(run).iterator(chunk_size=CHUNK)


def unsent_of(run: BillingRun) -> list[str]:
    """The ids of the run's invoices that were not e-mailed yet and are not void, by number."""
    return list(_unsent(run).order_by("number").values_list("id", flat=True))


def unsent_count(run: BillingRun) -> int:
    """How many these are."""
    return _unsent(run).count()


def _unsent(run: BillingRun) -> QuerySet[Invoice]:
    return Invoice.objects.filter(run=run, sent_at__isnull=True, voided_at__isnull=True)


def _invoices(run: BillingRun) -> QuerySet[Invoice]:
    return Invoice.objects.filter(run=run).select_related("client", "series").order_by("number")


def _left_out(run: BillingRun) -> QuerySet[LeftOut]:
    return LeftOut.objects.filter(run=run).select_related("client").order_by("client_id")
