"""Customers of an invented firm who owe: what the rule did about them, and what was agreed with some (R41)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from tenure.core.actions import Action, Answers, Verb
from tenure.core.credit import CreditTerms
from tenure.demo.accounts import Account
from tenure.demo.office import Office
from tenure.demo.scripts import Event
from tenure.operations.suspend_rule import set_credit_terms
from tenure.operations.system import do_what_is_due


def by_rule(verb: Verb) -> Callable[[Office, Event, Sequence[Account], datetime], None]:
    """What Tenure does by itself for a customer who owes, and once they have paid (R41)."""

    def perform(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
        answers = Answers(type=event.type)
        actions = [Action(verb=verb, target=account.id, answers=answers) for account in accounts]
        done = do_what_is_due(office.firm, actions, at=at)
        assert done == len(accounts), f"{office.script.slug}: {event} was refused"

    return perform


def agree(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Other numbers than the rule's are agreed with a customer; without any the customer is never suspended."""
    limit = Decimal(event.limit) if event.limit is not None else None
    terms = CreditTerms(exempt=event.late is None and limit is None, days_late=event.late, credit_limit=limit)
    for account in accounts:
        set_credit_terms(account.id, terms, actor=office.colleague(event.who), at=at)
