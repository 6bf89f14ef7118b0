"""A plan as JSON, in the shape `interfaces.md` promises; sentences are said by whoever knows the language."""

from collections.abc import Callable
from datetime import date

from tenure.core.actions import DocumentChoice
from tenure.core.asks import (
    Ask,
    AskAcknowledgement,
    AskDates,
    AskDocuments,
    AskEnding,
    AskName,
    AskNotice,
    AskOwner,
    AskReason,
    AskRestore,
    AskSurvey,
)
from tenure.core.describe import Line, Sign, lines
from tenure.core.effects import ReleaseDocuments
from tenure.core.firm_plans.cost import CountCost
from tenure.core.plan import Plan
from tenure.core.reading_time import Pace, reading_takes
from tenure.core.refusals import Refusal
from tenure.core.wording import Message

type Speak = Callable[[Message], str]


def plan_to_json(plan: Plan, speak: Speak, *, performed: bool = False) -> dict[str, object]:
    """The whole plan as JSON data; days as ISO dates in the firm's time zone."""
    said = [(line, line_to_json(line, speak)) for line in lines(plan)]
    return {
        "verb": plan.verb.value,
        "target": plan.target.id,
        "target_name": plan.target.name,
        "client": plan.client.id,
        "client_name": plan.client.name,
        "digest": plan.digest,
        "performed": performed,
        "steps": [step.value for step in plan.steps],
        "asks": [_ask(ask, plan) for ask in plan.asks],
        "effects": [plain for line, plain in said if line.sign is not Sign.KEPT],
        "kept": [plain for line, plain in said if line.sign is Sign.KEPT],
        "advice": [{"action": way.action.value, "sentence": speak(way.sentence)} for way in plan.advice],
        "refusals": [refusal_to_json(refusal, speak) for refusal in plan.refusals],
        "cost": _cost(plan.cost, speak),
        "reading": _reading(plan, speak),
    }


def reading_to_json(documents: int, pace: Pace, speak: Speak) -> dict[str, object]:
    """Roughly how long reading so many takes; `measured` is on how many readings that rests, 0 where it is assumed."""
    return {
        "documents": documents,
        "seconds": pace.seconds(documents),
        "measured": pace.measured,
        "sentence": speak(reading_takes(documents, pace)),
    }


def line_to_json(line: Line, speak: Speak) -> dict[str, object]:
    """One consequence, said."""
    return {
        "code": line.code,
        "sign": line.sign.value,
        "for": line.side.value,
        "sentence": speak(line.sentence),
        "detail": speak(line.detail) if line.detail is not None else "",
        "count": line.count,
    }


def refusal_to_json(refusal: Refusal, speak: Speak) -> dict[str, object]:
    """One refusal, said, with its way out."""
    plain: dict[str, object] = {
        "code": refusal.code.value,
        "sentence": speak(refusal.sentence),
        "way_out": speak(refusal.way_out.sentence),
        "action": refusal.way_out.action.value,
    }
    return plain | ({"until": refusal.until.isoformat()} if refusal.until is not None else {})


def _cost(cost: CountCost | None, speak: Speak) -> dict[str, object] | None:
    """What the firm pays a month, measured beside the plan; amounts in minor units."""
    if cost is None:
        return None
    return {
        "since": cost.since.isoformat(),
        "clients": {"before": cost.before, "after": cost.after},
        "month": {"before": cost.month_before, "after": cost.month_after, "currency": cost.currency},
        "sentence": speak(cost.sentence),
    }


def _reading(plan: Plan, speak: Speak) -> dict[str, object] | None:
    """Roughly how long reading what is sent on takes, measured beside the plan; None where nothing is to be read."""
    documents = sum(effect.count for effect in plan.effects if isinstance(effect, ReleaseDocuments))
    return reading_to_json(documents, plan.pace, speak) if plan.pace is not None and documents else None


def _ask(ask: Ask, plan: Plan) -> dict[str, object]:
    plain: dict[str, object] = {"step": ask.step.value, "required": ask.required}
    answers = plan.answers
    match ask:
        case AskSurvey():
            plain["choices"] = list(ask.reasons)
        case AskAcknowledgement():
            plain |= {
                "until": ask.until.isoformat(),
                "months": ask.months,
                "answer": answers.acknowledged_wait,
            }
        case AskOwner():
            plain["choices"] = [
                {"id": u.person.id, "email": u.person.email, "name": u.person.name, "state": u.state.value}
                for u in ask.choices
            ]
            plain["answer"] = _owner_answer(ask, answers.owner)
        case AskNotice():
            plain |= {"default": ask.default, "answer": answers.notify}
        case AskName():
            plain["answer"] = answers.typed_name
        case AskDocuments():
            plain |= {
                "held": ask.held,
                "since": _day(ask.since),
                "choices": ["all", "since", "none"],
                "default": "all",
                "answer": _documents_answer(answers.documents),
            }
        case AskRestore():
            plain |= {"choices": [one.value for one in ask.choices], "default": ask.choices[0].value}
        case AskReason():
            plain |= {"answer": answers.reason, "types": list(ask.types), "type": answers.type}
        case AskEnding():
            plain |= {
                "current": _day(ask.current.on),
                "default": _day(ask.default.on),
                "answer": _day(answers.ending.on) if answers.ending is not None else None,
            }
        case AskDates():
            plain |= {"default": _day(ask.today), "since": _day(answers.since), "until": _day(answers.until)}
    return plain


def _documents_answer(choice: DocumentChoice | None) -> str | None:
    if choice is None:
        return None
    return f"since:{choice.since.isoformat()}" if choice.since is not None else choice.scope.value


def _owner_answer(ask: AskOwner, named: str | None) -> str | None:
    if named is None:
        return ask.choices[0].person.id if len(ask.choices) == 1 else None
    return next((u.person.id for u in ask.choices if named in {u.person.id, u.person.email}), None)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
