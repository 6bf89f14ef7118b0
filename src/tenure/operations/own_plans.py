"""A client tries, takes, changes or leaves a plan of its own: looked at first, then done exactly as shown (R12, R15, R20).

Until then and afterwards the firm's own products and stops stay what they are.
"""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor
from tenure.core.own_plans.deeds import deed_of
from tenure.core.own_plans.propose import Proposal, Question, propose
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.apply_own_plans import apply_proposal
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Missing, NotDone
from tenure.records.models import Client
from tenure.records.own_plans import Setting, own_facts
from tenure.records.reading_pace import reading_pace
from tenure.records.scope import clients_of


class NotAsShown(NotDone):
    """What was confirmed rested on other facts, or cannot be done; `proposal` is how it stands now."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.digest)
        self.proposal = proposal


def foresee(question: Question, client_id: str, *, actor: Actor, at: datetime | None = None) -> Proposal:
    """What the wish would do now. Writes nothing but a refused right. Raises `Missing` and `NotAllowed`."""
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.SUBSCRIPTION, at=at)
    client = clients_of(actor).select_related("firm").filter(pk=client_id).first()
    if client is None:
        raise Missing(client_id)
    return proposal_for(question, client, at=at)


def carry_out(
    question: Question, client_id: str, *, digest: str, actor: Actor, at: datetime | None = None
) -> Proposal:
    """Does what was shown under `digest`.

    Raises `Missing`, `NotAllowed`, and `NotAsShown` where the facts have moved or something stands against it.
    """
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.SUBSCRIPTION, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.SUBSCRIPTION)
        proposal = proposal_for(question, client, at=at)
        if proposal.refused or proposal.digest != digest:
            raise NotAsShown(proposal)
        apply_proposal(proposal, client, at=at)
        content = {"digest": proposal.digest, "plan": question.tariff}
        note_on(client, event_of(proposal), content, by=actor.person, at=at)
    return proposal


def proposal_for(question: Question, client: Client, *, at: datetime) -> Proposal:
    """The proposal for a wish as the client's rows stand at `at`."""
    proposal = propose(question, own_facts(client, setting(), at=at))
    return replace(proposal, pace=reading_pace()) if proposal.documents else proposal


def setting() -> Setting:
    """What this installation offers."""
    return Setting(catalogue=settings.TENURE_CATALOGUE, trial_days=settings.TENURE_TRIAL_DAYS)


def event_of(proposal: Proposal) -> str:
    """What the log calls it."""
    return deed_of(proposal.question, proposal.facts.plan).value
