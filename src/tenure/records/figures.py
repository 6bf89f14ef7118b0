"""Reading what a firm's bills come to: one query a figure, however many bills and customers (R46)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import TruncMonth

from tenure.core.actor import Actor
from tenure.core.figures import (
    Age,
    AgeSum,
    Figures,
    MonthSum,
    Runs,
    RunSum,
    currencies,
    every_age,
    every_month,
    every_run,
    first_of_month,
    oldest_due_in,
)
from tenure.core.invoicing import InvoiceKind
from tenure.core.stops import StopKind
from tenure.records.invoices import OPEN
from tenure.records.models import Invoice, Service, Stop

CREDIT = Q(kind=InvoiceKind.CREDIT_NOTE.value)
BILL = ~CREDIT


def figures_of(
    actor: Actor, own: str, today: date, *, wanted: str = "", last: date | None = None
) -> tuple[Figures | None, tuple[str, ...]]:
    """The firm's figures in the currency wanted, if it has one in it, else in the first; and all its currencies.

    The months end with the one of `last`, else of `today`. None where nothing was ever billed or priced.
    """
    months, ages, runs = list(month_sums(actor)), list(age_sums(actor, today)), list(run_sums(actor, today))
    known = currencies(own, months, ages, runs)
    if not known:
        return None, ()
    currency = wanted if wanted in known else known[0]
    figures = Figures(
        currency=currency,
        months=every_month(months, currency, first_of_month(last or today)),
        ages=every_age(ages, currency),
        runs=every_run(runs, currency),
    )
    return figures, known


def month_sums(actor: Actor) -> Iterator[MonthSum]:
    """Every month with a bill or a credit note, by currency. A void bill was never owed."""
    rows = Invoice.objects.filter(firm_id=actor.firm, number__isnull=False, voided_at__isnull=True)
    sums = rows.annotate(month=TruncMonth("issued_on")).values("month", "currency")
    for row in sums.annotate(
        bills=Sum("net", filter=BILL, default=0),
        bills_tax=Sum("tax", filter=BILL, default=0),
        credits=Sum("net", filter=CREDIT, default=0),
        credits_tax=Sum("tax", filter=CREDIT, default=0),
    ).order_by("month", "currency"):
        yield MonthSum(
            month=row["month"],
            currency=row["currency"],
            net=row["bills"],
            tax=row["bills_tax"],
            credited=row["credits"],
            credited_tax=row["credits_tax"],
        )


def age_sums(actor: Actor, today: date) -> Iterator[AgeSum]:
    """What is still to be paid, by age and currency."""
    age = Case(
        *(
            When(due_on__gte=day, then=Value(age.value))
            for age in Age
            if (day := oldest_due_in(age, today)) is not None
        ),
        default=Value(Age.OLDER.value),
        output_field=CharField(),
    )
    rows = Invoice.objects.filter(OPEN, firm_id=actor.firm).annotate(age=age).values("age", "currency")
    sums = rows.annotate(units=Sum(F("total") - F("paid")), bills=Count("id"))
    for row in sums.order_by("currency", "age"):
        yield AgeSum(age=Age(row["age"]), currency=row["currency"], units=row["units"], bills=row["bills"])


def run_sums(actor: Actor, today: date) -> Iterator[RunSum]:
    """What the recurring services of the firm's customers bring in a month, by whether they run, and currency.

    A service that was deactivated has the end date that stopped it; it counts until the one it had before (R36, R39).
    """
    deactivated, suspended = (
        Exists(_stops(kind, today)) for kind in (StopKind.DEACTIVATION, StopKind.SUSPENSION)
    )
    before = _stops(StopKind.DEACTIVATION, today).filter(
        Q(end_date_before=None) | Q(end_date_before__gte=today),
        node=OuterRef("pk"),
        ended_itself_before__isnull=False,
    )
    rows = Service.objects.filter(
        Q(end_date=None) | Q(end_date__gte=today) | Exists(before),
        client__firm_id=actor.firm,
        recurring=True,
        start_date__lte=today,
    )
    state = Case(
        When(deactivated, then=Value(Runs.DEACTIVATED.value)),
        When(suspended, then=Value(Runs.SUSPENDED.value)),
        default=Value(Runs.RUNS.value),
        output_field=CharField(),
    )
    price = Sum(F("price") * F("quantity"), output_field=DecimalField(max_digits=24, decimal_places=4))
    sums = (
        rows.annotate(runs=state)
        .values("runs", "currency")
        .annotate(monthly=price, services=Count("id"), customers=Count("client_id", distinct=True))
    )
    for row in sums.order_by("currency", "runs"):
        yield RunSum(
            runs=Runs(row["runs"]),
            currency=row["currency"],
            monthly=row["monthly"],
            services=row["services"],
            customers=row["customers"],
        )


def _stops(kind: StopKind, today: date) -> QuerySet[Stop]:
    """The stops in force today on a service, its place, or the whole account."""
    return Stop.objects.filter(
        Q(until=None) | Q(until__gt=today),
        client=OuterRef("client_id"),
        node__in=[OuterRef("pk"), OuterRef("location_id"), OuterRef("client_id")],
        kind=kind.value,
        lifted_at__isnull=True,
        since__lte=today,
    )
