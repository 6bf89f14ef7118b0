"""What was typed into a wizard when the session had ended: filled in again after signing in, until it is sent."""

from django.http import HttpRequest, QueryDict

from tenure.web.typed import KEPT


def parked(request: HttpRequest, step: str) -> dict[str, str] | None:
    """What this person typed on this page before they had to sign in; None if nothing waits.

    It is read, not taken: a reload of the page finds it again.
    """
    kept = request.session.get(KEPT)
    if not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    typed = QueryDict(str(kept.get("text", ""))).dict()
    mine = typed.get("by") == str(request.user.pk)
    return {str(k): str(v) for k, v in typed.items()} if mine and typed.get("step") == step else None


def forget_parked(request: HttpRequest) -> None:
    """Lets go of what was typed on this page: it was sent, or the person left."""
    kept = request.session.get(KEPT)
    if isinstance(kept, dict) and kept.get("path") == request.path:
        del request.session[KEPT]
