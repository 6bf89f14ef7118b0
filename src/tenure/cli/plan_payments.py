"""What clients owe for their own plans, and that it has come: for whoever runs the installation (R12)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.days import in_words
from tenure.cli.ending import ExitCode, failed, wrong_usage
from tenure.cli.refusing import refused_as
from tenure.core.own_plans.describe import price_of
from tenure.core.tariffs.tariff import Money
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.operations.plan_payments import settle
from tenure.records.plan_payments import STATES, PaymentRow, payment, payments
from tenure.speech.speak import speak


def list_payments(state: str | None, *, as_json: bool) -> ExitCode:
    """The payments in a state, or all of them, soonest due first."""
    if state is not None and state not in STATES:
        raise wrong_usage(_("--state is one of: %(known)s.") % {"known": ", ".join(STATES)})
    _print(payments(state, today=_today()), as_json=as_json)
    return ExitCode.DONE


def settle_payment(reference: str, *, paid: bool, note: str, as_json: bool) -> ExitCode:
    """Says that the money has come, or that nobody waits for it."""
    try:
        done = settle(reference, paid=paid, note=note)
    except Missing as missing:
        raise refused_as("no_such_payment", say("There is no payment with this reference.")) from missing
    except Invalid as invalid:
        raise refused_as("settled_before", invalid.message) from invalid
    row = payment(done.reference, today=_today())
    if row is None:
        raise failed("failed", done.reference)
    _print((row,), as_json=as_json)
    return ExitCode.DONE


def _print(rows: tuple[PaymentRow, ...], *, as_json: bool) -> None:
    if as_json:
        screen.document({"payments": [_plain(row) for row in rows]})
        return
    screen.table(
        (_("State"), _("Reference"), _("Amount"), _("Due"), _("Month from"), _("Client"), _("Note")),
        (
            (
                row.state,
                row.reference,
                speak(price_of(Money(amount=row.amount, currency=row.currency))),
                in_words(row.due_on),
                in_words(row.begins_on),
                row.client_name,
                row.note,
            )
            for row in rows
        ),
    )


def _plain(row: PaymentRow) -> dict[str, object]:
    return {
        "id": row.id,
        "client": row.client,
        "reference": row.reference,
        "plan": row.tariff,
        "amount": str(row.amount),
        "currency": row.currency,
        "begins_on": row.begins_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "state": row.state,
        "settled_at": row.settled_at.isoformat() if row.settled_at is not None else None,
        "note": row.note,
    }


def _today() -> date:
    return timezone.now().date()
