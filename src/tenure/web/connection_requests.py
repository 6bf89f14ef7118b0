"""Clients that ask the firm to look after them: what it would get, accepted with products, or declined (R13, R16)."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.core.policy import Policy
from tenure.operations.connection_answers import LONGEST_NOTE, accept_request, decline_request
from tenure.operations.errors import Invalid
from tenure.records.connection_requests import (
    ConnectionRequest,
    Gain,
    NoSuchRequest,
    gain_of,
    request_to,
    requests_to,
    waits_between,
)
from tenure.records.firms import firm_of, whom_to_ask
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.typed import typed_before


class AcceptForm(forms.Form):
    """What the firm gives the client from the first day."""

    products = forms.MultipleChoiceField(
        label=gettext_lazy("Products your firm pays for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    read_resting = forms.BooleanField(
        label=gettext_lazy("Read the documents that were held, too"),
        required=False,
        help_text=gettext_lazy("With the first product that reads documents."),
    )

    def __init__(self, choices: list[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["products"].choices = choices  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """A few words to the client."""

    note = forms.CharField(
        label=gettext_lazy("A word to the client"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@firm_member
def connection_requests(request: FirmRequest) -> HttpResponse:
    """The clients that wait for an answer."""
    context = {"requests": requests_to(request.actor, at=timezone.now())}
    return render(request, "requests/requests.html", {**context, **_may(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def connection_request(request: FirmRequest, request_id: str) -> HttpResponse:
    """GET shows what the firm would get; POST accepts."""
    asked = _asked(request, request_id)
    policy, gain = policy_of(firm_of(request.actor)), gain_of(asked.client)
    choices, waiting = _products(request, asked, policy)
    if request.method != "POST":
        chosen = [] if gain.pays_itself else [code for code, _name in choices]
        return _page(request, asked, gain, AcceptForm(choices, initial={"products": chosen}), waiting)
    form = AcceptForm(choices, request.POST)
    if not form.is_valid():
        return _page(request, asked, gain, form, waiting, status=422)
    try:
        client = accept_request(asked.id, **form.cleaned_data, actor=request.actor)
    except Invalid as invalid:
        form.add_error("products" if invalid.field == "products" else None, speak(invalid.message))
        return _page(request, asked, gain, form, waiting, status=409)
    messages.success(request, _("%(client)s is your client now.") % {"client": client.name})
    return redirect("client", client.id)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def connection_refusal(request: FirmRequest, request_id: str) -> HttpResponse:
    """Declining, with a word to the client."""
    asked = _asked(request, request_id)
    form = DeclineForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"asked": asked, "form": form, **_may(request)}
        return render(request, "requests/refusal.html", context, status=status)
    name = decline_request(asked.id, note_to_client=form.cleaned_data["note"], actor=request.actor)
    messages.success(request, _("You have declined. %(client)s is told.") % {"client": name})
    return redirect("connection_requests")


def _asked(request: FirmRequest, request_id: str) -> ConnectionRequest:
    try:
        return request_to(request.actor, request_id, at=timezone.now())
    except NoSuchRequest as missing:
        raise Http404 from missing


def _products(
    request: FirmRequest, asked: ConnectionRequest, policy: Policy
) -> tuple[list[tuple[str, str]], list[str]]:
    """What can be started, and sentences about what still waits for this client (R22)."""
    waits = waits_between(request.actor, asked.client, at=timezone.now())
    choices = [(product.code, product.name) for product in policy.products if product.code not in waits]
    waiting = [
        _("%(product)s can start from %(day)s: its wait is not over.")
        % {"product": product.name, "day": _day(waits[product.code])}
        for product in policy.products
        if product.code in waits
    ]
    return choices, waiting


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _page(
    request: FirmRequest,
    asked: ConnectionRequest,
    gain: Gain,
    form: AcceptForm,
    waiting: list[str],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"asked": asked, "gain": gain, "form": form, "waiting": waiting, **_may(request)}
    return render(request, "requests/request.html", context, status=status)


def _may(request: FirmRequest) -> dict[str, object]:
    may = request.actor.may(Right.CLIENTS)
    return {"may_answer": may, "names": "" if may else whom_to_ask(request.actor)}
