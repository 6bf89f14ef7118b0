"""A proposal about a client's own plan becomes rows: each effect is written, and nothing else (R12, R15, R20)."""

from datetime import datetime
from typing import assert_never

from django.db.models import F, QuerySet

from tenure.core.own_plans import effects as e
from tenure.core.own_plans.facts import OwnFacts
from tenure.core.own_plans.propose import Proposal
from tenure.operations.own_plan_letters import write_own_letters
from tenure.operations.own_plan_rows import cancel, next_month, order, owe, running, start_months, start_trial
from tenure.outlets.payments import BY_INVOICE
from tenure.records.facts import WAITING
from tenure.records.models import Client, Document, DocumentState, Subscription
from tenure.records.own_plans import ended, resting


def apply_proposal(proposal: Proposal, client: Client, *, at: datetime) -> None:
    """Writes the effects in their order. The caller holds the client's lock and the transaction."""
    for effect in proposal.effects:
        _apply(effect, proposal, client, at)


def _apply(effect: e.OwnEffect, proposal: Proposal, client: Client, at: datetime) -> None:
    match effect:
        case e.StartTrial():
            start_trial(effect, client, proposal.facts, at=at)
        case e.StartMonths():
            start_months(effect, client, proposal.facts, at=at)
        case e.NextMonth():
            next_month(effect, client)
        case e.Owe():
            owe(effect, client, at=at)
        case e.Order():
            order(client, effect.terms)
        case e.TakeBackOrder():
            order(client, None)
        case e.MarkCancelled():
            cancel(client, at)
            BY_INVOICE.cancel(running(client).id)
        case e.Resume():
            cancel(client, None)
        case e.EndPlan():
            Subscription.objects.filter(pk=running(client).pk).update(until=at)
        case e.ReadDocuments() | e.RestDocuments() | e.StopReading() | e.PassDocuments():
            _documents(effect, proposal.facts, client, at)
        case e.Tell():
            write_own_letters(effect, proposal, client, at=at)
        case _:
            assert_never(effect)


def _documents(
    effect: e.ReadDocuments | e.RestDocuments | e.StopReading | e.PassDocuments,
    facts: OwnFacts,
    client: Client,
    at: datetime,
) -> None:
    match effect:
        case e.ReadDocuments():
            _read(client, at)
        case e.RestDocuments(product=product):
            _waiting(facts).update(
                state=DocumentState.HELD.value,
                held_since=at,
                lease_key="",
                lease_until=None,
                subscription_id=F("subscription_id") if product is None else product.id,
            )
        case e.StopReading(nodes=nodes):
            Document.objects.filter(subscription__in=[one.id for one in nodes], state__in=WAITING).update(
                state=DocumentState.HELD.value, held_since=at, lease_key="", lease_until=None
            )
        case e.PassDocuments(product=product):
            _waiting(facts).update(subscription_id=product.id)


def _read(client: Client, at: datetime) -> None:
    """What rests waits again where it lies, so that a business keeps its papers; what lies nowhere moves here."""
    rests = Document.objects.filter(resting(client.id))
    rests.filter(ended(client.id)).update(
        state=DocumentState.WAITING.value, subscription=running(client), held_since=None, released_at=at
    )
    rests.update(state=DocumentState.WAITING.value, held_since=None, released_at=at)


def _waiting(facts: OwnFacts) -> QuerySet[Document]:
    """What waits under the own plan, which may have ended a moment ago."""
    plan = facts.plan
    return Document.objects.filter(
        subscription_id=plan.node.id if plan is not None else None, state__in=WAITING
    )
