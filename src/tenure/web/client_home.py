"""Where somebody who uses clients' accounts arrives: at the one they were at last (R48)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tenure.web.here import HereRequest, to_sign_in


@require_safe
def client_home(request: HereRequest) -> HttpResponse:
    """To the account somebody is at; a page that says so to somebody who uses none."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if request.place is not None:
        return redirect("home")
    if request.account is None:
        return render(request, "client_home/nowhere.html")
    return redirect("client_account", request.account.client)
