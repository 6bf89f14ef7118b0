"""The clients of an invented firm before anything happens: which company, since when, with which products and users."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from tenure.core.books import Field
from tenure.demo.companies import Company, Inventor
from tenure.demo.parts import Job, PartInventor, Place, Undertaking
from tenure.demo.scripts import Book, Event, Script
from tenure.demo.words import Region

# How many days after its book a client's users join; some of them late.
SEATED_AFTER = (4, 6, 13, 34)


@dataclass(slots=True, kw_only=True, eq=False)
class Account:
    """One client, as planned; ids are known once it is entered. Days are days ago.

    `users` of the company's people join, the owner first; `seated` is the day, None if each accepts a letter.
    """

    company: Company
    entered: int
    products: tuple[str, ...]
    users: int
    seated: int | None = None
    book: Book | None = None
    cast: bool = False
    asked: int = 0
    id: str = ""
    subscriptions: dict[str, str] = field(default_factory=dict)
    businesses: tuple[Undertaking, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """What the client is called."""
        return self.company.name

    @property
    def note(self) -> str:
        """What is noted about it from the start."""
        return self.company.values[Field.NOTE]

    def target(self, event: Event) -> str:
        """The node an event happens to."""
        if not event.part:
            return self.subscriptions[event.product] if event.product else self.id
        part = self.parts(event.part)[event.nth - 1]
        return part.products[event.product] if event.product and isinstance(part, Undertaking) else part.id

    def parts(self, word: str) -> list[Undertaking | Place | Job]:
        """Its parts of one kind, in the words of the scripts; a service recurs, a request does not."""
        jobs = [job for place in self.places for job in place.jobs]
        kinds: dict[str, list[Undertaking | Place | Job]] = {
            "business": [*self.businesses],
            "location": [*self.places],
            "service": [job for job in jobs if job.rule],
            "request": [job for job in jobs if not job.rule],
        }
        return kinds[word]


def accounts_of(script: Script, inventor: Inventor, chance: Random) -> tuple[list[Account], list[Account]]:
    """The clients in the firm's books, and those still to be added one by one."""
    companies = [inventor.star(star) for star in script.stars]
    companies += inventor.companies(script.companies - len(companies))
    rest = iter(companies)
    booked = [_booked(next(rest), book, script, chance) for book in script.books for _ in range(book.clients)]
    single = [Account(company=company, entered=0, products=(), users=0) for company in rest]
    return booked, single


def _booked(company: Company, book: Book, script: Script, chance: Random) -> Account:
    drawn = chance.choices(range(len(script.users)), script.users)[0]
    users = company.star.users if company.star is not None else min(drawn, len(company.people))
    return Account(
        company=company,
        entered=book.days,
        products=book.products,
        users=users,
        seated=max(book.days - chance.choice(SEATED_AFTER), 1),
        book=book,
    )


def give_parts(accounts: Iterable[Account], script: Script, region: Region, chance: Random) -> None:
    """Plans what hangs below every client, as the script weighs it."""
    inventor = PartInventor(script, region, chance)
    for account in accounts:
        account.businesses = inventor.businesses(account.company)
        account.places = inventor.places(account.company)
