"""One question put to the core: this action, on these facts, under this policy, by this actor."""

from dataclasses import dataclass
from datetime import date

from tenure.core.actions import Action
from tenure.core.actor import Actor, Side
from tenure.core.effects import SendMail
from tenure.core.facts import Facts, Person, User
from tenure.core.months import add_months
from tenure.core.policy import Notice, Policy, Step, VerbPolicy
from tenure.core.stops import Restore
from tenure.core.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a verb's rules read; `verb` is the policy's word on the action's verb."""

    action: Action
    facts: Facts
    policy: Policy
    actor: Actor
    verb: VerbPolicy
    target: Node

    @property
    def steps(self) -> tuple[Step, ...]:
        """The policy's steps for whoever pays."""
        return self.verb.steps_for(self.facts.payer)

    @property
    def restore(self) -> Restore:
        """How much comes back: as answered, else the policy's first choice."""
        return self.action.answers.restore or self.verb.restore[0]

    @property
    def locked_until(self) -> date | None:
        """The first day of a return if the stop is placed today; None without a wait."""
        months = self.verb.wait_months
        return add_months(self.facts.today, months) if months else None

    @property
    def chosen_owner(self) -> User | None:
        """The user named as owner, by id or e-mail; the only user where nobody is named."""
        wanted = self.action.answers.owner
        users = self.facts.users
        if wanted is None:
            return users[0] if len(users) == 1 else None
        return next((u for u in users if wanted in {u.person.id, u.person.email}), None)

    @property
    def client_is_told(self) -> bool:
        """Whether the client's users get an e-mail: by policy, or as answered (yes unless said otherwise)."""
        asked = self.verb.client_notice is Notice.ASKED
        return self.action.answers.notify is not False if asked else self.verb.client_notice is Notice.ALWAYS

    def mails(self) -> tuple[SendMail, ...]:
        """The e-mails that leave: the person who acted and the administrators, then the client's users."""
        firm = self._firm_receivers() if self.verb.firm_notice is Notice.ALWAYS else ()
        client = tuple(user.person for user in self.facts.users) if self.client_is_told else ()
        both = ((Side.FIRM, firm), (Side.CLIENT, client))
        return tuple(SendMail(verb=self.action.verb, side=s, receivers=r) for s, r in both if r)

    def _firm_receivers(self) -> tuple[Person, ...]:
        return tuple(
            colleague.person
            for colleague in self.facts.colleagues
            if colleague.administrator or colleague.person.id == self.actor.person
        )
