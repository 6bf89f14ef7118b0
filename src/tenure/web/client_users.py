"""Who uses a client's account: owner, roles, invitations sent, sent again, withdrawn (R14, R25, R49)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.actor import Right
from tenure.operations.errors import Invalid
from tenure.operations.invitations import invite_user, resend_invitation, withdraw_invitation
from tenure.records.client_people import users_of
from tenure.records.ownership_offers import open_offer
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.client_forms import InviteForm
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.links import link_to_invitation
from tenure.web.typed import typed_before
from tenure.web.verb_nouns import VERBS


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_users(request: FirmRequest, client_id: str) -> HttpResponse:
    """The users, and the form that invites one more."""
    frame = frame_of(request, client_id)
    if request.method != "POST":
        return _page(frame, InviteForm(typed_before(request)))
    form = InviteForm(request.POST)
    if form.is_valid() and _invited(request, client_id, form):
        verb = VERBS.get(request.POST.get("then", ""))
        return redirect("verb", verb, client_id) if verb is not None else redirect("client_users", client_id)
    return _page(frame, form, status=422)


@require_POST
@firm_member
def client_user_letter(request: FirmRequest, client_id: str, user_id: str) -> HttpResponse:
    """Sends an invitation again, with a new link."""
    resend_invitation(client_id, user_id, link_to=link_to_invitation, actor=request.actor)
    messages.success(request, _("A new letter leaves. The old link no longer works."))
    return redirect("client_users", client_id)


@require_POST
@firm_member
def client_user_withdrawal(request: FirmRequest, client_id: str, user_id: str) -> HttpResponse:
    """Takes an invitation back."""
    person = withdraw_invitation(client_id, user_id, actor=request.actor)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": person.email})
    return redirect("client_users", client_id)


def _page(frame: Frame, form: InviteForm, status: int = 200) -> HttpResponse:
    client = client_of_node(frame.request.actor, frame.facts.client.id)
    context = {
        "client": client,
        "users": users_of(client, at=timezone.now()),
        "offer": open_offer(client.id, at=timezone.now()),
        "days": settings.TENURE_INVITATION_DAYS,
        "form": form,
        "then": _then(frame.request),
        "may_invite": frame.request.actor.may(Right.CLIENTS),
    }
    return show(frame, "client_users.html", "client_users", context, status=status)


def _then(request: FirmRequest) -> str:
    """The noun of the verb that the reader came from, and goes back to once somebody is invited (R25)."""
    noun = (request.POST if request.method == "POST" else request.GET).get("then", "")
    return noun if noun in VERBS else ""


def _invited(request: FirmRequest, client_id: str, form: InviteForm) -> bool:
    typed = form.cleaned_data
    try:
        invite_user(client_id, **typed, link_to=link_to_invitation, actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    messages.success(request, _("An invitation leaves for %(email)s.") % {"email": typed["email"]})
    return True
