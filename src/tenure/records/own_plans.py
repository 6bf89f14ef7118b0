"""A client's own plan as rows, and the facts a wish about it rests on (R12, R15, R20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet

from tenure.core import facts as f
from tenure.core.actor import Actor, Side
from tenure.core.own_plans.exits import exits_shrink
from tenure.core.own_plans.facts import FirmProduct, OwnFacts, Terms
from tenure.core.own_plans.facts import OwnPlan as OwnPlanFact
from tenure.core.standing import extracts
from tenure.core.tariffs.tariff import Catalogue, Money, Text
from tenure.core.tree import Kind, Node
from tenure.records.facts import WAITING, Wanted, gather
from tenure.records.models import Client, Connection, Document, DocumentState, Firm, OwnPlan, Subscription
from tenure.records.people import account_administrators
from tenure.records.policies import policy_of

WITHOUT_FIRM = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the installation says about own plans."""

    catalogue: Catalogue
    trial_days: int


def own_subscription(client: str) -> Subscription | None:
    """The running subscription that the client pays for, with its terms if it has any."""
    rows = Subscription.objects.filter(client=client, payer=f.Payer.CLIENT.value, until__isnull=True)
    return rows.select_related("own_plan").order_by("since", "id").first()


def terms_row(subscription: Subscription | None) -> OwnPlan | None:
    """The terms of an own subscription; None for one that was taken over from elsewhere."""
    return None if subscription is None else getattr(subscription, "own_plan", None)


def time_zone_of(client: Client) -> str:
    """The time zone of the client's firm, of its last one, or UTC: in it a new plan's days are counted."""
    firm = firm_now_or_last(client)
    return firm.time_zone if firm is not None else WITHOUT_FIRM


def firm_now_or_last(client: Client) -> Firm | None:
    """Who looks after the client, or did last."""
    if client.firm is not None:
        return client.firm
    last = Connection.objects.filter(client=client).select_related("firm").order_by("-since", "-id").first()
    return last.firm if last is not None else None


def own_facts(client: Client, setting: Setting, *, at: datetime) -> OwnFacts:
    """The facts about a client and its own plan at `at`."""
    subscription = own_subscription(client.id)
    row = terms_row(subscription)
    zone = row.time_zone if row is not None else time_zone_of(client)
    firm = firm_now_or_last(client)
    wanted = row.currency if row is not None else (firm.currency if firm is not None else "")
    facts = _tree(client, at)
    stopped = _stopped(facts)
    rests = Document.objects.filter(resting(client.id)).aggregate(number=Count("id"), since=Min("held_since"))
    return OwnFacts(
        client=facts.client,
        today=at.astimezone(ZoneInfo(zone)).date(),
        catalogue=setting.catalogue,
        currency=setting.catalogue.currency_for(wanted),
        trial_days=setting.trial_days,
        trial_used=trial_used(client.id),
        plan=_plan(subscription, row, setting.catalogue),
        resting=rests["number"],
        resting_since=rests["since"].astimezone(ZoneInfo(zone)).date()
        if rests["since"] is not None
        else None,
        waiting=waiting_under([subscription.id]).count() if subscription is not None else 0,
        waiting_there=waiting_under([one.id for one in stopped]).count() if stopped else 0,
        stopped_products=stopped,
        firm_name=facts.firm_name,
        firm_product=_firm_product(facts),
        stops=len(facts.stops),
        exits_shrink=client.firm is not None and exits_shrink(policy_of(client.firm)),
        told=tuple(
            f.Person(id=one.id, name=one.name, email=one.email, locale=one.locale)
            for one in account_administrators(client.id)
        ),
    )


def trial_used(client: str) -> bool:
    """Whether this client has ever had its free trial."""
    return (
        Subscription.objects.filter(client=client, payer=f.Payer.CLIENT.value, trial=True).exists()
        or OwnPlan.objects.filter(client=client, trial_began_on__isnull=False).exists()
    )


def resting(client: str) -> Q:
    """Documents that nobody reads: held, or left waiting where there is no product any more."""
    return Q(client=client) & (Q(state=DocumentState.HELD.value) | (Q(state__in=WAITING) & ended(client)))


def ended(client: str) -> Q:
    """Documents under a product that is no more, or under none."""
    return Q(client=client) & (Q(subscription__isnull=True) | Q(subscription__until__isnull=False))


def waiting_under(subscriptions: Sequence[str]) -> QuerySet[Document]:
    """What waits to be read under these products."""
    return Document.objects.filter(subscription__in=subscriptions, state__in=WAITING)


def _tree(client: Client, at: datetime) -> f.Facts:
    nobody = Actor(person="", name="", email="", side=Side.SYSTEM, clients=(client.id,))
    return gather(nobody, [Wanted(target=client.id)], at=at)[client.id]


def _stopped(facts: f.Facts) -> tuple[Node, ...]:
    """What the firm pays for and has stopped, and what would read documents."""
    return tuple(
        branch.node
        for branch in facts.branches
        if branch.payer is f.Payer.FIRM and branch.extraction and not extracts(facts, branch)
    )


def _firm_product(facts: f.Facts) -> FirmProduct | None:
    """The product that the firm pays for and that reads the account's documents: one that runs, if there is one."""
    reading = [
        branch
        for branch in facts.branches
        if branch.payer is f.Payer.FIRM and branch.extraction and branch.parent == facts.client.id
    ]
    found = next((branch for branch in reading if extracts(facts, branch)), None)
    if found is not None:
        return FirmProduct(node=found.node, runs=True)
    return FirmProduct(node=reading[0].node, runs=False) if reading else None


def _plan(subscription: Subscription | None, row: OwnPlan | None, catalogue: Catalogue) -> OwnPlanFact | None:
    if subscription is None:
        return None
    node = Node(id=subscription.id, kind=Kind.PRODUCT, name=subscription.product_name)
    terms = _terms(subscription, row, catalogue)
    if row is None:
        return OwnPlanFact(
            node=node, terms=terms, trial=subscription.trial, began_on=subscription.since.date()
        )
    return OwnPlanFact(
        node=node,
        terms=terms,
        trial=subscription.trial,
        began_on=row.began_on,
        months=row.months,
        ends_on=row.ends_on,
        cancelled=row.cancelled_at is not None,
        ordered=_ordered(row, catalogue),
    )


def _terms(subscription: Subscription, row: OwnPlan | None, catalogue: Catalogue) -> Terms:
    tariff, name = catalogue.tariff(subscription.plan), subscription.product_name
    return Terms(
        code=subscription.plan,
        name=tariff.name if tariff is not None else Text(en=name, fr=name),
        extraction=subscription.extraction,
        price=_money(row.price, row.currency) if row is not None else None,
    )


def _ordered(row: OwnPlan, catalogue: Catalogue) -> Terms | None:
    """What begins next; nothing if the operator has taken that plan out of the catalogue meanwhile."""
    tariff = catalogue.tariff(row.ordered)
    if tariff is None:
        return None
    price = _money(row.ordered_price, row.ordered_currency)
    return Terms(code=tariff.code, name=tariff.name, extraction=tariff.extraction, price=price)


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=currency)


def ending_by(day: date) -> QuerySet[OwnPlan]:
    """The running plans whose trial or month ends on or before a day, soonest first."""
    return OwnPlan.objects.filter(subscription__until__isnull=True, ends_on__lte=day).order_by(
        "ends_on", "id"
    )
