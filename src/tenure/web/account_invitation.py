"""Inviting a firm: what would end is shown first, then the address is asked (R13, R16)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight
from tenure.operations.connecting import LONGEST_MESSAGE, invite_firm
from tenure.operations.errors import Invalid
from tenure.operations.moving import preview_move
from tenure.records.connection_requests import gain_of
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_facts, account_member, needs, show_account
from tenure.web.links import link_to_request
from tenure.web.move_preview import endings, remains
from tenure.web.typed import typed_before


class InviteFirmForm(forms.Form):
    """Whom to ask, and a few words."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail of somebody at the firm"),
        max_length=254,
        help_text=gettext_lazy("If their firm is not on Tenure yet, the letter invites it to join."),
    )
    message = forms.CharField(
        label=gettext_lazy("Your words"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_invitation_new(request: AccountRequest) -> HttpResponse:
    """GET shows what would end, and the form; POST sends it as long as that has not changed."""
    needs(request, AccountRight.ACCOUNTANT)
    if request.method != "POST":
        return _page(request, InviteFirmForm(typed_before(request)))
    form = InviteFirmForm(request.POST)
    if form.is_valid() and _sent(request, form):
        return redirect("own_accountant", request.account.client)
    return _page(request, form, status=422)


def _sent(request: AccountRequest, form: InviteFirmForm) -> bool:
    try:
        invite_firm(
            request.account.client,
            **form.cleaned_data,
            digest=request.POST.get("digest", ""),
            link_to=link_to_request,
            actor=request.actor,
        )
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    sent_to = {"email": form.cleaned_data["email"]}
    messages.success(
        request, _("An invitation leaves for %(email)s. You are told when it is answered.") % sent_to
    )
    return True


def _page(request: AccountRequest, form: InviteFirmForm, status: int = 200) -> HttpResponse:
    facts = account_facts(request)
    plan = preview_move(request.account.client, actor=request.actor)
    context = {
        "heading": _("Invite another accountant") if facts.connected else _("Invite an accountant"),
        "form": form,
        "digest": plan.digest,
        "ends": endings(plan, facts),
        "stays": remains(plan, facts),
        "gain": gain_of(request.account.client),
    }
    return show_account(request, "invitation_new.html", "own_accountant", context, status=status)
