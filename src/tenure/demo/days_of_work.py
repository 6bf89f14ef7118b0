"""What fills the days between the events of a script: people join, papers come in, notes are taken, waits are told of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import exp
from random import Random

from tenure.demo.accounts import Account
from tenure.demo.casting import SETTLED, Casting
from tenure.demo.deeds import DEEDS
from tenure.demo.happenings import Happening
from tenure.demo.office import Office
from tenure.demo.papers import papers_of
from tenure.demo.scripts import Event
from tenure.operations.past_papers import DocumentState, file_papers
from tenure.operations.past_people import Seat, seat_users
from tenure.operations.reminders import remind

DAYS_A_WEEK = 7
PAPER_DAYS_A_WEEK = 0.9
# Papers of the last weeks are more than those of a year ago: half as many every thirty-five days.
FADING_DAYS = 50
READ_AFTER_DAYS = 2
SELDOM_SILENT = 0.93
# So many more deliveries come from the clients that a script names.
BUSY = 4
FATES = {DocumentState.READY: 88, DocumentState.REVIEW: 9, DocumentState.FAILED: 3}
FRESH = {
    DocumentState.RECEIVED: 5,
    DocumentState.WAITING: 3,
    DocumentState.READY: 6,
    DocumentState.REVIEW: 2,
}
ONE_IN_NOTED = 40
# The newest reminders are written by the demo's own worker.
REMINDED_BEFORE_DAYS = 9


def seats(office: Office, booked: Sequence[Account]) -> Iterator[Happening]:
    """The users whom the books brought along take their seats, many on one day."""
    days: dict[int, list[Account]] = defaultdict(list)
    for account in booked:
        if account.users and account.seated is not None:
            days[account.seated].append(account)
    for day, accounts in sorted(days.items(), reverse=True):
        yield Happening(at=office.days.back(day), perform=partial(_seat, office, accounts))


def invitations(office: Office, casting: Casting) -> Iterator[Happening]:
    """Some of those whom nobody uses yet were asked in and have not answered."""
    for account in casting.free():
        if not account.users and office.chance.random() < office.script.asked:
            day = office.chance.randrange(2, min(account.entered - SETTLED, 200))
            event = Event(what="invite", client=account.name, days=day, who="")
            yield Happening(at=office.days.back(day), perform=partial(_do, office, event, account))


def notes(office: Office, casting: Casting) -> Iterator[Happening]:
    """Now and then somebody writes down what they have learned."""
    managers = [mate for mate in office.script.team if mate.role == "manager" and not mate.days]
    for account in casting.free():
        if office.chance.randrange(ONE_IN_NOTED) == 0:
            day = office.chance.randrange(1, account.entered - SETTLED)
            who = office.chance.choice([mate for mate in managers if not mate.invited]).nick
            note = office.chance.choice(office.region.notes)
            event = Event(what="edit", client=account.name, days=day, who=who, note=note)
            yield Happening(at=office.days.back(day), perform=partial(_do, office, event, account))


def papers(office: Office, accounts: Sequence[Account]) -> Iterator[Happening]:
    """Papers come in on some days of each week; how they fared since depends on how long ago that is."""
    weeks = office.script.paper_weeks
    days = sorted(office.chance.sample(range(weeks * DAYS_A_WEEK), int(weeks * PAPER_DAYS_A_WEEK)))
    bags: dict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        able = [day for day in days if day < (account.seated or account.entered) - SETTLED]
        if not able or not account.company.people:
            continue
        more = BUSY if account.company.star is not None else 0
        for _ in range(_times(office.script.papers_a_client, office.chance) + more):
            weights = [exp(-day / FADING_DAYS) for day in able]
            bags[office.chance.choices(able, weights)[0]].append(account)
    for day, bag in bags.items():
        yield Happening(at=office.days.back(day), perform=partial(_receive, office, bag))


def reminders(office: Office) -> Iterator[Happening]:
    """What the worker wrote each Monday morning about waits that end."""
    if not any(verb.wait_months for verb in office.script.rules.verbs.values()):
        return
    for day in range(office.script.since, REMINDED_BEFORE_DAYS, -DAYS_A_WEEK):
        yield Happening(at=office.days.back(day), perform=_remind)


def _seat(office: Office, accounts: Sequence[Account], at: datetime) -> None:
    taken = [
        Seat(client=account.id, person=office.people[somebody.email], owner=place == 0)
        for account in accounts
        for place, somebody in enumerate(account.company.people[: account.users])
    ]
    seat_users(taken, actor=office.colleague(""), at=at)


def _do(office: Office, event: Event, account: Account, at: datetime) -> None:
    DEEDS[event.what](office, event, [account], at)


def _receive(office: Office, bag: Sequence[Account], at: datetime) -> None:
    fates = FATES if at < office.days.now - timedelta(days=READ_AFTER_DAYS) else FRESH
    chance = office.chance
    with office.speaking():
        received = [
            paper
            for account in bag
            for paper in papers_of(
                office,
                account,
                chance.choice((1, 1, 2, 3)),
                at,
                fate=chance.choices([*fates], [*fates.values()])[0],
            )
        ]
    file_papers(received, actor=office.colleague(""), at=at)


def _times(mean: float, chance: Random) -> int:
    """How often: about `mean`, and seldom not at all where it is one or more."""
    whole = int(mean)
    return min(whole, 1) * (chance.random() < SELDOM_SILENT) + (
        chance.random() < mean - whole
    ) * chance.randrange(1, 3)


def _remind(at: datetime) -> None:
    remind(at)
