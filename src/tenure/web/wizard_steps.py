"""The pages of a wizard as a plan prescribes them: their order, names, and what each page's button says."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actions import Verb
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.core.refusals import RefusalCode
from tenure.web.verb_words import title_of, tone_of

NAMES: Final[dict[Step, Promise]] = {
    Step.SURVEY: gettext_lazy("Survey"),
    Step.MEANING: gettext_lazy("What it means"),
    Step.ACKNOWLEDGE_WAIT: gettext_lazy("The wait"),
    Step.REVIEW: gettext_lazy("Summary"),
    Step.OWNER: gettext_lazy("Account owner"),
    Step.NOTIFY: gettext_lazy("Notify the client"),
    Step.TYPE_NAME: gettext_lazy("Confirm by name"),
    Step.DOCUMENTS: gettext_lazy("Documents"),
    Step.RESTORE: gettext_lazy("What comes back"),
    Step.REASON: gettext_lazy("Reason"),
    Step.END_DATE: gettext_lazy("End date"),
    Step.DATES: gettext_lazy("Dates"),
}
# The page on which somebody can answer what a refusal complains of.
ANSWERED_AT: Final = {
    RefusalCode.OWNER_REQUIRED: Step.OWNER,
    RefusalCode.OWNER_UNKNOWN: Step.OWNER,
    RefusalCode.ACKNOWLEDGEMENT_REQUIRED: Step.ACKNOWLEDGE_WAIT,
    RefusalCode.NAME_REQUIRED: Step.TYPE_NAME,
    RefusalCode.NAME_DOES_NOT_MATCH: Step.TYPE_NAME,
    RefusalCode.SURVEY_NOT_VALID: Step.SURVEY,
    RefusalCode.CHOICE_NOT_OFFERED: Step.RESTORE,
    RefusalCode.END_DATE_IN_PAST: Step.END_DATE,
    RefusalCode.DATES_NOT_VALID: Step.DATES,
    RefusalCode.TYPE_NOT_OFFERED: Step.REASON,
}
YES: Final[dict[Verb, Promise]] = {Verb.DEACTIVATE: gettext_lazy("Yes, proceed with deactivation")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One step as parts/steps.html draws it."""

    label: str
    state: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What leads on from a page."""

    text: str
    tone: str


def step_named(plan: Plan, name: str) -> Step:
    """The step an address names; the first for anything else."""
    return next((step for step in plan.steps if step.value == name), first_step(plan))


def first_step(plan: Plan) -> Step:
    """Where a wizard begins."""
    return plan.steps[0] if plan.steps else Step.REVIEW


def is_last(plan: Plan, step: Step) -> bool:
    """Whether the button of this page performs."""
    return not plan.steps or step is plan.steps[-1]


def step_after(plan: Plan, step: Step) -> Step:
    """The page that follows; the page itself if none does."""
    here = plan.steps.index(step)
    return plan.steps[min(here + 1, len(plan.steps) - 1)]


def marks(plan: Plan, current: Step, address: str) -> tuple[Mark, ...]:
    """The steps above the page; those behind can be gone back to. A single step needs no map."""
    if len(plan.steps) < 2:  # noqa: PLR2004 - one step is no way
        return ()
    here = plan.steps.index(current)
    return tuple(
        Mark(
            label=str(NAMES[step]),
            state="done" if number < here else "current" if number == here else "todo",
            url=f"{address}?step={step.value}" if number < here else "",
        )
        for number, step in enumerate(plan.steps)
    )


def button_of(plan: Plan, step: Step) -> Button:
    """The verb on the last page, and on a first page that says what it means; else what the step is about."""
    opens = step is Step.MEANING and step is first_step(plan)
    if is_last(plan, step) or opens:
        return Button(text=title_of(plan.verb), tone=tone_of(plan.verb))
    if step is Step.ACKNOWLEDGE_WAIT:
        said = YES.get(plan.verb)
        return Button(text=str(said) if said is not None else _("Yes, continue"), tone="primary")
    return Button(text=_("Continue"), tone="primary")
