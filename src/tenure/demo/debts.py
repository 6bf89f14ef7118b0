"""Customers of an invented firm who owe: bills, payments, what the rule did about it, what was agreed (R41, R46)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tenure.core.credit import CreditTerms
from tenure.core.invoicing import PaymentMethod
from tenure.demo.accounts import Account
from tenure.demo.happenings import Happening
from tenure.demo.mornings import morning
from tenure.demo.office import Office
from tenure.demo.scripts import Event
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoice_sending import send_invoices
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.operations.suspend_rule import set_credit_terms, suspend_by_rule
from tenure.records.balances import balance_of

BILLED, PAID = "bill", "pay"
# The firm has sent its invoices by e-mail for so many days; older ones went by post.
MAILED_SINCE = 75


def bill(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """A bill over one amount, or over a month of what is done at the customer's places."""
    actor, currency = office.colleague(event.who), office.script.currency
    for account in accounts:
        lines = [_line(event)] if event.amount else _month(account)
        draft = draft_invoice(account.id, lines, currency=currency, actor=actor, at=at)
        invoice = issue_invoice(draft.id, actor=actor, at=at + timedelta(minutes=5))
        if event.days is not None and event.days < MAILED_SINCE:
            send_invoices([invoice.id], actor=actor, at=at + timedelta(minutes=20))


def pay(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """All that is owed is paid, or the amount the script says."""
    owed = balance_of([account.id for account in accounts])
    for account in accounts:
        received = Received(
            amount=Decimal(event.amount) if event.amount else owed[account.id].owed,
            currency=office.script.currency,
            on=at.date(),
            method=office.chance.choice([PaymentMethod.TRANSFER, PaymentMethod.CARD]),
        )
        record_payment(account.id, received, actor=office.colleague(event.who), at=at)


def agree(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Other numbers than the rule's are agreed with a customer; without any the customer is never suspended."""
    limit = Decimal(event.limit) if event.limit is not None else None
    terms = CreditTerms(exempt=event.late is None and limit is None, days_late=event.late, credit_limit=limit)
    for account in accounts:
        set_credit_terms(account.id, terms, actor=office.colleague(event.who), at=at)


def days_of_the_rule(office: Office) -> Iterator[Happening]:
    """The mornings on which the worker may have found somebody too late, over the limit, or paid up."""
    rules = office.script.rules
    late = rules.billing.due_days + (rules.suspend_rule.days_late or 0)
    days = set()
    for event in office.script.events:
        if event.days is not None and event.what in {BILLED, PAID}:
            days |= {event.days - 1, event.days - late - 1} if event.what == BILLED else {event.days - 1}
    today = office.days.now.date()
    for back in sorted(days, reverse=True):
        yield from morning(office.days, today - timedelta(days=back), _apply)


def _line(event: Event) -> LineDraft:
    return LineDraft(
        description=event.comment, quantity=Decimal(1), unit_price=Decimal(event.amount), tax_rate=Decimal(0)
    )


def _month(account: Account) -> list[LineDraft]:
    """What recurs, four times; each line says which service it bills."""
    jobs = [job for place in account.places for job in place.jobs if job.rule]
    return [
        LineDraft(
            description=job.name,
            quantity=Decimal(4 * job.quantity),
            unit_price=job.price,
            tax_rate=Decimal(0),
            service=job.id,
        )
        for job in jobs
    ]


def _apply(at: datetime) -> None:
    suspend_by_rule(at)
