"""One user of an account: another role, or the end of their place here, with what it means shown first (R48, R49)."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight, AccountRole
from tenure.operations.account_people import OWNER_STAYS, change_user_role, remove_user
from tenure.operations.errors import Invalid, Missing
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.account_people_rows import AccountPerson, people_of
from tenure.web.right_words import account_role_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One line of what a change means, as parts/effects.html draws it."""

    icon: str
    tone: str
    title: str
    text: str = ""
    badge: str = ""
    badge_tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """One role to choose, as parts/option_cards.html draws it."""

    value: str
    title: str
    text: str
    disabled: bool = False


MEANINGS: Final[dict[AccountRole, Promise]] = {
    AccountRole.ADMINISTRATOR: gettext_lazy(
        "Sees and adds documents, manages people, the accountant and the subscription."
    ),
    AccountRole.STANDARD: gettext_lazy("Sees and adds documents."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_user_role(request: AccountRequest, user_id: str) -> HttpResponse:
    """GET shows the roles; POST gives another one."""
    person = _person(request, user_id)
    if request.method != "POST":
        needs(request, AccountRight.PEOPLE)
        return _role_page(request, person, person.user.role)
    chosen = request.POST.get("role", "")
    try:
        user = change_user_role(request.account.client, user_id, chosen, actor=request.actor)
    except Invalid as invalid:
        status = 422 if invalid.field else 409
        return _role_page(request, person, chosen, problem=speak(invalid.message), status=status)
    role = account_role_in_words(AccountRole(user.role))
    messages.success(request, _("%(name)s is now %(role)s.") % {"name": person.user.name, "role": role})
    return redirect("own_people", request.account.client)


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_user_removal(request: AccountRequest, user_id: str) -> HttpResponse:
    """GET shows what it means; POST removes, or leaves where it is the reader's own place."""
    person = _person(request, user_id)
    if request.method != "POST":
        if not person.you:
            needs(request, AccountRight.PEOPLE)
        return _removal_page(request, person, problem=speak(OWNER_STAYS) if person.user.owner else "")
    try:
        remove_user(request.account.client, user_id, actor=request.actor)
    except Invalid as invalid:
        return _removal_page(request, person, problem=speak(invalid.message), status=409)
    if person.you:
        messages.success(request, _("You have left %(account)s.") % {"account": request.account.name})
        return redirect("client_home")
    messages.success(request, _("%(name)s no longer uses this account.") % {"name": person.user.name})
    return redirect("own_people", request.account.client)


def _person(request: AccountRequest, user_id: str) -> AccountPerson:
    """A user who joined; who is only invited has a letter that can be withdrawn."""
    found = next((one for one in people_of(request) if one.user.id == user_id and one.user.joined), None)
    if found is None:
        raise Missing(user_id)
    return found


def _role_page(
    request: AccountRequest, person: AccountPerson, chosen: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    cards = [
        RoleCard(value=role.value, title=account_role_in_words(role), text=str(text))
        for role, text in MEANINGS.items()
    ]
    fixed = speak(OWNER_STAYS) if person.user.owner else ""
    context = {
        "heading": person.user.name,
        "person": person,
        "roles": cards,
        "chosen": chosen,
        "problem": problem,
        "fixed": fixed,
    }
    return show_account(request, "user_role.html", "own_people", context, status=status)


def _removal_page(
    request: AccountRequest, person: AccountPerson, *, problem: str = "", status: int = 200
) -> HttpResponse:
    title = (
        _("Leave %(account)s") % {"account": request.account.name}
        if person.you
        else _("Remove %(name)s") % {"name": person.user.name}
    )
    context = {"heading": title, "person": person, "consequences": _consequences(), "problem": problem}
    return show_account(request, "user_removal.html", "own_people", context, status=status)


def _consequences() -> list[Consequence]:
    return [
        Consequence(
            icon="lock",
            tone="bad",
            title=_("All access to the account ends at once"),
            text=_("Pages and files, also where somebody is signed in now."),
        ),
        Consequence(
            icon="mail", tone="warn", title=_("E-mails about the account no longer reach this person")
        ),
        Consequence(
            icon="file",
            tone="muted",
            title=_("The documents they added stay"),
            text=_("Nothing in the account is deleted."),
            badge=_("Kept"),
        ),
        Consequence(
            icon="key",
            tone="muted",
            title=_("The sign-in stays"),
            text=_("For other accounts this person uses, and for a new invitation."),
            badge=_("Kept"),
        ),
    ]
