"""What an account has, who pays, what the firm has stopped; a trial or a plan of its own; what is to be paid (R12, R20)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.core.facts import Facts
from tenure.core.own_plans.deeds import Deed, deed_of, offers
from tenure.core.own_plans.describe import price_of
from tenure.core.own_plans.facts import OwnFacts, OwnPlan, Terms, Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.core.standing import Standing, standing
from tenure.core.tariffs.tariff import Money, Tariff
from tenure.operations.account_permission import account_not_allowed
from tenure.operations.own_plans import setting
from tenure.records.own_plans import own_facts
from tenure.records.plan_payments import PaymentRow, payments_of
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import Running, subscriptions_of
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.own_plan_words import PAYMENT_STATES, TITLES, tone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedButton:
    """One thing that can be done: its words and where it is looked at first."""

    text: str
    url: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """The account's own plan: how far its trial is, what it costs, what comes after `ends_on`."""

    name: str
    trial: bool
    since: date
    ends_on: date | None
    days_left: int
    days_gone: int
    days: int
    cancelled: bool
    price: str
    ordered: str
    ordered_price: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmLine:
    """One product that the firm pays for, and what stops it. `business` names whose it is, "" for the account's."""

    name: str
    business: str
    suspended: bool
    deactivated: bool
    stopped_since: date | None
    stopped_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """One plan to choose: what it includes, what it costs a month, and what can be done with it."""

    code: str
    name: str
    summary: str
    points: tuple[str, ...]
    price: str
    mine: bool
    coming: bool
    button: DeedButton | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One month to pay, in words."""

    row: PaymentRow
    price: str
    last: date
    state: str
    tone: str


@require_safe
@account_member
def account_subscription(request: AccountRequest) -> HttpResponse:
    """Everything about what runs and who pays. Whoever may not change it reads whom to ask."""
    at, facts = timezone.now(), account_facts(request)
    row = client_of_node(request.actor, request.account.client)
    own = own_facts(row, setting(), at=at)
    may = AccountRight.SUBSCRIPTION in RIGHTS_OF[request.account.account_role]
    possible = {proposal.question: proposal for proposal in offers(own)} if may else {}
    context = {
        "client": row,
        "own": _own_line(own.plan, own.today) if own.plan is not None else None,
        "firm_lines": [_firm_line(facts, one) for one in subscriptions_of(row) if not one.own],
        "resting": own.resting,
        "trial": _button(Question(wish=Wish.TRIAL), possible, own),
        "trial_days": own.trial_days,
        "trial_used": own.trial_used,
        "turning": _turning(possible, own),
        "cards": tuple(_cards(own, possible)),
        "payments": tuple(_lines(payments_of(row.id, today=own.today))) if may else (),
        "pay_to": own.catalogue.pay_to.read_in(_locale()) if own.catalogue.pay_to is not None else "",
        "may_subscribe": may,
        "whom_to_ask": "" if may else speak(account_not_allowed(row.id).message),
    }
    return show_account(request, "subscription.html", "own_subscription", context)


def address_of(question: Question, client: str) -> str:
    """Where a wish is looked at and confirmed."""
    match question.wish:
        case Wish.SUBSCRIBE:
            return reverse("own_plan", args=[client, question.tariff])
        case Wish.TRIAL:
            return reverse("own_trial", args=[client])
        case Wish.CANCEL | Wish.TURN:
            return reverse("own_cancellation", args=[client])


def _button(question: Question, possible: dict[Question, Proposal], own: OwnFacts) -> DeedButton | None:
    if question not in possible:
        return None
    deed = deed_of(question, own.plan)
    leads = deed not in QUIET and question.tariff in {"", _leading(own)}
    return DeedButton(
        text=str(TITLES[deed]), url=address_of(question, own.client.id), tone=tone_of(deed) if leads else ""
    )


def _turning(possible: dict[Question, Proposal], own: OwnFacts) -> DeedButton | None:
    """The way out of the plan that runs; out of its cancellation, once it is cancelled."""
    code = own.plan.terms.code if own.plan is not None and own.plan.cancelled else ""
    resuming = Question(wish=Wish.SUBSCRIBE, tariff=code)
    return _button(resuming if code else Question(wish=Wish.CANCEL), possible, own)


def _leading(own: OwnFacts) -> str:
    """The plan whose button leads: the one that runs, or the one that can be tried."""
    return own.plan.terms.code if own.plan is not None else own.catalogue.trial


# They stand beside others: only one button of a page leads.
QUIET = frozenset({Deed.CANCEL, Deed.END, Deed.END_TRIAL, Deed.TAKE_BACK, Deed.CHANGE})


def _own_line(plan: OwnPlan, today: date) -> OwnLine:
    ends_on, ordered = plan.ends_on, plan.ordered
    return OwnLine(
        name=plan.terms.name.read_in(_locale()),
        trial=plan.trial,
        since=plan.began_on,
        ends_on=ends_on,
        days_left=(ends_on - today).days if ends_on is not None else 0,
        days_gone=(today - plan.began_on).days,
        days=(ends_on - plan.began_on).days if ends_on is not None else 0,
        cancelled=plan.cancelled,
        price=_price(plan.terms),
        ordered=ordered.name.read_in(_locale()) if ordered is not None else "",
        ordered_price=_price(ordered) if ordered is not None else "",
    )


def _price(terms: Terms) -> str:
    return speak(price_of(terms.price)) if terms.price is not None else ""


def _cards(own: OwnFacts, possible: dict[Question, Proposal]) -> Iterator[PlanCard]:
    for tariff in own.catalogue.tariffs:
        price, locale = tariff.price_in(own.currency), _locale()
        yield PlanCard(
            code=tariff.code,
            name=tariff.name.read_in(locale),
            summary=tariff.summary.read_in(locale),
            points=tuple(point.read_in(locale) for point in tariff.points),
            price=speak(price_of(price)) if price is not None else "",
            mine=_is(own.plan, tariff),
            coming=own.plan is not None
            and own.plan.ordered is not None
            and own.plan.ordered.code == tariff.code,
            button=_button(Question(wish=Wish.SUBSCRIBE, tariff=tariff.code), possible, own),
        )


def _is(plan: OwnPlan | None, tariff: Tariff) -> bool:
    return plan is not None and plan.terms.code == tariff.code


def _firm_line(facts: Facts, product: Running) -> FirmLine:
    branch = facts.branch(product.id)
    found = standing(facts, branch.node) if branch is not None else Standing()
    first = found.stops[0] if found.stops else None
    return FirmLine(
        name=product.name,
        business=product.business,
        suspended=found.suspended,
        deactivated=found.deactivated,
        stopped_since=first.since if first is not None else None,
        stopped_by=first.by if first is not None else "",
        reason=first.reason if first is not None else "",
    )


def _lines(rows: tuple[PaymentRow, ...]) -> Iterator[PaymentLine]:
    for row in rows:
        words, tone = PAYMENT_STATES[row.state]
        yield PaymentLine(
            row=row,
            price=speak(price_of(Money(amount=row.amount, currency=row.currency))),
            last=row.ends_on - timedelta(days=1),
            state=str(words),
            tone=tone,
        )


def _locale() -> str:
    return get_language() or "en"
