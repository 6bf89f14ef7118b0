"""Who plays which part: every label of a script is one client, or a group, that fits what happens to it."""

from collections.abc import Sequence
from random import Random

from tenure.demo.accounts import Account
from tenure.demo.scripts import Event, Script

# Between coming in and the first thing that happens to a client lie a few days.
SETTLED = 4


class Casting:
    """The players of one script. Whoever plays a part plays no other."""

    def __init__(
        self, script: Script, booked: Sequence[Account], single: Sequence[Account], chance: Random
    ) -> None:
        self._chance = chance
        self._booked = booked
        self._single = iter(single)
        self._parts: dict[str, list[Account]] = {
            account.company.star.key: [account] for account in booked if account.company.star is not None
        }
        for event in script.events:
            self._cast(event)

    def players(self, event: Event) -> list[Account]:
        """The clients an event happens to."""
        return self._parts[event.client][: event.many or None]

    def free(self) -> list[Account]:
        """Those who play no part, in the order of the books."""
        return [account for account in self._booked if not account.cast and account.company.star is None]

    def _cast(self, event: Event) -> None:
        if event.client in self._parts:
            return
        if event.what == "add":
            players = [self._added(event)]
        else:
            able = [account for account in self.free() if _fits(account, event)]
            assert len(able) >= max(event.many, 1), f"nobody can play {event.client}"
            players = self._chance.sample(able, max(event.many, 1))
        for account in players:
            account.cast = True
        self._parts[event.client] = players

    def _added(self, event: Event) -> Account:
        account = next(self._single)
        account.entered, account.products = event.days or 0, event.products or ()
        account.users = min(event.people, len(account.company.people))
        return account


def _fits(account: Account, event: Event) -> bool:
    days = event.days or 0
    there = account.entered - SETTLED >= days
    if event.users is not None:
        there = there and (account.users >= event.users if event.users else account.users == 0)
    if account.users and account.seated is not None:
        there = there and account.seated - SETTLED >= days
    if event.part:
        there = there and len(account.parts(event.part)) >= event.nth
    return there and (event.products is None or set(event.products) == set(account.products))
