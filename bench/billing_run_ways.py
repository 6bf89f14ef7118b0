"""The ways of billing many customers that are compared, and what is said of them."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length

from bench.billing_run_sql import write_by_hand
from bench.book import SINCE, Shelf, fill_shelf, filling
from bench.filling import insert_select, numbers, typed_id
from bench.report import conditions, milliseconds, peak_megabytes, ratio, seconds, table
from bench.timing import medians
from tenure.core.billing import Days, month_of
from tenure.core.invoicing import InvoiceKind, InvoiceOrigin, totals_of
from tenure.operations.billing_run_preview import RunWish, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.clock import Clock
from tenure.operations.invoice_issue import series_of
from tenure.operations.service_lines import service_lines
from tenure.records import models as m
from tenure.records.buyers import buyers_of

AT = datetime(2030, 12, 2, 9, tzinfo=UTC)
TODAY = AT.date()
DUE = TODAY + timedelta(days=14)
SAMPLE = 500
SERVICES = 2


def measure(clients: int, times: int) -> None:
    """Fills a book, takes turns, prints. Every turn bills a month that nobody has billed yet."""
    with filling():
        shelf = fill_shelf("greenway", start=0, count=clients, profile_name="hauler")
        _give_services(clients)
    m.Client.objects.update(street="12 Quay Street", postal_code="43004", city="Columbus")
    book = Book(shelf)
    before = peak_megabytes()
    book.preview()
    book.bill()
    after = peak_megabytes()
    took = medians(
        {"preview": book.preview, "run": book.bill, "hand": book.by_hand, "single": book.one_by_one},
        times=times,
    )
    book.compare()
    _print(took, clients, times)
    print(f"\nMemory: {before} MB when the book was filled, at most {after} MB after a preview and a run.")


class Book:
    """A firm and its months: each is billed once, in one of the ways."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.month = date(2026, 4, 1)
        self.previewed = self.ran = self.written = self._run()

    def preview(self) -> None:
        """What a run over the next month would do."""
        self.previewed = self._run()
        seen = preview_run(RunWish(month=self.month), actor=self.shelf.olive, at=AT)
        assert seen.invoices == self.shelf.count, "all of them would be billed"

    def bill(self) -> None:
        """The month that was looked at, as the worker bills it."""
        self.ran = self.previewed
        m.BillingRun.objects.filter(pk=self.ran.pk).update(state=m.RunState.WAITING.value)
        assert work_on(self.ran.id, clock=Clock(AT))
        self.ran.refresh_from_db()
        assert self.ran.invoiced == self.shelf.count, "all of them are billed"

    def by_hand(self) -> None:
        """The next month in SQL."""
        self.written = self._run()
        write_by_hand(self.shelf, self.written, TODAY, DUE)

    def one_by_one(self) -> None:
        """The next month for some customers, each row through its object's save()."""
        run = self._run()
        first, end = self.shelf.ids("cli", 0, SAMPLE)
        clients = m.Client.objects.filter(id__gte=first, id__lt=end).select_related("firm")
        with transaction.atomic():
            for client in clients.order_by("id"):
                _save(client, run)

    def compare(self) -> None:
        """Both ways wrote the same, or it was no comparison."""
        assert _sums(self.ran) == _sums(self.written), (_sums(self.ran), _sums(self.written))

    def _run(self) -> m.BillingRun:
        """A run over the following month, done as far as the database knows: one at a time is at work."""
        self.month = month_of(self.month).end or self.month
        return m.BillingRun.objects.create(
            firm=self.shelf.firm,
            period_first=self.month,
            period_end=month_of(self.month).end or self.month,
            state=m.RunState.DONE.value,
            started_by_id=self.shelf.olive.person,
            created_at=AT,
        )


def _save(client: m.Client, run: m.BillingRun) -> None:
    """What one customer's services come to, one save() a row."""
    period = Days(first=run.period_first, end=run.period_end)
    for currency, lines in service_lines(client, period, running_now=False, at=AT).lines.items():
        series = series_of(run.firm_id, InvoiceKind.INVOICE)
        totals = totals_of((line.item for line in lines), currency)
        invoice = m.Invoice(
            firm_id=run.firm_id,
            client=client,
            run=run,
            origin=InvoiceOrigin.RUN.value,
            currency=currency,
            series=series,
            number=series.following,
            period_first=period.first,
            period_end=period.end,
            issued_on=TODAY,
            due_on=DUE,
            net=totals.net,
            tax=totals.tax,
            total=totals.total,
            buyer=buyers_of([client.id])[client.id].shown,
            created_at=AT,
        )
        invoice.save(force_insert=True)
        series.following += 1
        series.save()
        for position, line in enumerate(lines, 1):
            m.InvoiceLine(
                invoice=invoice,
                position=position,
                service_id=line.service,
                description=line.description,
                quantity=line.quantity,
                unit_price=line.unit_price,
                tax_rate=line.tax_rate,
                net=line.item.net(currency),
                first=period.first,
                end=period.end,
            ).save(force_insert=True)


def _give_services(clients: int) -> None:
    place = {
        "id": typed_id("loc", "n.i"),
        "client_id": typed_id("cli", "n.i"),
        "name": "'Yard'",
        "street": "'12 Quay Street'",
        "time_zone": "'America/New_York'",
        "created_at": SINCE,
    }
    insert_select(m.Location, place, numbers(clients))
    given = {
        "id": typed_id("srv", "n.i"),
        "client_id": typed_id("cli", f"n.i / {SERVICES}"),
        "location_id": typed_id("loc", f"n.i / {SERVICES}"),
        "name": f"'Bins ' || (1 + n.i % {SERVICES})",
        "recurring": "(n.i = n.i)",
        "rule": "'FREQ=WEEKLY;BYDAY=MO'",
        "start_date": "date('2026-03-02')",
        "price": "24.5 + n.i % 40",
        "tax_rate": "20",
        "currency": "'USD'",
        "created_at": SINCE,
    }
    insert_select(m.Service, given, numbers(clients * SERVICES))


def _sums(run: m.BillingRun) -> dict[str, object]:
    """What a month's rows come to, to the letter."""
    invoices = m.Invoice.objects.filter(client__firm=run.firm, period_first=run.period_first)
    lines = m.InvoiceLine.objects.filter(invoice__in=invoices.values("id"))
    counted = Count("id", filter=Q(position=1))
    return {
        **invoices.aggregate(
            invoices=Count("id"), net=Sum("net"), tax=Sum("tax"), buyers=Sum(Length("buyer"))
        ),
        **lines.aggregate(
            lines=Count("id"),
            first=counted,
            nets=Sum("net"),
            words=Sum(Length("description")),
            price=Sum("unit_price"),
        ),
    }


def _print(took: dict[str, float], clients: int, times: int) -> None:
    run, hand, single = took["run"], took["hand"], took["single"] / min(SAMPLE, clients) * clients
    conditions(f"{clients:,} customers with {SERVICES} services each; medians of {times} turns")
    table(
        ("way", "in all", "a customer", "to hand-written"),
        [
            ("hand-written INSERT … SELECT", seconds(hand), milliseconds(hand / clients), ratio(1)),
            ("billing run", seconds(run), milliseconds(run / clients), ratio(run / hand)),
            ("its preview", seconds(took["preview"]), milliseconds(took["preview"] / clients), ""),
            (
                f"one save() a row (from {SAMPLE})",
                seconds(single),
                milliseconds(single / clients),
                ratio(single / hand),
            ),
        ],
    )
    print(f"\nThe run against one save() a row: {ratio(single / run)} as fast.")
