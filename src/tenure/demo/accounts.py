"""The clients of an invented firm before anything happens: which company, since when, with which products and users."""

from dataclasses import dataclass, field
from random import Random

from tenure.core.books import Field
from tenure.demo.companies import Company, Inventor
from tenure.demo.scripts import Book, Script

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

    @property
    def name(self) -> str:
        """What the client is called."""
        return self.company.name

    @property
    def note(self) -> str:
        """What is noted about it from the start."""
        return self.company.values[Field.NOTE]


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
