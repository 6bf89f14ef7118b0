"""A client's own address for documents: shown, made, replaced and stopped, with the mails that came to it (R20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.core.actor import Actor, Right
from tenure.operations.errors import Invalid
from tenure.operations.mail_addresses import make_address, stop_address
from tenure.records.mail_in import address_of, mail_page
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, show_account
from tenure.web.client_frame import frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.mail_words import mails_in_words

MAKE, REPLACE, STOP = "make", "replace", "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """What is asked before an address that is in use goes: what it means, and the button that does it."""

    do: str
    title: str | Promise
    lines: tuple[str | Promise, ...]
    button: str | Promise


GONE: Final = gettext_lazy(
    "The address in use stops at once: mails to it are refused, and their senders are told."
)
SURE: Final = {
    REPLACE: Sure(
        do=REPLACE,
        title=gettext_lazy("Replace the address?"),
        lines=(GONE, gettext_lazy("You get a new address to give to those who send documents.")),
        button=gettext_lazy("Replace the address"),
    ),
    STOP: Sure(
        do=STOP,
        title=gettext_lazy("Stop the address?"),
        lines=(
            GONE,
            gettext_lazy("Documents and mails that came in stay. You can make a new address at any time."),
        ),
        button=gettext_lazy("Stop the address"),
    ),
}  # fmt: skip
SAID: Final = {
    MAKE: gettext_lazy("The address is made."),
    REPLACE: gettext_lazy("The address is replaced. The old one is refused from now on."),
    STOP: gettext_lazy("The address is stopped. Mails to it are refused from now on."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def mail_address(request: FirmRequest, client_id: str) -> HttpResponse:
    """The address of one client of the firm; POST makes, replaces or stops it."""
    frame = frame_of(request, client_id)
    problem = ""
    if request.method == "POST":
        problem = _done(request, client_id, request.actor)
        if not problem:
            return redirect("mail_address", client_id)
    context = {
        **_context(request, client_id, problem),
        "may": request.actor.may(Right.CLIENTS),
        "administrators": ", ".join(c.person.name for c in frame.facts.colleagues if c.administrator),
        "here": reverse("mail_address", args=[client_id]),
        "documents_url": reverse("client_documents", args=[client_id]),
    }
    return show(frame, "mail_address.html", "client_documents", context, status=409 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_mail_address(request: AccountRequest) -> HttpResponse:
    """The same for the client itself."""
    client_id, problem = request.account.client, ""
    if request.method == "POST":
        problem = _done(request, client_id, request.actor)
        if not problem:
            return redirect("own_mail_address", client_id)
    context = {
        **_context(request, client_id, problem),
        "may": AccountRight.SETTINGS in RIGHTS_OF[request.account.account_role],
        "here": reverse("own_mail_address", args=[client_id]),
        "documents_url": reverse("own_documents", args=[client_id]),
        "heading": _("Documents by e-mail"),
    }
    return show_account(
        request, "mail_address.html", "own_documents", context, status=409 if problem else 200
    )


def _done(request: HttpRequest, client_id: str, actor: Actor) -> str:
    """Does what was asked for, and says so; returns why it could not be done."""
    key, stopped = request.POST.get("key", ""), request.POST.get("do") == STOP
    try:
        if stopped:
            stop_address(client_id, key=key, actor=actor)
        else:
            make_address(client_id, instead_of=key, actor=actor)
    except Invalid as invalid:
        return speak(invalid.message)
    replaced = REPLACE if key else MAKE
    messages.success(request, SAID[STOP if stopped else replaced])
    return ""


def _context(request: HttpRequest, client_id: str, problem: str) -> Mapping[str, object]:
    address, domain = address_of(client_id), settings.TENURE_MAIL_IN_DOMAIN
    page = mail_page(client_id, after=request.GET.get("after", ""))
    return {
        "domain": domain,
        "address": address,
        "written": f"{address.key}@{domain}" if address is not None and domain else "",
        "sure": SURE.get(request.GET.get("sure", "")) if address is not None and not problem else None,
        "mails": mails_in_words(page.rows),
        "newest": request.path if request.GET.get("after") else "",
        "older": f"{request.path}?after={page.next}" if page.next else "",
        "problem": problem,
    }
