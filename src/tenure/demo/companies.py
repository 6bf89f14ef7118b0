"""Invents clients that could be somebody's: a trade, a name, an owner, an address, and what is noted about them."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from django.utils.text import slugify

from tenure.core.books import Field
from tenure.demo.scripts import Star
from tenure.demo.words import Culture, Region, Trade, culture

POSTBOXES = ("post.example", "mail.example", "inbox.example")
LONGEST_DOMAIN = 22
REGISTERED, TAXED, NOTED = 0.8, 0.6, 0.33  # how many have a company number, a tax number, a note
DIGITS = re.compile(r"\{(digits|letters)(\d)\}")
FORMS = re.compile(r"\b(ltd|sarl|eurl|sas|sci|gaec|earl|the|les|le|la)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person with an address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A client before anybody entered it: what a book says of it, and who might use its account, owner first."""

    values: dict[Field, str]
    people: tuple[Somebody, ...]
    star: Star | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.values[Field.NAME]

    @property
    def household(self) -> bool:
        """A person rather than a company: mail goes to a postbox that many people use."""
        return self.values[Field.EMAIL].rpartition("@")[2] in POSTBOXES


class Inventor:
    """Invents companies of one region. The same chance, the same companies.

    `taken` are names and addresses that somebody has already; several inventors may share it.
    """

    def __init__(self, region: Region, chance: Random, taken: set[str]) -> None:
        self._region = region
        self._chance = chance
        self._taken = taken
        self._uses: Counter[str] = Counter()
        self._trades = self._endless_trades()

    def companies(self, count: int) -> list[Company]:
        """So many companies, no two of the same name or address."""
        return [self._company(number) for number in range(1, count + 1)]

    def star(self, star: Star) -> Company:
        """A company that the script names itself."""
        names = [f"{star.given} {star.family}", *filter(None, [star.second, star.third])]
        people = tuple(
            Somebody(name=name, email=f"{mailbox(name.split()[0])}@{star.domain}") for name in names
        )
        self._taken.update([star.name, *(one.email for one in people)])
        values = self._values(star.name, people[0], f"hello@{star.domain}", 0)
        return Company(values={**values, Field.NOTE: star.note}, people=people, star=star)

    def _company(self, number: int) -> Company:
        trade = next(self._trades)
        while True:
            people = self._culture()
            given, family = self._rarest(people.given), self._rarest(people.family)
            name = self._name(trade, people, given, family)
            domain = _domain(name) if trade.mail else ""
            box = domain or self._chance.choice(POSTBOXES)
            personal = f"{mailbox(given)}.{mailbox(family)}@{box}"
            owner = Somebody(
                name=f"{given} {family}", email=f"{mailbox(given)}@{box}" if domain else personal
            )
            if not self._taken.intersection([name, owner.email]):
                break
        self._taken.update([name, owner.email])
        others = self._household(people, owner, box) if not domain else self._staff(owner, box)
        mail = f"{trade.mail}@{domain}" if domain else owner.email
        return Company(values=self._values(name, owner, mail, number), people=(owner, *others))

    def _name(self, trade: Trade, people: Culture, given: str, family: str) -> str:
        """A name for the trade, of the patterns that were used least."""
        word, word2 = self._chance.sample(self._region.words, 2)
        thing, thing2 = self._chance.sample(self._region.things, 2)
        return self._rarest(trade.names).format(
            given=given,
            family=family,
            given2=self._chance.choice([one for one in people.given if one != given]),
            other=self._rarest(self._culture().family),
            place=self._rarest(self._region.places),
            word=word,
            word2=word2,
            thing=thing,
            thing2=thing2,
        )

    def _values(self, name: str, owner: Somebody, mail: str, number: int) -> dict[Field, str]:
        chance, region = self._chance, self._region
        city, _, code = chance.choice(region.cities).partition("|")
        stem = re.sub(r"[^A-Z]", "", slugify(FORMS.sub("", name.casefold())).upper())[:4]
        self._uses[f"stem {stem}"] += 1
        return {
            Field.NAME: name,
            Field.EMAIL: mail,
            Field.CONTACT_NAME: owner.name,
            Field.PHONE: self._filled(region.phone, area=chance.choice(region.areas)),
            Field.COMPANY_NUMBER: self._filled(region.number) if chance.random() < REGISTERED else "",
            Field.TAX_NUMBER: self._filled(region.tax) if chance.random() < TAXED else "",
            Field.REFERENCE: region.reference.format(
                stem=stem, nth=self._uses[f"stem {stem}"], seq=number * 7 + 113
            ),
            Field.STREET: region.street.format(
                number=chance.randrange(1, 180), street=chance.choice(region.streets)
            ),
            Field.CITY: city,
            Field.POSTAL_CODE: self._filled(region.postal, code=code),
            Field.COUNTRY: region.country,
            Field.NOTE: chance.choice(region.notes) if chance.random() < NOTED else "",
        }

    def _household(self, people: Culture, owner: Somebody, box: str) -> Iterator[Somebody]:
        """One of the family, where a person is the client."""
        given, _, family = owner.name.partition(" ")
        other = self._chance.choice([one for one in people.given if one != given])
        yield from self._untaken(Somebody(name=f"{other} {family}", email=f"{mailbox(other)}@{box}"))

    def _staff(self, owner: Somebody, box: str) -> Iterator[Somebody]:
        """Two people who work there."""
        for _ in range(2):
            people = self._culture()
            given = self._chance.choice(people.given)
            name = f"{given} {self._rarest(people.family)}"
            if name != owner.name:
                yield from self._untaken(Somebody(name=name, email=f"{mailbox(given)}@{box}"))

    def _untaken(self, somebody: Somebody) -> Iterator[Somebody]:
        if somebody.email not in self._taken:
            self._taken.add(somebody.email)
            yield somebody

    def _culture(self) -> Culture:
        names, weights = zip(*self._region.cultures.items(), strict=True)
        return culture(self._chance.choices(names, weights)[0])

    def _rarest(self, choices: Iterable[str]) -> str:
        """One of those that were used least, so that nothing is seen too often."""
        options = list(choices)
        least = min(self._uses[one] for one in options)
        chosen = self._chance.choice([one for one in options if self._uses[one] == least])
        self._uses[chosen] += 1
        return chosen

    def _endless_trades(self) -> Iterator[Trade]:
        trades = [trade for trade in self._region.trades for _ in range(trade.weight)]
        while True:
            yield from self._chance.sample(trades, len(trades))

    def _filled(self, pattern: str, **known: str) -> str:
        return filled(pattern, self._chance, **known)


def filled(pattern: str, chance: Random, **known: str) -> str:
    """The pattern with what is known, and with chance digits and letters."""

    def some(wanted: re.Match[str]) -> str:
        kind, count = wanted[1], int(wanted[2])
        signs = string.digits if kind == "digits" else "ABDEFGHJLNPQRSTUWXYZ"
        return "".join(chance.choice(signs) for _ in range(count))

    for name, value in known.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return DIGITS.sub(some, pattern).strip()


def mailbox(name: str) -> str:
    """What stands before the @ of somebody's address."""
    return slugify(name).replace("-", "")


def _domain(name: str) -> str:
    words = slugify(FORMS.sub("", name.casefold().replace("'", ""))).split("-")
    joined = "".join(words)
    return f"{joined if len(joined) <= LONGEST_DOMAIN else '-'.join(words)}.example"
