"""Who owns the account after an exit, as effects (R10, R29, section 11)."""

from collections.abc import Iterator

from tenure.core.actor import Side
from tenure.core.effects import AssignOwner, RequestOwner
from tenure.core.facts import UserState
from tenure.core.plan import Kept
from tenure.core.policy import Step
from tenure.core.situation import Situation
from tenure.core.wording import say


def owner_effects(case: Situation) -> Iterator[AssignOwner | RequestOwner]:
    """The chosen owner takes over at once if joined, on acceptance if invited; nothing if it changes nothing."""
    chosen = case.chosen_owner if Step.OWNER in case.steps else None
    if chosen is None:
        return
    before = case.facts.owner
    raised = case.verb.owner_administers and not chosen.administrator
    if chosen == before and not raised:
        return
    previous = before.person.name if before is not None and before != chosen else ""
    make = AssignOwner if chosen.state is UserState.JOINED else RequestOwner
    yield make(user=chosen.person, previous=previous, administrator=case.verb.owner_administers)


def owner_stays(case: Situation) -> Iterator[Kept]:
    """Said where the one chosen is the owner already, and administers the account if the verb wants that (R29)."""
    chosen = case.chosen_owner if Step.OWNER in case.steps else None
    if chosen is None or any(owner_effects(case)):
        return
    name = chosen.person.name or chosen.person.email
    both = say("%(name)s stays account owner and administrator.", name=name)
    owner = say("%(name)s stays account owner.", name=name)
    yield Kept(code="owner_stays", side=Side.CLIENT, sentence=both if case.verb.owner_administers else owner)
