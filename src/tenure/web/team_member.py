"""One colleague: another role, or the end of their place here, with its consequences shown first (R7)."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.errors import Invalid, Missing
from tenure.operations.members import change_role, remove_member
from tenure.records.queries import counts
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.right_words import role_in_words
from tenure.web.rights import needs
from tenure.web.team_rows import Colleague, colleagues_of, role_cards
from tenure.web.verb_nouns import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One line of what a removal means, as parts/effects.html draws it."""

    icon: str
    tone: str
    title: str
    text: str = ""
    badge: str = ""
    badge_tone: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def team_member(request: FirmRequest, member_id: str) -> HttpResponse:
    """GET shows role and rights; POST gives another role."""
    colleague = _colleague(request, member_id)
    chosen = request.POST.get("role", colleague.role_id)
    # What is no id at all must not reach a database that minds its letters.
    role = chosen if re.fullmatch(NodeId.regex, chosen) else ""
    if request.method != "POST":
        return _page(request, colleague, chosen)
    try:
        member = change_role(member_id, role, actor=request.actor)
    except Invalid as invalid:
        return _page(request, colleague, chosen, problem=speak(invalid.message), status=409)
    except Missing:
        return _page(request, colleague, chosen, problem=_("Choose one of the roles below."), status=422)
    said = _("%(name)s is now %(role)s.") % {"name": colleague.name, "role": role_in_words(member.role.name)}
    messages.success(request, said)
    return redirect("team")


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def team_member_removal(request: FirmRequest, member_id: str) -> HttpResponse:
    """GET shows what it means; POST removes."""
    colleague = _colleague(request, member_id)
    if request.method != "POST":
        return _removal(request, colleague)
    try:
        remove_member(member_id, actor=request.actor)
    except Invalid as invalid:
        return _removal(request, colleague, problem=speak(invalid.message), status=409)
    if colleague.you:
        messages.success(request, _("You have left %(firm)s.") % {"firm": request.place.name})
        return redirect("home")
    messages.success(request, _("%(name)s no longer works here.") % {"name": colleague.name})
    return redirect("team")


def _colleague(request: FirmRequest, member_id: str) -> Colleague:
    """The colleague, for whoever manages the team, and everybody for themselves."""
    found = next((one for one in colleagues_of(request.actor) if one.id == member_id), None)
    if found is None:
        raise Missing(member_id)
    if request.method != "POST" and not found.you:
        needs(request.actor, Right.TEAM)
    return found


def _page(
    request: FirmRequest, colleague: Colleague, chosen: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "colleague": colleague,
        "roles": role_cards(request.actor),
        "chosen": chosen,
        "problem": problem,
        "may": request.actor.may(Right.TEAM) and not colleague.fixed,
    }
    return render(request, "team/member.html", context, status=status)


def _removal(
    request: FirmRequest, colleague: Colleague, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "colleague": colleague,
        "consequences": _consequences(request, colleague),
        "problem": problem,
    }
    return render(request, "team/removal.html", context, status=status)


def _consequences(request: FirmRequest, colleague: Colleague) -> list[Consequence]:
    clients = counts(request.actor).all
    seen = ngettext("%(count)d client", "%(count)d clients", clients) % {"count": clients}
    lines = [
        Consequence(
            icon="lock",
            tone="bad",
            title=_("All access to the firm ends at once"),
            text=_("Pages and files, also where somebody is signed in now."),
            badge=seen,
        ),
        Consequence(icon="mail", tone="warn", title=_("E-mails of the firm no longer reach this person")),
        Consequence(
            icon="history",
            tone="muted",
            title=_("What was done stays on record"),
            text=_("Activity and log keep who did what and when."),
            badge=_("Kept"),
        ),
        Consequence(
            icon="key",
            tone="muted",
            title=_("The sign-in stays"),
            text=_("For other firms or clients this person belongs to, and for a new invitation."),
            badge=_("Kept"),
        ),
    ]
    if colleague.manages_team:
        managing = Consequence(icon="shield", tone="warn", title=_("One administrator fewer"))
        lines.insert(2, managing)
    return lines
