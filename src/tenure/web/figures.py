"""Figures: revenue by month, what is unpaid by age, what stopped services would bring; as charts and as files (R46)."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.actor import Actor, Right
from tenure.core.figures import MONTHS, Figures, first_of_month, month_after
from tenure.core.money import from_minor
from tenure.core.tree import Kind
from tenure.records.figures import age_sums, figures_of, month_sums, run_sums
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of, today_of
from tenure.web.csv_file import csv_file
from tenure.web.figure_charts import AGES, RUNS, age_bars, amount, month_chart, run_bars
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.surveys import VerbTab as Tab

EARLIEST: Final = date(2000, 1, 1)


@require_safe
@firm_member
def figures(request: FirmRequest) -> HttpResponse:
    """The firm's figures in one currency, twelve months at a time."""
    own, today = _own_money_and_day(request)
    last = _month(request.GET.get("to", ""), today)
    found, known = figures_of(request.actor, own, today, wanted=request.GET.get("currency", ""), last=last)
    context: dict[str, object] = {"tabs": _tabs(found, known, last), "exports": _exports()}
    if found is not None:
        context |= _shown(found, last, today)
    return render(request, "figures/figures.html", context)


@require_safe
@firm_member
def figures_export(request: FirmRequest, figure: str) -> StreamingHttpResponse:
    """One figure as CSV, in every currency and every month."""
    _own, today = _own_money_and_day(request)
    if figure not in FILES:
        raise Http404
    return csv_file(f"{figure}-{today:%Y-%m-%d}.csv", FILES[figure](request.actor, today))


def _own_money_and_day(request: FirmRequest) -> tuple[str, date]:
    """The firm's currency and day; NotAllowed, or nothing there, for those who may not look."""
    firm = firm_of(request.actor)
    if not policy_of(firm).has(Kind.SERVICE):
        raise Http404
    needs(request.actor, Right.BILLING)
    return firm.currency, today_of(firm, timezone.now())


def _month(text: str, today: date) -> date:
    """The month asked for, such as 2026-03; this month where it is none, or still to come."""
    this = first_of_month(today)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return asked if EARLIEST <= asked <= this else this


def _shown(found: Figures, last: date, today: date) -> dict[str, object]:
    this = first_of_month(today)
    following = min(month_after(last, MONTHS), this) if last < this else None
    return {
        "currency": found.currency,
        "chart": month_chart(found.months),
        "revenue": amount(found.revenue, found.currency),
        "ages": age_bars(found.ages),
        "unpaid": amount(found.unpaid, found.currency),
        "late": amount(found.late, found.currency),
        "any_unpaid": found.unpaid > 0,
        "runs": run_bars(found.runs),
        "stopped": amount(found.stopped, found.currency),
        "any_service": any(one.services for one in found.runs),
        "previous": _address(found.currency, month_after(last, -MONTHS)),
        "next": _address(found.currency, following) if following else "",
        "first_month": found.months[0].month,
        "last_month": found.months[-1].month,
    }


def _tabs(found: Figures | None, known: tuple[str, ...], last: date) -> list[Tab]:
    """One view a currency, where there are several."""
    if found is None or len(known) == 1:
        return []
    return [Tab(label=code, url=_address(code, last), active=code == found.currency) for code in known]


def _address(currency: str, last: date) -> str:
    return f"{reverse('figures')}?{urlencode({'currency': currency, 'to': f'{last:%Y-%m}'})}"


def _exports() -> dict[str, str]:
    return {name: reverse("figures_export", args=[name]) for name in FILES}


def _months_file(actor: Actor, _today: date) -> Iterator[list[str]]:
    heads = [
        _("Month"), _("Currency"), _("Billed"), _("Credited"), _("Revenue"), _("Tax"),
    ]  # fmt: skip
    lines = (
        [f"{one.month:%Y-%m}", one.currency]
        + [
            str(from_minor(units, one.currency))
            for units in (one.net, one.credited, one.revenue, one.tax_due)
        ]
        for one in month_sums(actor)
    )
    return chain([heads], lines)


def _ages_file(actor: Actor, today: date) -> Iterator[list[str]]:
    heads = [_("Age"), _("Currency"), _("Unpaid"), _("Invoices")]
    lines = (
        [str(AGES[one.age]), one.currency, str(from_minor(one.units, one.currency)), str(one.bills)]
        for one in age_sums(actor, today)
    )
    return chain([heads], lines)


def _runs_file(actor: Actor, today: date) -> Iterator[list[str]]:
    heads = [_("Services"), _("Currency"), _("A month"), _("Number of services"), _("Number of customers")]
    lines = (
        [
            str(RUNS[one.runs]),
            one.currency,
            str(from_minor(one.units, one.currency)),
            str(one.services),
            str(one.customers),
        ]
        for one in run_sums(actor, today)
    )
    return chain([heads], lines)


FILES: Final[dict[str, Callable[[Actor, date], Iterator[list[str]]]]] = {
    "revenue": _months_file,
    "unpaid": _ages_file,
    "services": _runs_file,
}
