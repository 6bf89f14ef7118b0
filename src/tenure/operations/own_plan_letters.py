"""Letters about a client's own plan, to its owner and administrators: begun, ends soon, ended, to be paid (R12).

A letter says all it needs itself: names in both languages, days, amounts. It hangs on the client and goes with it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from tenure.core.actor import Side
from tenure.core.facts import Person
from tenure.core.own_plans import effects as e
from tenure.core.own_plans.facts import OwnFacts, Terms
from tenure.core.own_plans.propose import Proposal
from tenure.records.models import Client, OutboxMail, PlanPayment
from tenure.records.own_plans import own_subscription


def write_own_letters(effect: e.Tell, proposal: Proposal, client: Client, *, at: datetime) -> None:
    """One row a receiver, in the outbox, with what is to be said."""
    context = {**_known(proposal, client), "letter": effect.letter}
    OutboxMail.objects.bulk_create(
        own_letter(effect.letter, person, client.id, context, at=at) for person in effect.receivers
    )


def own_letter(
    kind: str, person: Person, client: str, context: Mapping[str, object], *, at: datetime
) -> OutboxMail:
    """A letter to one person of the client. It is no firm's: no firm sees it in its outbox."""
    return OutboxMail(
        client_id=client,
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        locale=person.locale,
        side=Side.CLIENT.value,
        context=dict(context),
        next_at=at,
        created_at=at,
    )


def plan_in_words(terms: Terms) -> dict[str, object]:
    """A plan as a letter keeps it."""
    price = terms.price
    return {
        "plan": {"en": terms.name.en, "fr": terms.name.fr},
        "extraction": terms.extraction,
        "price": str(price.amount) if price is not None else "",
        "currency": price.currency if price is not None else "",
    }


def _known(proposal: Proposal, client: Client) -> dict[str, object]:
    """What the letters of a proposal tell."""
    told: dict[str, object] = {"client_name": client.name, "looked_after_by": proposal.facts.firm_name}
    if proposal.facts.plan is not None:
        told |= plan_in_words(proposal.facts.plan.terms)
    for effect in proposal.effects:
        told |= _told(effect, proposal.facts, client)
    return told


def _told(effect: e.OwnEffect, facts: OwnFacts, client: Client) -> dict[str, object]:
    match effect:
        case e.StartTrial() | e.StartMonths() | e.NextMonth() | e.MarkCancelled() | e.Resume():
            return {**plan_in_words(effect.terms), "ends_on": effect.ends_on.isoformat()}
        case e.Order():
            return {**plan_in_words(effect.terms), "begins_on": effect.begins_on.isoformat()}
        case e.EndPlan():
            return {**plan_in_words(effect.terms), "trial": effect.trial}
        case e.Owe():
            return {"payment": _payment(effect, facts, client)}
        case e.ReadDocuments():
            return {"read": effect.count}
        case e.RestDocuments():
            return {"held": effect.count}
        case e.StopReading():
            return {"held_there": effect.count}
        case e.PassDocuments():
            return {"passed": effect.count, "product": effect.product.name}
        case e.TakeBackOrder() | e.Tell():
            return {}
        case _:
            assert_never(effect)


def _payment(effect: e.Owe, facts: OwnFacts, client: Client) -> dict[str, object]:
    payment = PlanPayment.objects.get(subscription=own_subscription(client.id), begins_on=effect.begins_on)
    pay_to = facts.catalogue.pay_to
    return {
        "amount": str(payment.amount),
        "currency": payment.currency,
        "reference": payment.reference,
        "due_on": payment.due_on.isoformat(),
        "begins_on": payment.begins_on.isoformat(),
        "ends_on": payment.ends_on.isoformat(),
        "pay_to": {"en": pay_to.en, "fr": pay_to.fr} if pay_to is not None else {},
    }
