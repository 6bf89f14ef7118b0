"""The billing profiles of a firm: customers that are billed alike (R42)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.billing_policy import LONGEST_DUE_DAYS
from tenure.core.tree import Kind
from tenure.operations.billing_details import LONGEST_PROFILE, add_profile, edit_profile, remove_profile
from tenure.operations.errors import Invalid, Missing
from tenure.records.billing_profiles import ListedProfile, profiles_of
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.typed import typed_before


class ProfileForm(forms.Form):
    """A profile: its name, and after how many days its invoices are due."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_PROFILE)
    due_days = forms.IntegerField(
        label=gettext_lazy("Days until due"),
        required=False,
        min_value=0,
        max_value=LONGEST_DUE_DAYS,
        help_text=gettext_lazy("Leave it empty, and the firm's policy says when invoices are due."),
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_profiles(request: FirmRequest) -> HttpResponse:
    """The profiles with how many customers each has, and a form for one more."""
    _may(request)
    if request.method != "POST":
        return _list(request, ProfileForm(typed_before(request)))
    form = ProfileForm(request.POST)
    if form.is_valid():
        try:
            add_profile(**form.cleaned_data, actor=request.actor)
        except Invalid as invalid:
            form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        else:
            messages.success(request, _("The billing profile is added."))
            return redirect("billing_profiles")
    return _list(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_profile(request: FirmRequest, profile_id: str) -> HttpResponse:
    """One profile, to be renamed or given other days."""
    _may(request)
    profile = _found(request, profile_id)
    initial = {"name": profile.name, "due_days": profile.due_days}
    if request.method != "POST":
        return _one(request, profile, ProfileForm(typed_before(request), initial=initial))
    form = ProfileForm(request.POST, initial=initial)
    if form.is_valid():
        try:
            changed = edit_profile(profile_id, **form.cleaned_data, actor=request.actor)
        except Invalid as invalid:
            form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("billing_profiles")
    return _one(request, profile, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_profile_removal(request: FirmRequest, profile_id: str) -> HttpResponse:
    """Says how many customers would be in no profile, then removes it."""
    _may(request)
    profile = _found(request, profile_id)
    if request.method != "POST":
        return render(request, "billing_profiles/removal.html", {"profile": profile})
    left = remove_profile(profile_id, actor=request.actor)
    words = ngettext(
        "The billing profile is removed. %(count)d customer is in none now.",
        "The billing profile is removed. %(count)d customers are in none now.",
        left,
    )
    messages.success(request, words % {"count": left})
    return redirect("billing_profiles")


def _may(request: FirmRequest) -> None:
    needs(request.actor, Right.BILLING)
    if not policy_of(firm_of(request.actor)).has(Kind.SERVICE):
        raise Missing("billing_profiles")


def _found(request: FirmRequest, profile_id: str) -> ListedProfile:
    found = next((one for one in profiles_of(request.actor) if one.id == profile_id), None)
    if found is None:
        raise Missing(profile_id)
    return found


def _list(request: FirmRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    context = {
        "profiles": profiles_of(request.actor),
        "form": form,
        "usual": policy_of(firm_of(request.actor)).billing.due_days,
    }
    return render(request, "billing_profiles/profiles.html", context, status=status)


def _one(request: FirmRequest, profile: ListedProfile, form: ProfileForm, status: int = 200) -> HttpResponse:
    context = {"profile": profile, "form": form}
    return render(request, "billing_profiles/profile.html", context, status=status)
