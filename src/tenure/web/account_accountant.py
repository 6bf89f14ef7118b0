"""Your accountant: who looks after the account, whom to ask, which firms were invited (R12, R13, R48)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.operations.connecting import resend_to_firm, withdraw_from_firm
from tenure.records.account_overview import contacts_of, ties_of
from tenure.records.connection_requests import sent_by
from tenure.records.people import account_administrators
from tenure.records.queries import client_of_node
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.links import link_to_request


@require_safe
@account_member
def account_accountant(request: AccountRequest) -> HttpResponse:
    """The firm of today with its people, the invitations to others, and the firms before."""
    facts, account = account_facts(request), request.account
    row = client_of_node(request.actor, account.client)
    ties = ties_of(row)
    may_invite = AccountRight.ACCOUNTANT in RIGHTS_OF[account.account_role]
    context = {
        "client": row,
        "tie": next((tie for tie in ties if tie.until is None), None),
        "before": [tie for tie in ties if tie.until is not None],
        "contacts": contacts_of(facts.firm) if facts.connected else (),
        "may_invite": may_invite,
        "sent": sent_by(row, at=timezone.now()) if may_invite else (),
        "administrators": ", ".join(str(one) for one in account_administrators(row.id)),
    }
    return show_account(request, "accountant.html", "own_accountant", context)


@require_POST
@account_member
def account_invitation_letter(request: AccountRequest, invitation_id: str) -> HttpResponse:
    """Sends the invitation again, with a new link."""
    resend_to_firm(request.account.client, invitation_id, link_to=link_to_request, actor=request.actor)
    messages.success(request, _("A new letter leaves. The old link no longer works."))
    return redirect("own_accountant", request.account.client)


@require_POST
@account_member
def account_invitation_withdrawal(request: AccountRequest, invitation_id: str) -> HttpResponse:
    """Takes an invitation back."""
    taken = withdraw_from_firm(request.account.client, invitation_id, actor=request.actor)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": taken.email})
    return redirect("own_accountant", request.account.client)
