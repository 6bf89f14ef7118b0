"""What the surveys say: reasons as bars, the latest comments, all answers as a file (R10, R55)."""

from dataclasses import dataclass
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.records.surveys import (
    ReasonCount,
    Tally,
    all_answers,
    latest_comments,
    tally_of_answers,
    verbs_answered,
)
from tenure.web.csv_file import csv_file
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A reason with its share. `width` is of the longest bar, in percent."""

    label: str
    count: int
    percent: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbTab:
    """Answers about one verb, or all."""

    label: str
    url: str
    active: bool
    count: None = None


@require_safe
@firm_member
def surveys(request: FirmRequest) -> HttpResponse:
    """Reasons and comments, of all verbs or of one."""
    needs(request.actor, Right.SURVEYS)
    verb = _verb(request.GET.get("verb", ""))
    tally = tally_of_answers(request.actor, verb)
    comments = latest_comments(request.actor, verb)
    context = {
        "tally": tally,
        "bars": _bars(tally),
        "comments": [(one, _event(one.verb), reason_in_words(one.reason)) for one in comments],
        "tabs": _tabs(request, verb),
        "export": reverse("surveys_export") + (f"?verb={verb.value}" if verb else ""),
    }
    return render(request, "surveys/surveys.html", context)


@require_safe
@firm_member
def surveys_export(request: FirmRequest) -> StreamingHttpResponse:
    """Every answer as CSV, safe to open in a spreadsheet."""
    needs(request.actor, Right.SURVEYS)
    verb = _verb(request.GET.get("verb", ""))
    heads = [_("When"), _("What"), _("Client"), _("Reason"), _("Score"), _("Comment")]
    words = {one.value: str(said) for one, said in EVENTS.items()}
    zone = timezone.get_current_timezone()
    lines = (
        [
            one.at.astimezone(zone).isoformat(sep=" ", timespec="minutes"),
            words.get(one.verb, one.verb),
            one.client_name,
            one.reason,
            "" if one.score is None else str(one.score),
            one.comment,
        ]
        for one in all_answers(request.actor, verb)
    )
    return csv_file(f"surveys-{timezone.localdate():%Y-%m-%d}.csv", chain([heads], lines))


def _verb(text: str) -> Verb | None:
    return Verb(text) if text in set(Verb) else None


def _event(verb: str) -> str:
    known = _verb(verb)
    return str(EVENTS[known]) if known is not None else verb


def _bars(tally: Tally) -> list[Bar]:
    longest = max((one.count for one in tally.reasons), default=1)
    return [_bar(one, tally.answers, longest) for one in tally.reasons]


def _bar(one: ReasonCount, answers: int, longest: int) -> Bar:
    label = reason_in_words(one.reason) if one.reason else _("No reason given")
    percent, width = round(100 * one.count / answers), max(1, round(100 * one.count / longest))
    return Bar(label=label, count=one.count, percent=percent, width=width)


def _tabs(request: FirmRequest, chosen: Verb | None) -> list[VerbTab]:
    address = reverse("surveys")
    everything = VerbTab(label=_("All"), url=address, active=chosen is None)
    verbs = verbs_answered(request.actor)
    return [
        everything,
        *(
            VerbTab(label=str(EVENTS[verb]), url=f"{address}?verb={verb.value}", active=chosen is verb)
            for verb in verbs
        ),
    ]
