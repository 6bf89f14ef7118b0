"""Account settings: what is known about the client, kept right by itself; a copy of everything (R48)."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight
from tenure.operations.account_details import AccountDetails, edit_account
from tenure.operations.errors import Invalid
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.client_forms import DetailsForm
from tenure.web.typed import typed_before


class AccountForm(DetailsForm):
    """What a client writes about itself: neither the note nor the reference of its firm."""

    note = None  # type: ignore[assignment]
    reference = None  # type: ignore[assignment]

    def account(self) -> AccountDetails:
        """What was typed, of a valid form."""
        return AccountDetails(
            **{field.name: self.cleaned_data[field.name] for field in fields(AccountDetails)}
        )


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_settings(request: AccountRequest) -> HttpResponse:
    """The details, to be changed by the account's administrators."""
    needs(request, AccountRight.SETTINGS)
    row = client_of_node(request.actor, request.account.client)
    written = {field.name: getattr(row, field.name) for field in fields(AccountDetails)}
    if request.method != "POST":
        return _page(request, AccountForm(typed_before(request), initial=written))
    form = AccountForm(request.POST, initial=written)
    if form.is_valid() and _saved(request, form):
        return redirect("own_settings", row.id)
    return _page(request, form, status=422)


def _saved(request: AccountRequest, form: AccountForm) -> bool:
    try:
        changed = edit_account(request.account.client, form.account(), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return True


def _page(request: AccountRequest, form: AccountForm, status: int = 200) -> HttpResponse:
    return show_account(request, "settings.html", "own_settings", {"form": form}, status=status)
