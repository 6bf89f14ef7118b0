"""Sending held documents later: what would be sent is shown first, one button then does exactly that (R24)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Verb
from tenure.core.actor import Actor, Side
from tenure.core.held_documents import NotSent, SendChoice, Sending, SendScope
from tenure.core.held_words import lines
from tenure.core.reading_time import reading_takes
from tenure.operations.held_documents import NotSentAsShown, foresee_sending, send_held
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, show_account
from tenure.web.client_frame import frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.plan_lines import panel
from tenure.web.verb_words import title_of
from tenure.web.wizard_choices import Choice

MOST_CHOSEN: Final = 200
LONGEST_SEEN: Final = 4_000

type Show = Callable[[Mapping[str, object], int], HttpResponse]


class SendForm(forms.Form):
    """Which of the held documents are sent: all, those of a day and later, or those ticked in the list."""

    documents = forms.ChoiceField(choices=[(scope.value, scope.value) for scope in SendScope], required=False)
    since = forms.DateField(
        label=gettext_lazy("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, sent: QueryDict, ticked: tuple[str, ...]) -> None:
        super().__init__(
            {"documents": SendScope.CHOSEN.value if ticked else SendScope.ALL.value} | sent.dict()
        )
        self.ticked = ticked

    def clean(self) -> dict[str, Any] | None:
        """A choice by day needs the day; a day typed beside another choice is no matter."""
        said = super().clean() or self.cleaned_data
        by_day = said.get("documents") == SendScope.SINCE
        if by_day and not said.get("since") and "since" not in self.errors:
            self.add_error("since", _("Give the day from which documents are sent."))
        if not by_day and "since" in self.errors:
            del self.errors["since"]
        return said

    @property
    def choice(self) -> SendChoice:
        """What was chosen; the form is valid."""
        scope = SendScope(self.cleaned_data["documents"] or SendScope.ALL)
        since = self.cleaned_data.get("since") if scope is SendScope.SINCE else None
        return SendChoice(
            scope=scope, since=since, documents=self.ticked if scope is SendScope.CHOSEN else ()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """From where somebody sends: the addresses of that side, and how its pages are drawn."""

    actor: Actor
    client: str
    here: str
    documents: str
    show: Show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def documents_send(request: FirmRequest, client_id: str) -> HttpResponse:
    """For a member of the firm."""
    frame = frame_of(request, client_id)
    side = _Side(
        actor=request.actor,
        client=client_id,
        here=reverse("documents_send", args=[client_id]),
        documents=reverse("client_documents", args=[client_id]),
        show=lambda context, status: show(
            frame, "documents_send.html", "client_documents", context, status=status
        ),
    )
    return _answer(request, side)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_documents_send(request: AccountRequest) -> HttpResponse:
    """For somebody of the client, whose own plan reads."""
    client = request.account.client
    side = _Side(
        actor=request.actor,
        client=client,
        here=reverse("own_documents_send", args=[client]),
        documents=reverse("own_documents", args=[client]),
        show=lambda context, status: show_account(
            request, "documents_send.html", "own_documents", context, status=status
        ),
    )
    return _answer(request, side)


def _answer(request: HttpRequest, side: _Side) -> HttpResponse:
    """Looking changes nothing. Sending does what was shown, or shows how it stands now."""
    sent = request.POST if request.method == "POST" else request.GET
    form = SendForm(sent, tuple(dict.fromkeys(sent.getlist("document")))[:MOST_CHOSEN])
    if not form.is_valid():
        plan = foresee_sending(side.client, SendChoice(), actor=side.actor)
        return _show(side, form, plan, status=422 if request.method == "POST" else 200)
    if request.method != "POST":
        return _show(side, form, foresee_sending(side.client, form.choice, actor=side.actor))
    if "digest" not in sent or "look" in sent:
        return redirect(f"{side.here}?{_asked(form)}")
    try:
        done = send_held(side.client, form.choice, digest=sent["digest"][:64], actor=side.actor)
    except NotSentAsShown as other:
        seen = sent.get("seen", "")[:LONGEST_SEEN].split(",")
        return _show(side, form, other.plan, seen=frozenset(filter(None, seen)), status=409)
    messages.success(request, _done(done))
    return redirect(side.documents)


def _asked(form: SendForm) -> str:
    query = QueryDict(mutable=True)
    query["documents"] = form.choice.scope.value
    if form.choice.since is not None:
        query["since"] = form.choice.since.isoformat()
    query.setlist("document", list(form.ticked))
    return query.urlencode()


def _done(done: Sending) -> str:
    said = ngettext(
        "%(count)d document is sent for extraction.",
        "%(count)d documents are sent for extraction.",
        done.count,
    ) % {"count": done.count}
    return f"{said} {speak(reading_takes(done.count, done.pace))}" if done.pace is not None else said


def _show(
    side: _Side, form: SendForm, plan: Sending, *, seen: frozenset[str] | None = None, status: int = 200
) -> HttpResponse:
    sides = ((Side.CLIENT, plan.client.name),)
    if plan.since is not None:
        form.data = {"since": plan.since.isoformat(), **form.data}
    wrong = tuple(_Reason(sentence=str(one)) for errors in form.errors.values() for one in errors)
    context = {
        "heading": _("Send held documents"),
        "plan": plan,
        "form": form,
        "ticked": form.ticked,
        "chosen": form.data.get("documents"),
        "choices": _choices(plan, len(form.ticked)),
        "panel": panel(lines(plan), seen=seen, sides=sides),
        "reasons": wrong or tuple(_reason(one, side) for one in plan.reasons),
        # Where not even all of them can be sent, there is nothing to choose.
        "choosing": plan.held and (not plan.refused or plan.choice.scope is not SendScope.ALL),
        "changed": seen is not None,
        "here": side.here,
        "documents_url": side.documents,
    }
    return side.show(context, status)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reason:
    """Why nothing is sent, and where what helps is done."""

    sentence: str
    way_out: str = ""
    url: str = ""
    action: str = ""


def _reason(one: NotSent, side: _Side) -> _Reason:
    returns = one.returns if side.actor.firm is not None else None
    return _Reason(
        sentence=speak(one.sentence),
        way_out=speak(one.way_out),
        url=reverse("verb", args=[Verb.REACTIVATE, returns.id]) if returns is not None else "",
        action=title_of(Verb.REACTIVATE) if returns is not None else "",
    )


def _choices(plan: Sending, ticked: int) -> tuple[Choice, ...]:
    all_of_them = ngettext("All: %(count)d document", "All: %(count)d documents", plan.held)
    found = [
        Choice(value=SendScope.ALL.value, title=all_of_them % {"count": plan.held}),
        Choice(value=SendScope.SINCE.value, title=_("Those added since a day")),
    ]
    if ticked:
        chosen = ngettext(
            "Those you ticked: %(count)d document", "Those you ticked: %(count)d documents", ticked
        )
        found.append(Choice(value=SendScope.CHOSEN.value, title=chosen % {"count": ticked}))
    return tuple(found)
