"""Light, dark, or as the system has it: the reader's choice, kept on this machine and with the person."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tenure.operations.preferences import set_theme
from tenure.web.templatetags.ui import THEMES
from tenure.web.way_back import way_back

COOKIE: Final = "theme"
KEPT: Final = timedelta(days=365)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep `theme` ("light" or "dark"; anything else follows the system) and go back to `next`."""
    response = redirect(way_back(request))
    chosen = request.POST.get("theme", "")
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        set_theme(str(user.pk), chosen)
    remember(response, chosen)
    return response


def remember(response: HttpResponse, chosen: str) -> None:
    """The choice in a cookie, so that the sign-in page looks the same; following the system needs none."""
    if chosen in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, chosen, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE)
