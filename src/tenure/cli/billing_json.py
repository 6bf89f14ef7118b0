"""A billing run, or its preview, as one JSON document: every invoice, and everybody left out with the reason (R42)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from tenure.core.billing_runs import LEFT_OUT_WORDS, REMARK_WORDS, LeftOutReason, Remark
from tenure.core.money import from_minor
from tenure.operations.billing_run_preview import Outcome, RunPreview, outcomes
from tenure.records.billing_runs import BillingRun, invoices_of, left_out_of
from tenure.speech.speak import speak

type Plain = dict[str, Any]


def preview_in_json(preview: RunPreview, period: str, *, at: datetime) -> Plain:
    """What would be done; amounts are decimals as text."""
    found = list(outcomes(preview.run, at=at))
    totals = {code: _decimal(one.total, code) for code, one in preview.sums.items()}
    return {
        **_head(period, preview.run.scope.name, zero=preview.run.rules.zero_invoices),
        "digest": preview.digest,
        "performed": False,
        "run": None,
        "counts": _counts(preview.customers, preview.invoices, preview.left_out.total()),
        "totals": totals,
        "invoices": [row for outcome in found for row in _bills(outcome)],
        "left_out": [
            _left_out(outcome.client, outcome.name, outcome.left_out)
            for outcome in found
            if outcome.left_out is not None
        ],
        "remarks": _remarks(preview),
        "refusals": [],
    }


def run_in_json(run: BillingRun, period: str) -> Plain:
    """What was done."""
    return {
        **_head(period, run.scope_name, zero=run.zero_invoices),
        "performed": True,
        "run": run.id,
        "state": run.state,
        "counts": _counts(run.done, run.invoiced, run.left_out_count),
        "totals": {code: _decimal(units, code) for code, units in run.totals.items()},
        "invoices": [
            {
                "id": invoice.id,
                "number": invoice.shown_number,
                "client": invoice.client_id,
                "name": invoice.client.name if invoice.client is not None else "",
                **_money(invoice.currency, (invoice.net, invoice.tax, invoice.total)),
                "due": invoice.due_on.isoformat() if invoice.due_on is not None else None,
            }
            for invoice in invoices_of(run)
        ],
        "left_out": [
            _left_out(one.client_id, one.client.name, LeftOutReason(one.reason)) for one in left_out_of(run)
        ],
        "refusals": [],
    }


def _head(period: str, scope: str, *, zero: bool) -> Plain:
    return {"period": period, "scope": scope or None, "zero_invoices": zero}


def _counts(customers: int, invoices: int, left_out: int) -> Plain:
    return {"customers": customers, "invoices": invoices, "left_out": left_out}


def _bills(outcome: Outcome) -> Iterator[Plain]:
    for bill in outcome.bills:
        yield {
            "client": outcome.client,
            "name": outcome.name,
            "lines": len(bill.lines),
            **_money(bill.currency, (bill.net, bill.tax, bill.total)),
        }


def _left_out(client: str, name: str, reason: LeftOutReason) -> Plain:
    said = speak(LEFT_OUT_WORDS[reason])
    return {"client": client, "name": name, "reason": reason.value, "sentence": said}


def _remarks(preview: RunPreview) -> list[Plain]:
    return [
        {"code": one.value, "sentence": speak(REMARK_WORDS[one]), "count": preview.remarks[one]}
        for one in Remark
        if preview.remarks[one]
    ]


def _money(currency: str, units: Iterable[int]) -> Plain:
    net, tax, total = (_decimal(one, currency) for one in units)
    return {"currency": currency, "net": net, "tax": tax, "total": total}


def _decimal(units: int, currency: str) -> str:
    return str(from_minor(units, currency))
