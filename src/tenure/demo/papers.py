"""Papers as they come in to the clients of an invented firm, and to their businesses."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tenure.core.actor import Side
from tenure.demo.accounts import Account
from tenure.demo.bills import bill
from tenure.demo.office import Office
from tenure.demo.scripts import Event
from tenure.operations.past_papers import DocumentState, Paper, file_papers
from tenure.operations.past_readings import read_past_papers
from tenure.outlets.extraction.reader import Reader

# How many papers of a client with businesses are about none of them.
FOR_THE_CLIENT = 0.1
CHECKED_WITHIN = timedelta(days=21)
TORN_PART = 3


def receive(office: Office, event: Event, accounts: Sequence[Account], at: datetime) -> None:
    """Papers come in from the client; from the firm where the client has nobody."""
    with office.speaking():
        papers = [
            paper
            for account in accounts
            for paper in papers_of(
                office, account, event.number, at, business=account.target(event) if event.part else None
            )
        ]
    file_papers(papers, actor=office.colleague(event.who), at=at)


def read_papers(now: datetime) -> None:
    """What was read by now gets its reading; the office has checked all but the papers of the last weeks."""
    with Reader() as reader:
        read_past_papers(reader, now=now, checked_before=now - CHECKED_WITHIN)


def papers_of(
    office: Office,
    account: Account,
    number: int,
    at: datetime,
    *,
    fate: DocumentState = DocumentState.RECEIVED,
    business: str | None = None,
) -> list[Paper]:
    """So many bills for a client, and how far they will have come if nothing stops them.

    For one of its businesses if it has any; for the client itself now and then.
    """
    staff = office.chance.choice([mate for mate in office.script.team if not mate.days and not mate.invited])
    sender = account.company.people[0].email if account.users else staff.email
    smudged = fate is DocumentState.REVIEW
    bills = [
        bill(office.region.stationery, account.name, at, office.chance, smudged=smudged)
        for _ in range(number)
    ]
    return [
        Paper(
            client=account.id,
            name=one.name,
            content=_torn(one.content) if fate is DocumentState.FAILED else one.content,
            by=office.people[sender],
            side=Side.CLIENT if account.users else Side.FIRM,
            fate=fate,
            business=business or _some_business(office, account),
        )
        for one in bills
    ]


def _torn(content: bytes) -> bytes:
    """A file that was cut off on its way: nobody can read it."""
    return content[: len(content) // TORN_PART]


def _some_business(office: Office, account: Account) -> str | None:
    if not account.businesses or office.chance.random() < FOR_THE_CLIENT:
        return None
    return office.chance.choice(account.businesses).id
