"""What can happen in a script, one function a word; each goes through the operation a person would have used."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from tenure.core.actions import Action, Answers, DocumentChoice, DocumentScope, Survey, Verb
from tenure.core.asks import AskAcknowledgement, AskName, AskOwner
from tenure.core.books import Field
from tenure.core.facts import User, UserState
from tenure.core.plan import Plan
from tenure.core.stops import Restore
from tenure.demo.accounts import Account
from tenure.demo.debts import BILLED, PAID, agree, bill, pay
from tenure.demo.groups import GROUPED, gather_in_group
from tenure.demo.office import Office
from tenure.demo.papers import receive
from tenure.demo.scripts import Event
from tenure.demo.settling import first_day, last_day, settle
from tenure.operations.clients import ClientDetails, add_client, edit_client
from tenure.operations.lifecycle import Order, perform_many, preview_many
from tenure.operations.own_subscriptions import subscribe
from tenure.operations.waits import approve_early_return, ask_early_return
from tenure.records.pending_waits import PendingWait, asked_early, pending_waits
from tenure.records.performed import Source

ENDS: Final = {Verb.DISCONNECT, Verb.DEACTIVATE}

type Deed = Callable[[Office, Event, Sequence[Account], datetime], None]


def _loud(verb: Verb) -> Deed:
    """A loud verb on one client or a group, answered as the script says and confirmed as it was shown."""

    def perform(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
        errors = _perform(verb, office, event, accounts, at)
        assert not any(errors), f"{office.script.slug}: {event} was refused: {errors}"

    return perform


def _refused(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Somebody tries what they may not, or may not yet."""
    errors = _perform(Verb(event.verb), office, event, accounts, at)
    assert all(errors), f"{office.script.slug}: {event} was not refused"


def _perform(
    verb: Verb, office: Office, event: Event, accounts: Sequence[Account], at: datetime
) -> list[Exception | None]:
    actor = office.colleague(event.who)
    with office.speaking():
        actions = [Action(verb=verb, target=account.target(event)) for account in accounts]
        plans = preview_many(actions, actor, at=at)
        orders = [
            Order(
                action=Action(verb=verb, target=plan.target.id, answers=_answers(verb, event, plan, at)),
                digest=plan.digest,
            )
            for plan in plans
            if plan is not None
        ]
        outcomes = perform_many(orders, actor, source=Source(event.source), at=at)
    assert len(outcomes) == len(accounts), f"{event} speaks of a client that is gone"
    return [outcome.error for outcome in outcomes]


def _answers(verb: Verb, event: Event, plan: Plan, at: datetime) -> Answers:
    told = verb in ENDS and event.reason
    return Answers(
        survey=Survey(reason=event.reason, score=event.score, comment=event.comment) if told else None,
        acknowledged_wait=any(isinstance(ask, AskAcknowledgement) for ask in plan.asks),
        owner=next((_owner(event, ask.choices) for ask in plan.asks if isinstance(ask, AskOwner)), None),
        notify=event.notify,
        typed_name=next((ask.name for ask in plan.asks if isinstance(ask, AskName)), None),
        documents=DocumentChoice(scope=DocumentScope(event.documents)) if event.documents else None,
        restore=Restore(event.restore) if event.restore else None,
        reason=event.reason if verb is Verb.SUSPEND else "",
        type=event.type,
        since=first_day(at, event.begins),
        until=last_day(at, event.begins, event.lasts),
    )


def _owner(event: Event, choices: Sequence[User]) -> str:
    """Whom the script names; otherwise whoever owns it already, or the first who joined."""
    match event.owner:
        case "invited":
            fitting = [user for user in choices if user.state is UserState.INVITED]
        case "second":
            fitting = [user for user in choices if not user.owner and user.state is UserState.JOINED]
        case _:
            fitting = [user for user in choices if user.owner]
    return (fitting or list(choices))[0].person.id


def _add(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """A client is entered by hand, and its people join on the same day."""
    for account in accounts:
        client = add_client(
            _details(office, account), products=account.products, actor=office.colleague(event.who), at=at
        )
        account.id = client.id
        account.subscriptions = {one.product: one.id for one in client.subscriptions.all()}
        settle(office, [account], by=event.who, at=at + timedelta(minutes=5))
        for somebody in account.company.people[: account.users]:
            at += timedelta(minutes=10)
            token = office.invite(account, somebody, by=event.who, at=at)
            at += timedelta(minutes=40)
            office.join(token, somebody.email, at=at)


def _invite(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """The next of the company's people is asked in, and has not answered yet."""
    for account in accounts:
        people = account.company.people
        place = account.users + account.asked if account.book else account.asked
        assert place < len(people), f"there is nobody else at {account.name}"
        office.invite(account, people[place], by=event.who, at=at)


def _edit(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Somebody writes down what they have learned."""
    for account in accounts:
        account.company.values[Field.NOTE] = event.note
        edit_client(account.id, _details(office, account), actor=office.colleague(event.who), at=at)


def _subscribe(office: Office, _event: Event, accounts: Sequence[Account], at: datetime) -> None:
    for account in accounts:
        subscribe(account.id, trial=False, actor=office.user(account), at=at)


def _trial(office: Office, _event: Event, accounts: Sequence[Account], at: datetime) -> None:
    for account in accounts:
        subscribe(account.id, trial=True, actor=office.user(account), at=at)


def _ask_early(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    actor = office.colleague(event.who)
    for wait in _of(accounts, pending_waits(actor, at=at).waits):
        ask_early_return(wait.id, reason=event.reason, actor=actor, at=at)


def _approve_early(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    actor = office.colleague(event.who)
    for wait in _of(accounts, asked_early(actor, at=at)):
        approve_early_return(wait.id, actor=actor, at=at)


def _of(accounts: Sequence[Account], waits: Sequence[PendingWait]) -> list[PendingWait]:
    """The waits of these clients; there has to be one."""
    clients = {account.id for account in accounts}
    found = [wait for wait in waits if wait.client in clients]
    assert found, f"nothing waits for {accounts[0].name}"
    return found


def _details(office: Office, account: Account) -> ClientDetails:
    values = {name.value: value for name, value in account.company.values.items()}
    return ClientDetails(**values, locale=office.script.locale)


DEEDS: Final[dict[str, Deed]] = {
    **{verb.value: _loud(verb) for verb in Verb},
    "refused": _refused,
    "add": _add,
    "invite": _invite,
    "edit": _edit,
    "papers": receive,
    "subscribe": _subscribe,
    "trial": _trial,
    BILLED: bill,
    GROUPED: gather_in_group,
    PAID: pay,
    "terms": agree,
    "ask_early": _ask_early,
    "approve_early": _approve_early,
}
