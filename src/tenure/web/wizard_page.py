"""What a page of the wizard shows: the plan for the answers so far, the question of its step, and the way on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.describe import lines
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.core.refusals import Refusal, WayOutAction
from tenure.core.tree import Kind
from tenure.operations import drafts
from tenure.operations.lifecycle import preview
from tenure.web.about_to import about_to
from tenure.web.plan_lines import panel
from tenure.web.service_days import days_of
from tenure.web.step_form import StepForm
from tenure.web.verb_words import ICONS, heading_of, title_of, tone_of
from tenure.web.ways_out import home_of, reasons, way_out
from tenure.web.wizard_choices import choices, said_so_far
from tenure.web.wizard_steps import NAMES, button_of, first_step, is_last, marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a verb on a node.

    `plan` is shown, `asked` poses the questions. The two differ only where an answer given earlier no longer
    fits: then `plan` is the one without answers, and `problems` says what does not fit.
    """

    plan: Plan
    asked: Plan
    answers: Answers
    draft: drafts.Draft | None
    problems: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> bool:
        """No answer would help."""
        return self.asked.refused

    @property
    def changed(self) -> bool:
        """The facts are others than on the page this person sent last."""
        return self.draft is not None and self.draft.seen.digest != self.plan.digest

    def answered(self, actor: Actor, answers: Answers, *, at: datetime) -> "Look":
        """The same look with other answers."""
        return _look(
            Action(verb=self.plan.verb, target=self.plan.target.id, answers=answers), actor, self.draft, at
        )

    def with_problems(self, refused: Plan) -> "Look":
        """The same look, with what refused the last attempt."""
        return replace(self, problems=refused.refusals)


def look(actor: Actor, verb: Verb, node: str, draft: drafts.Draft | None, *, at: datetime) -> Look:
    """What the verb would do now, with the answers of the draft. Raises Missing."""
    answers = draft.answers if draft is not None else Answers()
    return _look(Action(verb=verb, target=node, answers=answers), actor, draft, at)


def _look(action: Action, actor: Actor, draft: drafts.Draft | None, at: datetime) -> Look:
    plan = preview(action, actor, at=at)
    fits = not any(refusal.way_out.action is WayOutAction.ANSWER for refusal in plan.refusals)
    if fits:
        return Look(plan=plan, asked=plan, answers=action.answers, draft=draft)
    bare = preview(replace(action, answers=Answers()), actor, at=at)
    return Look(plan=bare, asked=bare, answers=action.answers, draft=draft, problems=plan.refusals)


def address_of(plan: Plan, step: Step | None = None) -> str:
    """The address of a page of this wizard."""
    address = reverse("verb", args=[plan.verb, plan.target.id])
    return f"{address}?step={step.value}" if step is not None and plan.steps else address


def page_context(
    actor: Actor, seen: Look, step: Step, form: StepForm, *, restored: bool = False
) -> Mapping[str, object]:
    """Everything the templates of the wizard need, as `page`."""
    plan, last = seen.plan, is_last(seen.asked, step)
    ask = seen.asked.ask(step)
    return {
        "verb": plan.verb,
        "title": heading_of(plan),
        "short": title_of(plan.verb),
        "about_to": about_to(plan),
        "icon": ICONS[plan.verb],
        "tone": tone_of(plan.verb),
        "plan": plan,
        "of_part": plan.target.kind is not Kind.CLIENT,
        "home": home_of(plan),
        "address": address_of(plan),
        "action": address_of(plan, step),
        "steps": marks(seen.asked, step, address_of(plan)) if seen.asked.steps else (),
        "step": step,
        "step_name": NAMES[step],
        "question": f"wizard/questions/{step.value}.html" if ask is not None else "",
        "ask": ask,
        "choices": choices(ask, seen.asked.pace),
        "said": said_so_far(seen.asked, seen.answers, actor),
        "form": form,
        "ahead": ",".join(form.looks_ahead),
        "button": button_of(seen.asked, step),
        "last": last,
        "first": step is first_step(seen.asked),
        "previous": _previous(seen.asked, step),
        "panel": panel(lines(plan), seen=seen.draft.seen.lines if seen.changed and seen.draft else None),
        "days": days_of(plan, actor),
        "changed": seen.changed,
        "restored": restored,
        "reasons": reasons(plan),
        "problems": reasons(replace(plan, refusals=seen.problems)),
        "advice": tuple(way_out(way, plan) for way in plan.advice),
        "ticket": seen.draft.id if seen.draft is not None else drafts.new_ticket(),
        "digest": plan.digest,
        "by": actor.person,
    }


def _previous(plan: Plan, step: Step) -> str:
    here = plan.steps.index(step) if step in plan.steps else 0
    return address_of(plan, plan.steps[here - 1]) if here else ""
