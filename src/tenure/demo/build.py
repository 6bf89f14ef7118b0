"""Builds the demo: six firms with their clients, and what happened there until today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from random import Random

from django.utils import timezone

from tenure.demo import days_of_work, debts, months, opening, own_plans, settling, visits
from tenure.demo.accounts import Account, accounts_of, give_parts
from tenure.demo.asking_around import ask_around
from tenure.demo.casting import Casting
from tenure.demo.companies import Inventor
from tenure.demo.days import Days
from tenure.demo.deeds import DEEDS
from tenure.demo.happenings import Happening, in_order
from tenure.demo.letters import post_until
from tenure.demo.office import Office
from tenure.demo.papers import read_papers
from tenure.demo.scripts import Event, Script, scripts
from tenure.demo.sign_ins import PASSWORD, SignIn, sign_ins
from tenure.demo.words import Region, region
from tenure.operations.filling import filling
from tenure.operations.past_people import Acquaintance, get_to_know

SEED = 2026
# What was written since then lies in the outbox, and reaches the mailbox once the worker runs.
STILL_WAITING = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSummary:
    """What there is now. `built` is False where there was something already, and nothing was done."""

    firms: tuple[str, ...]
    sign_ins: tuple[SignIn, ...]
    built: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """One firm before its first day: its script, its clients, and the chance that made them."""

    script: Script
    region: Region
    booked: Sequence[Account]
    single: Sequence[Account]
    chance: Random


def build_demo(now: datetime | None = None) -> DemoSummary:
    """Fills an empty installation with six firms, one a profile and one of its own rules; their days end at `now` (aware).

    The same names each time. Where there is a firm already nothing is done.
    """
    now = now or timezone.now()
    with filling() as empty:
        if empty:
            _fill(now)
    return DemoSummary(firms=tuple(script.slug for script in scripts()), sign_ins=sign_ins(), built=empty)


def _fill(now: datetime) -> None:
    taken: set[str] = set()
    plans = [plan_of(script, taken) for script in scripts()]
    people = get_to_know((one for plan in plans for one in _people(plan, now)), password=PASSWORD)
    # One time for all: what the worker does on a morning, it does for every firm.
    lives = [happening for plan in plans for happening in _life(plan, people, now)]
    mornings = own_plans.days_of_own_plans([plan.script for plan in plans], now)
    for happening in in_order([*lives, *mornings]):
        happening.perform(happening.at)
    read_papers(now)
    ask_around(now)
    post_until(now - STILL_WAITING)


def plan_of(script: Script, taken: set[str]) -> Beginning:
    """A firm as it will be. Chance of its own for each firm, so that a word added to one does not change the others."""
    chance = Random(f"{SEED} {script.slug}")  # noqa: S311 - it has to be the same each time
    where = region(script.words, script.region)
    booked, single = accounts_of(script, Inventor(where, chance, taken), chance)
    # What hangs below has a chance of its own too: another location does not change who the clients are.
    below = Random(f"{SEED} {script.slug} below")  # noqa: S311
    give_parts([*booked, *single], script, where, below)
    return Beginning(script=script, region=where, booked=booked, single=single, chance=chance)


def _people(plan: Beginning, now: datetime) -> Iterator[Acquaintance]:
    """Everybody who will join sooner or later; whoever stays invited is not known yet."""
    since = now - timedelta(days=plan.script.since)
    for mate in plan.script.team:
        if not mate.invited:
            yield Acquaintance(email=mate.email, name=mate.name, locale=plan.script.locale, since=since)
    for account in plan.booked:
        for somebody in account.company.people[: account.users]:
            yield Acquaintance(
                email=somebody.email, name=somebody.name, locale=plan.script.locale, since=since
            )
    adds = iter(event for event in plan.script.events if event.what == "add")
    for account, event in zip(plan.single, adds, strict=True):
        for somebody in account.company.people[: event.people]:
            yield Acquaintance(
                email=somebody.email, name=somebody.name, locale=plan.script.locale, since=since
            )


def _life(plan: Beginning, people: dict[str, str], now: datetime) -> Iterator[Happening]:
    """Founds the firm; everything that is to happen in it."""
    script, chance = plan.script, plan.chance
    days = Days(now, script.time_zone, chance)
    firm = opening.found(script, at=days.back(script.since + 4))
    office = Office(script=script, region=plan.region, firm=firm, days=days, chance=chance, people=people)
    casting = Casting(script, plan.booked, plan.single, chance)
    yield from chain(
        opening.team_comes(office),
        opening.books_come(office, plan.booked),
        days_of_work.seats(office, plan.booked),
        _script(office, casting),
        days_of_work.invitations(office, casting),
        days_of_work.notes(office, casting),
        days_of_work.papers(office, plan.booked),
        days_of_work.reminders(office),
        settling.days_that_end(office),
        settling.days_that_turn(office),
        debts.days_of_the_rule(office),
        visits.days_of_visits(office, casting.free()),
        months.months_billed(office, casting.free()),
    )


def _script(office: Office, casting: Casting) -> Iterator[Happening]:
    """The events of the script; what happens to one client keeps its order, whatever weekends do to the days."""
    last: dict[str, datetime] = {}
    for event in office.script.events:
        at = office.days.hours_ago(event.hours) if event.days is None else office.days.back(event.days)
        if event.client in last:
            at = office.days.capped(max(at, last[event.client]))
        last[event.client] = at + timedelta(hours=4)
        players = casting.players(event)
        if event.before:
            earlier = at - timedelta(hours=1)
            yield Happening(at=earlier, perform=partial(_perform, office, event, players, event.before))
        yield Happening(at=at, perform=partial(_perform, office, event, players, event.what))


def _perform(office: Office, event: Event, accounts: Sequence[Account], what: str, at: datetime) -> None:
    DEEDS[what](office, event, accounts, at)
