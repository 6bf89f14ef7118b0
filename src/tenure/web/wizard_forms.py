"""One form per kind of question a plan can pose. They read what was typed; whether it fits, the core decides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, assert_never

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.core import asks
from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Survey
from tenure.core.rules import LONGEST_COMMENT
from tenure.core.stops import Restore
from tenure.web.step_form import StepForm
from tenure.web.stop_forms import DatesForm, EndingForm, ReasonForm
from tenure.web.survey_words import reason_in_words

LONGEST_NAME = 400
SCORES = [(str(score), str(score)) for score in range(11)]


class SurveyForm(StepForm):
    """Why? Everything may be left out (R10)."""

    reason = forms.ChoiceField(label=_("What is the reason?"), required=False, widget=forms.RadioSelect)
    score = forms.TypedChoiceField(
        label=_("How well did it go with this client, from 0 (badly) to 10 (very well)?"),
        required=False,
        choices=SCORES,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
    )
    comment = forms.CharField(
        label=_("Anything to add?"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, reasons: tuple[str, ...] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(code, reason_in_words(code)) for code in reasons]  # type: ignore[attr-defined]

    def answered(self, before: Answers) -> Answers:
        """An empty survey is a skipped one."""
        said = self.cleaned_data
        survey = Survey(reason=said["reason"], score=said["score"], comment=said["comment"].strip())
        return replace(before, survey=survey if survey != Survey() else None)


class AcknowledgementForm(StepForm):
    """The button is the answer (R18)."""

    def answered(self, before: Answers) -> Answers:
        """The wait is known."""
        return replace(before, acknowledged_wait=True)


class OwnerForm(StepForm):
    """One of the client's users; the core knows which."""

    looks_ahead = ("owner",)
    owner = forms.CharField(
        max_length=254, error_messages={"required": _("Choose who owns the account afterwards.")}
    )

    def answered(self, before: Answers) -> Answers:
        """The person chosen, by id."""
        return replace(before, owner=self.cleaned_data["owner"])


class NoticeForm(StepForm):
    """Whether the client is told by e-mail (R19)."""

    looks_ahead = ("notify",)
    notify = forms.BooleanField(label=_("Tell the client by e-mail"), required=False)

    def answered(self, before: Answers) -> Answers:
        """A box without a tick is a no."""
        return replace(before, notify=self.cleaned_data["notify"])


class NameForm(StepForm):
    """The client's name, typed or pasted (R26)."""

    typed_name = forms.CharField(
        label=_("Type the client's name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type the client's name, so that nothing is erased by a slip.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def answered(self, before: Answers) -> Answers:
        """What was typed; the core compares."""
        return replace(before, typed_name=self.cleaned_data["typed_name"])


class DocumentsForm(StepForm):
    """Which of the documents that waited are sent on (R24)."""

    looks_ahead = ("documents", "since")
    documents = forms.ChoiceField(choices=[(scope.value, scope.value) for scope in DocumentScope])
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any] | None:
        """A choice by day needs the day."""
        said = super().clean() or self.cleaned_data
        chosen = said.get("documents")
        if chosen == DocumentScope.SINCE and not said.get("since") and "since" not in self.errors:
            self.add_error("since", _("Give the day from which documents are sent."))
        if chosen != DocumentScope.SINCE and "since" in self.errors:
            del self.errors["since"]
        return said

    def answered(self, before: Answers) -> Answers:
        """The choice, with its day if it has one."""
        scope = DocumentScope(self.cleaned_data["documents"])
        since: date | None = self.cleaned_data.get("since") if scope is DocumentScope.SINCE else None
        return replace(before, documents=DocumentChoice(scope=scope, since=since))


class RestoreForm(StepForm):
    """How much comes back (R31)."""

    looks_ahead = ("restore",)
    restore = forms.ChoiceField(choices=[(one.value, one.value) for one in Restore])

    def answered(self, before: Answers) -> Answers:
        """One of the policy's ways of return."""
        return replace(before, restore=Restore(self.cleaned_data["restore"]))


def form_for(
    ask: asks.Ask | None,
    answers: Answers,
    sent: Mapping[str, Any] | None = None,
    typed: Mapping[str, str] | None = None,
) -> StepForm:
    """The form of a question: filled with what was sent, else with what was typed before, else with the answers."""
    extra: dict[str, Any] = {"initial": _initial(ask, answers) | _typed(ask, typed)}
    match ask:
        case None:
            return StepForm(sent, **extra)
        case asks.AskSurvey():
            return SurveyForm(sent, reasons=ask.reasons, **extra)
        case asks.AskAcknowledgement():
            return AcknowledgementForm(sent, **extra)
        case asks.AskOwner():
            return OwnerForm(sent, **extra)
        case asks.AskNotice():
            return NoticeForm(sent, **extra)
        case asks.AskName():
            return NameForm(sent, **extra)
        case asks.AskDocuments():
            return DocumentsForm(sent, **extra)
        case asks.AskRestore():
            return RestoreForm(sent, **extra)
        case asks.AskReason():
            return ReasonForm(sent, types=ask.types, **extra)
        case asks.AskEnding():
            return EndingForm(sent, **extra)
        case asks.AskDates():
            return DatesForm(sent, **extra)
        case _:
            assert_never(ask)


def _initial(ask: asks.Ask | None, answers: Answers) -> dict[str, Any]:
    match ask:
        case asks.AskSurvey():
            survey = answers.survey or Survey()
            score = "" if survey.score is None else str(survey.score)
            return {"reason": survey.reason, "score": score, "comment": survey.comment}
        case asks.AskOwner():
            only = ask.choices[0].person.id if len(ask.choices) == 1 else None
            return {"owner": answers.owner or only}
        case asks.AskNotice():
            return {"notify": ask.default if answers.notify is None else answers.notify}
        case asks.AskName():
            return {"typed_name": answers.typed_name}
        case asks.AskDocuments():
            choice = answers.documents or DocumentChoice(scope=DocumentScope.ALL)
            return {"documents": choice.scope.value, "since": choice.since or ask.since}
        case asks.AskRestore():
            return {"restore": (answers.restore or ask.choices[0]).value}
        case asks.AskReason():
            return {"reason": answers.reason, "type": answers.type}
        case asks.AskEnding():
            ending = answers.ending or ask.default
            return {"end_date": ending.on, "ends_itself": ending.deactivates}
        case asks.AskDates():
            return {"since": answers.since or ask.today, "until": answers.until}
        case asks.AskAcknowledgement() | None:
            return {}
        case _:
            assert_never(ask)


def _typed(ask: asks.Ask | None, typed: Mapping[str, str] | None) -> dict[str, Any]:
    if typed is None:
        return {}
    # A box that was sent without its tick is not in the form at all.
    match ask:
        case asks.AskNotice():
            return {**typed, "notify": "notify" in typed}
        case asks.AskEnding():
            return {**typed, "ends_itself": "ends_itself" in typed}
        case _:
            return dict(typed)
