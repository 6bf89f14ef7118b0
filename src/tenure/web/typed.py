"""Keeps what somebody typed when their session had ended, so that it is there again after signing in."""

from django.http import HttpRequest, QueryDict

KEPT = "typed"
LONGEST = 50_000
SECRET = ("csrfmiddlewaretoken", "password")


def keep_typed(request: HttpRequest) -> None:
    """Puts a form that was sent without a sign-in aside, without secrets and files."""
    if request.method != "POST":
        return
    typed = request.POST.copy()
    for name in list(typed):
        if name.startswith(SECRET):
            del typed[name]
    if len(text := typed.urlencode()) <= LONGEST:
        request.session[KEPT] = {"path": request.path, "text": text}


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was put aside on this page, once; None if nothing was."""
    kept = request.session.get(KEPT)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["text"])
