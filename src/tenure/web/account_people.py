"""Who uses the account: listed, invited, sent another letter; and who owns it (R48, R49)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.account_roles import AccountRight
from tenure.operations.errors import Invalid
from tenure.operations.invitations import invite_user, resend_invitation, withdraw_invitation
from tenure.records.ownership_offers import last_declined, open_offer
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.account_people_rows import may, people_of
from tenure.web.client_forms import InviteForm
from tenure.web.links import link_to_invitation
from tenure.web.typed import typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_people(request: AccountRequest) -> HttpResponse:
    """The people, and the form that invites one more."""
    if request.method != "POST":
        return _page(request, InviteForm(typed_before(request)))
    form = InviteForm(request.POST)
    if form.is_valid() and _invited(request, form):
        return redirect("own_people", request.account.client)
    needs(request, AccountRight.PEOPLE)
    return _page(request, form, status=422)


@require_POST
@account_member
def account_user_letter(request: AccountRequest, user_id: str) -> HttpResponse:
    """Sends an invitation again, with a new link."""
    resend_invitation(request.account.client, user_id, link_to=link_to_invitation, actor=request.actor)
    messages.success(request, _("A new letter leaves. The old link no longer works."))
    return redirect("own_people", request.account.client)


@require_POST
@account_member
def account_user_withdrawal(request: AccountRequest, user_id: str) -> HttpResponse:
    """Takes an invitation back."""
    person = withdraw_invitation(request.account.client, user_id, actor=request.actor)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": person.email})
    return redirect("own_people", request.account.client)


def _page(request: AccountRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    client = client_of_node(request.actor, request.account.client)
    people = people_of(request)
    context = {
        "client": client,
        "people": people,
        "owner": next((one for one in people if one.user.owner), None),
        "offer": open_offer(client.id, at=timezone.now()),
        "declined": last_declined(client.id),
        "form": form,
        "days": settings.TENURE_INVITATION_DAYS,
        "may_invite": may(request, AccountRight.PEOPLE),
        "may_hand_over": may(request, AccountRight.OWNERSHIP),
        "you": request.actor.person,
    }
    return show_account(request, "people.html", "own_people", context, status=status)


def _invited(request: AccountRequest, form: InviteForm) -> bool:
    typed = form.cleaned_data
    try:
        invite_user(request.account.client, **typed, link_to=link_to_invitation, actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    messages.success(request, _("An invitation leaves for %(email)s.") % {"email": typed["email"]})
    return True
