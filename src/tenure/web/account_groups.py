"""Account groups: the list of them, one group with its members, and who is added to it or taken out (R45)."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.actor import Right
from tenure.core.tree import Kind
from tenure.operations.account_groups import (
    LONGEST_NAME,
    add_members,
    create_group,
    delete_group,
    remove_member,
    rename_group,
)
from tenure.operations.errors import Invalid, Missing
from tenure.records.account_groups import (
    AccountGroup,
    Rows,
    group_rows,
    groups_of,
    member_rows,
    unpaid_of,
    who_could_join,
)
from tenure.records.firms import firm_of, whom_to_ask
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.group_batches import batches
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.typed import typed_before

LONGEST_SEARCH = 200


class GroupForm(forms.Form):
    """What a group is called."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=LONGEST_NAME)
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def account_groups(request: FirmRequest) -> HttpResponse:
    """The firm's groups; POST makes one and opens it."""
    _bills(request)
    if request.method != "POST":
        return _list(request, GroupForm(typed_before(request)))
    form = GroupForm(request.POST)
    made: list[str] = []
    if form.is_valid() and _done(form, lambda name: made.append(create_group(name, actor=request.actor).id)):
        messages.success(request, _("The group is there. Add its members now."))
        return redirect("account_group", made[0])
    needs(request.actor, Right.BILLING)
    return _list(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def account_group(request: FirmRequest, group_id: str) -> HttpResponse:
    """A group with its members; POST gives it another name. While somebody types, only who was found is sent."""
    group = group_found(request, group_id)
    if request.method == "POST":
        form = GroupForm(request.POST)
        if form.is_valid() and _done(form, lambda name: rename_group(group_id, name, actor=request.actor)):
            messages.success(request, _("The group has another name now."))
            return redirect("account_group", group_id)
        needs(request.actor, Right.BILLING)
        return _page(request, group, form, status=422)
    return _page(request, group, GroupForm(typed_before(request), initial={"name": group.name}))


@require_POST
@firm_member
def account_group_members(request: FirmRequest, group_id: str) -> HttpResponse:
    """Takes customers into a group."""
    group = group_found(request, group_id)
    try:
        added = add_members(group_id, request.POST.getlist("client"), actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        words = ngettext("%(count)d member added.", "%(count)d members added.", added) % {"count": added}
        messages.success(request, words if added else _("They were in the group already."))
    return redirect("account_group", group.id)


@require_POST
@firm_member
def account_group_member_removal(request: FirmRequest, group_id: str, client_id: str) -> HttpResponse:
    """Takes a customer out of a group."""
    group = group_found(request, group_id)
    remove_member(group_id, client_id, actor=request.actor)
    messages.success(request, _("No longer in this group. Nothing else about it has changed."))
    return redirect("account_group", group.id)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def account_group_removal(request: FirmRequest, group_id: str) -> HttpResponse:
    """What dissolving a group means; POST does it."""
    group = group_found(request, group_id)
    needs(request.actor, Right.BILLING)
    if request.method == "POST":
        delete_group(group_id, actor=request.actor)
        messages.success(request, _("The group %(name)s is dissolved.") % {"name": group.name})
        return redirect("account_groups")
    return render(request, "groups/removal.html", {"group": group, "members": group.memberships.count()})


def group_found(request: FirmRequest, group_id: str) -> AccountGroup:
    """A group of the reader's firm. Raises Missing for others', and where a firm does not bill."""
    _bills(request)
    group = groups_of(request.actor).filter(pk=group_id).first()
    if group is None:
        raise Missing(group_id)
    return group


def _bills(request: FirmRequest) -> None:
    if not policy_of(firm_of(request.actor)).has(Kind.SERVICE):
        raise Missing(request.place.firm)


def _done(form: GroupForm, act: Callable[[str], object]) -> bool:
    try:
        act(form.cleaned_data["name"])
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    return True


def _list(request: FirmRequest, form: GroupForm, status: int = 200) -> HttpResponse:
    page = group_rows(request.actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {"rows": page.rows, "form": form, **_beside(page, reverse("account_groups")), **_may(request)}
    return render(request, "groups/list.html", context, status=status)


def _page(request: FirmRequest, group: AccountGroup, form: GroupForm, status: int = 200) -> HttpResponse:
    typed = request.GET.get("q", "")[:LONGEST_SEARCH]
    asked = {"group": group, "typed": typed, "found": who_could_join(request.actor, group, typed)}
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        return render(request, "groups/group.html#found", {**asked, **_may(request)})
    page = member_rows(
        request.actor, group, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        **asked,
        "rows": page.rows,
        "members": group.memberships.count(),
        "unpaid": unpaid_of(request.actor, group),
        "form": form,
        "batches": batches(request.actor),
        **_beside(page, reverse("account_group", args=[group.id])),
        **_may(request),
    }
    return render(request, "groups/group.html", context, status=status)


def _may(request: FirmRequest) -> dict[str, object]:
    may = request.actor.may(Right.BILLING)
    return {"may": may, "administrators": "" if may else whom_to_ask(request.actor)}


def _beside(page: Rows[object], here: str) -> dict[str, str]:
    return {
        "next": f"{here}?after={page.next}" if page.next else "",
        "previous": f"{here}?before={page.previous}" if page.previous else "",
    }
