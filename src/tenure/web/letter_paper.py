"""The page of a letter as a mail program draws it: in a frame of its own that can run and send nothing."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

# Mail programs know no style sheets, so the letter's styles stand in it; nothing else is let in.
PAPER: Final[Mapping[str, list[str]]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
FRAMING: Final[Mapping[str, list[str]]] = {
    **cast("Mapping[str, list[str]]", settings.SECURE_CSP),
    "frame-src": [CSP.SELF],
}


def on_paper[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """For a view that answers with `paper`: only Tenure's own pages may frame it."""
    return csp_override(PAPER)(xframe_options_sameorigin(view))


def with_a_frame[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """For a view whose page shows a letter in a frame."""
    return csp_override(FRAMING)(view)


def paper(html: str) -> HttpResponse:
    """The letter alone. Its links open beside the page, not inside the frame."""
    head, found, rest = html.partition("<head>")
    whole = f'{head}{found}<base target="_blank">{rest}' if found else html
    return HttpResponse(whole)
