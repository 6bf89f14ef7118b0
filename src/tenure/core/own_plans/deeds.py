"""What a wish about an own plan is called as the plan stands: the name of the button, of the page, of the log's entry."""

from enum import StrEnum

from tenure.core.own_plans.facts import OwnFacts, OwnPlan, Wish
from tenure.core.own_plans.propose import Proposal, Question, propose


class Deed(StrEnum):
    """One thing that is done with an own plan. The log keeps these names."""

    START_TRIAL = "own_trial_started"
    END_TRIAL = "own_trial_ended"
    SUBSCRIBE = "own_plan_started"
    KEEP = "own_plan_ordered"
    CHANGE = "own_plan_changed"
    TAKE_BACK = "own_plan_taken_back"
    RESUME = "own_plan_resumed"
    CANCEL = "own_plan_cancelled"
    END = "own_plan_ended"
    RENEW = "own_plan_renewed"


def deed_of(question: Question, plan: OwnPlan | None) -> Deed:
    """What granting the wish comes down to."""
    match question.wish:
        case Wish.TRIAL:
            return Deed.START_TRIAL
        case Wish.SUBSCRIBE:
            return _subscribing(question.tariff, plan)
        case Wish.CANCEL:
            return _cancelling(plan)
        case Wish.TURN:
            return _turning(plan)


def offers(facts: OwnFacts) -> tuple[Proposal, ...]:
    """What can be done now: a trial, each plan that can be taken, leaving; what is refused is not offered."""
    questions = (
        Question(wish=Wish.TRIAL),
        *(Question(wish=Wish.SUBSCRIBE, tariff=tariff.code) for tariff in facts.catalogue.tariffs),
        Question(wish=Wish.CANCEL),
    )
    return tuple(proposal for question in questions if not (proposal := propose(question, facts)).refused)


def _subscribing(tariff: str, plan: OwnPlan | None) -> Deed:
    if plan is None or plan.ends_on is None:
        return Deed.SUBSCRIBE
    if plan.trial:
        return Deed.KEEP
    if plan.terms.code != tariff:
        return Deed.CHANGE
    return Deed.RESUME if plan.cancelled else Deed.TAKE_BACK


def _cancelling(plan: OwnPlan | None) -> Deed:
    if plan is None or plan.ends_on is None:
        return Deed.END
    if plan.trial:
        return Deed.TAKE_BACK if plan.ordered is not None else Deed.END_TRIAL
    return Deed.CANCEL


def _turning(plan: OwnPlan | None) -> Deed:
    if plan is None or (plan.cancelled and not plan.trial):
        return Deed.END
    if plan.trial:
        return Deed.SUBSCRIBE if plan.ordered is not None else Deed.END_TRIAL
    return Deed.RENEW
