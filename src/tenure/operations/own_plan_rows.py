"""The rows of a client's own plan: its subscription, its terms, what is owed. Written under the client's lock."""

from datetime import datetime
from typing import Final

from tenure.core.facts import Payer
from tenure.core.own_plans import effects as e
from tenure.core.own_plans.facts import OwnFacts, Terms
from tenure.outlets.payments import BY_INVOICE
from tenure.outlets.payments.provider import Agreement, Charge
from tenure.records.ids import new_id
from tenure.records.models import Client, OwnPlan, PlanPayment, PlanPaymentState, Subscription
from tenure.records.own_plans import own_subscription, time_zone_of

# A client has one product of its own; the plan is what differs.
OWN_PRODUCT: Final = "business"


def running(client: Client) -> Subscription:
    """The own subscription that runs now; the effects before have seen to it that there is one."""
    subscription = own_subscription(client.id)
    assert subscription is not None, "an own plan runs"
    return subscription


def start_trial(effect: e.StartTrial, client: Client, facts: OwnFacts, *, at: datetime) -> None:
    """A new subscription, free until the trial ends."""
    subscription = _subscribed(effect.terms, client, trial=True, at=at)
    OwnPlan.objects.create(
        client=client,
        subscription=subscription,
        time_zone=time_zone_of(client),
        trial_began_on=facts.today,
        began_on=facts.today,
        ends_on=effect.ends_on,
        currency=facts.currency,
    )


def start_months(effect: e.StartMonths, client: Client, facts: OwnFacts, *, at: datetime) -> None:
    """The first paid month, in a new subscription or in the one that was a trial."""
    subscription = _subscribed(effect.terms, client, trial=False, at=at)
    price = effect.terms.price
    months = {
        "began_on": effect.began_on,
        "ends_on": effect.ends_on,
        "months": 1,
        "price": price.amount if price is not None else None,
        "currency": facts.currency if price is None else price.currency,
        "cancelled_at": None,
        **_order(None),
    }
    # A trial's zone and first day stay.
    new = {"client": client, "time_zone": time_zone_of(client)}
    OwnPlan.objects.update_or_create(
        subscription=subscription, defaults=months, create_defaults={**new, **months}
    )
    if price is not None:
        BY_INVOICE.begin(Agreement(key=subscription.id, price=price))


def next_month(effect: e.NextMonth, client: Client) -> None:
    """The month after, under the terms that were ordered or the same ones."""
    subscription, price = running(client), effect.terms.price
    _name(subscription, effect.terms, client)
    subscription.save(update_fields=["plan", "product_name", "extraction"])
    OwnPlan.objects.filter(subscription=subscription).update(
        months=effect.months,
        ends_on=effect.ends_on,
        **({"price": price.amount, "currency": price.currency} if price is not None else {}),
        **_order(None),
    )


def owe(effect: e.Owe, client: Client, *, at: datetime) -> PlanPayment:
    """A month to pay, under the reference that the provider gives it."""
    subscription, key = running(client), new_id("ppy")
    claim = BY_INVOICE.charge(
        Charge(key=key, agreement=subscription.id, price=effect.price, due_on=effect.due_on)
    )
    return PlanPayment.objects.create(
        id=key,
        client=client,
        subscription=subscription,
        provider=BY_INVOICE.code,
        reference=claim.reference,
        tariff=subscription.plan,
        amount=effect.price.amount,
        currency=effect.price.currency,
        begins_on=effect.begins_on,
        ends_on=effect.ends_on,
        due_on=effect.due_on,
        state=(PlanPaymentState.PAID if claim.paid else PlanPaymentState.DUE).value,
        settled_at=at if claim.paid else None,
        created_at=at,
    )


def order(client: Client, terms: Terms | None) -> None:
    """What begins when the trial or the month ends; None for nothing else."""
    OwnPlan.objects.filter(subscription=running(client)).update(**_order(terms))


def cancel(client: Client, at: datetime | None) -> None:
    """The plan ends with its month, or (None) goes on."""
    OwnPlan.objects.filter(subscription=running(client)).update(cancelled_at=at)


def _subscribed(terms: Terms, client: Client, *, trial: bool, at: datetime) -> Subscription:
    subscription = own_subscription(client.id) or Subscription(
        client=client, product=OWN_PRODUCT, payer=Payer.CLIENT.value, since=at
    )
    subscription.trial = trial
    _name(subscription, terms, client)
    subscription.save()
    return subscription


def _name(subscription: Subscription, terms: Terms, client: Client) -> None:
    subscription.plan, subscription.extraction = terms.code, terms.extraction
    subscription.product_name = terms.name.read_in(client.locale)


def _order(terms: Terms | None) -> dict[str, object]:
    price = terms.price if terms is not None else None
    return {
        "ordered": terms.code if terms is not None else "",
        "ordered_price": price.amount if price is not None else None,
        "ordered_currency": price.currency if price is not None else "",
    }
