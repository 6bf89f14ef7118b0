"""The reader's language: a signed-in person's own choice, else the one of this browser (R3)."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from tenure.operations.errors import Invalid
from tenure.operations.preferences import set_language as keep_language

FIELD: Final = "language"


def speak_their_language(request: HttpRequest) -> None:
    """Called once somebody is known to be signed in: what they chose wins over the browser."""
    locale = str(getattr(request.user, "locale", ""))
    if locale in dict(settings.LANGUAGES):
        translation.activate(locale)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps `language` on this machine and, of a signed-in person, for good; then back to `next`."""
    if request.user.is_authenticated:
        _keep(str(request.user.pk), request.POST.get(FIELD, ""))
    return set_language(request)


def remember(answer: HttpResponse, locale: str) -> None:
    """So that the sign-in page speaks the same language next time."""
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, locale, samesite="Lax", secure=secure)


def _keep(person: str, locale: str) -> None:
    try:
        keep_language(person, locale)
    except Invalid:
        return  # a language nobody speaks here changes nothing; Django's own view ignores it too
