"""A verb that asks next to nothing is confirmed in a dialog over the page: the wizard in a smaller frame (R35).

The dialog is the wizard at the same address, asked by htmx. Without scripts the link opens the wizard's page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from tenure.core.asks import AskAcknowledgement, AskNotice, AskRestore
from tenure.core.plan import Plan
from tenure.web.here import FirmRequest

# The ids of the dialog and of its plan; htmx says with each request which of them waits for the answer.
VERB_DIALOG: Final = "verb-dialog"
DIALOG_PLAN: Final = "verb-dialog-plan"
NOTHING_TO_TYPE: Final = (AskRestore, AskNotice, AskAcknowledgement)
SMALLER: Final = {
    "wizard/page.html": "wizard/dialog.html",
    "wizard/refused.html": "wizard/dialog_refused.html",
    "wizard/plan.html": "wizard/dialog_plan.html",
}

type Wizard[**P] = Callable[Concatenate[FirmRequest, P], HttpResponse]


def fits_a_dialog(plan: Plan) -> bool:
    """Whether the verb is one page with nothing to type: there is something to read, at most something to choose."""
    short = len(plan.steps) == 1 and all(isinstance(ask, NOTHING_TO_TYPE) for ask in plan.asks)
    return short and not plan.refused


def in_dialog(request: HttpRequest) -> bool:
    """Whether the answer is to stand in the dialog."""
    target = request.headers.get("HX-Target")
    return request.headers.get("HX-Request") == "true" and target in {VERB_DIALOG, DIALOG_PLAN}


def frame_for(request: HttpRequest, template: str) -> str:
    """The template of the wizard in the frame that was asked for."""
    return SMALLER[template] if in_dialog(request) else template


def page_below(request: HttpRequest) -> str | None:
    """The address of the page over which the dialog stands; None without one."""
    if not in_dialog(request):
        return None
    try:
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return None
    own = (here.scheme, here.netloc) == (request.scheme, request.get_host())
    # Without its fragment: to go to #locations on the same page would not load it again.
    below = here._replace(scheme="", netloc="", fragment="").geturl()
    return below if own and url_has_allowed_host_and_scheme(below, allowed_hosts=None) else None


def also_in_a_dialog[**P](view: Wizard[P]) -> Wizard[P]:
    """The wizard's ways on lead out of the dialog, unless they lead to the same verb again."""

    @wraps(view)
    def guarded(request: FirmRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        patch_vary_headers(answer, ["HX-Request", "HX-Target"])
        way = answer.headers.get("Location", "")
        leaves = way and urlsplit(way).path != request.path
        return HttpResponseClientRedirect(way) if in_dialog(request) and leaves else answer

    return guarded
