"""What people read while the store of files does not answer: that nothing is lost, and to come again."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenure.outlets.store_away import StoreAway

COME_AGAIN_SECONDS = 60

logger = logging.getLogger(__name__)


class StoreAwayMiddleware:
    """A page that needed the store is answered with 503; what went wrong is logged for the operator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Everything else is answered as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; a script gets the sentence alone."""
        if not isinstance(exception, StoreAway):
            return None
        logger.error("the store of files does not answer: %s", exception)
        answer = (
            render(request, "errors/store_away.html", status=503)
            if request.accepts("text/html")
            else HttpResponse(
                _("The files cannot be reached at the moment. Nothing is lost; try again in a minute."),
                status=503,
                content_type="text/plain; charset=utf-8",
            )
        )
        answer.headers["Retry-After"] = str(COME_AGAIN_SECONDS)
        return answer
