"""An invented firm at work: who acts for it, and what they do, through the operations that everybody uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from tenure.core.actor import Actor
from tenure.demo.accounts import Account
from tenure.demo.companies import Somebody
from tenure.demo.days import Days
from tenure.demo.scripts import Script
from tenure.demo.words import Region
from tenure.operations.acceptance import accept
from tenure.operations.invitations import invite_user
from tenure.records.people import actor_at_clients, actor_at_firm


@dataclass(slots=True, kw_only=True)
class Office:
    """One firm of the demo. `people` has the id of every address that can sign in.

    `tokens` are the secrets of the invitations just written, `letters` those that colleagues have not opened yet.
    """

    script: Script
    region: Region
    firm: str
    days: Days
    chance: Random
    people: dict[str, str]
    actors: dict[str, Actor] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)

    def colleague(self, nick: str) -> Actor:
        """Somebody of the firm, by what stands before the @; the first administrator if nobody is named."""
        if nick not in self.actors:
            mates = [mate for mate in self.script.team if mate.nick == nick] or self.script.team
            actor = actor_at_firm(self.people[mates[0].email], self.firm)
            assert actor is not None, f"{nick} does not work here"
            self.actors[nick] = actor
        return self.actors[nick]

    def user(self, account: Account) -> Actor:
        """The owner of a client's account, acting there."""
        actor = actor_at_clients(self.people[account.company.people[0].email])
        assert actor is not None, f"nobody uses {account.name}"
        return actor

    def link_to(self, token: str) -> str:
        """The address in a letter of invitation; the token is kept for whoever accepts it here."""
        self.tokens.append(token)
        return f"{settings.TENURE_URL}{reverse('invitation', args=[token])}"

    def invite(self, account: Account, somebody: Somebody, *, by: str, at: datetime) -> str:
        """Invites a user to a client; returns the secret of the letter. The first one administers the account."""
        first = somebody == account.company.people[0]
        with self.speaking():
            invite_user(
                account.id,
                email=somebody.email,
                name=somebody.name,
                role="administrator" if first else "standard",
                link_to=self.link_to,
                actor=self.colleague(by),
                at=at,
            )
        account.asked += 1
        return self.tokens.pop()

    def join(self, token: str, email: str, *, at: datetime) -> None:
        """Somebody who can sign in accepts an invitation."""
        accept(token, signed_in=self.people[email], at=at)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """In the language of the firm, in which its plans were shown."""
        with override(self.script.locale):
            yield
