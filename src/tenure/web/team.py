"""The team: who works here and what each may do, invited, given another role, removed (R7, R8)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.actor import Right
from tenure.operations.errors import Invalid, Missing
from tenure.operations.members import invite_colleague, open_invitations, withdraw_invitation
from tenure.operations.roles import roles_of
from tenure.records.firms import whom_to_ask
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.links import link_to_invitation
from tenure.web.team_rows import colleagues_of, invited_to, role_cards
from tenure.web.team_tabs import team_tabs
from tenure.web.typed import typed_before


class ColleagueForm(forms.Form):
    """Somebody to invite into the team. Which role is one of the firm's is said by the operation."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    role = forms.CharField(
        max_length=60, error_messages={"required": gettext_lazy("Choose what they may do.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def team(request: FirmRequest) -> HttpResponse:
    """Colleagues, open invitations, and the form for one more."""
    if request.method != "POST":
        return _page(request, ColleagueForm(typed_before(request)))
    form = ColleagueForm(request.POST)
    if form.is_valid() and _invited(request, form):
        return redirect("team")
    return _page(request, form, status=422)


@require_POST
@firm_member
def team_invitation_letter(request: FirmRequest, invitation_id: str) -> HttpResponse:
    """The invitation once more, with a new link; the old one stops working."""
    invitation = next((one for one in open_invitations(request.actor) if one.id == invitation_id), None)
    if invitation is None:
        raise Missing(invitation_id)
    role = next((one.id for one in roles_of(request.actor) if one.key == invitation.role), "")
    invite_colleague(
        email=invitation.person.email,
        name=invitation.person.name,
        role_id=role,
        link_to=link_to_invitation,
        actor=request.actor,
    )
    messages.success(request, _("A new letter leaves. The old link no longer works."))
    return redirect("team")


@require_POST
@firm_member
def team_invitation_withdrawal(request: FirmRequest, invitation_id: str) -> HttpResponse:
    """Takes an invitation back."""
    withdraw_invitation(invitation_id, actor=request.actor)
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("team")


def _invited(request: FirmRequest, form: ColleagueForm) -> bool:
    typed = form.cleaned_data
    try:
        invite_colleague(
            email=typed["email"],
            name=typed["name"],
            role_id=typed["role"],
            link_to=link_to_invitation,
            actor=request.actor,
        )
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    except Missing:
        form.add_error("role", _("This role is no more. Choose another one."))
        return False
    messages.success(request, _("An invitation leaves for %(email)s.") % {"email": typed["email"]})
    return True


def _page(request: FirmRequest, form: ColleagueForm, status: int = 200) -> HttpResponse:
    may = request.actor.may(Right.TEAM)
    context = {
        "days": settings.TENURE_INVITATION_DAYS,
        "tabs": team_tabs("team"),
        "colleagues": colleagues_of(request.actor),
        "invited": invited_to(request.actor, timezone.now()),
        "form": form,
        "roles": role_cards(request.actor),
        "chosen": form["role"].value(),
        "may": may,
        "administrators": "" if may else whom_to_ask(request.actor),
    }
    return render(request, "team/team.html", context, status=status)
