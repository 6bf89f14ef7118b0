"""Roles: who may do what, as a table of plain sentences; a firm's own roles can be made and changed (R7, R8)."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenure.core.actor import Right
from tenure.operations.errors import Invalid, Missing
from tenure.operations.roles import change_rights, create_role, delete_role
from tenure.records.firms import whom_to_ask
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.right_words import GROUPS, SENTENCES
from tenure.web.rights import needs
from tenure.web.team_rows import RoleRow, role_rows
from tenure.web.team_tabs import team_tabs
from tenure.web.typed import typed_before


class RoleForm(forms.Form):
    """A role's name and rights."""

    name = forms.CharField(
        label=gettext_lazy("Name of the role"),
        max_length=120,
        help_text=gettext_lazy("As colleagues read it."),
    )
    rights = forms.MultipleChoiceField(
        choices=[(right.value, right.value) for right in Right], required=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RightLine:
    """One right in the table (`held`: by which roles) or in the form (`ticked`, greyed out if not one's own)."""

    value: str
    sentence: str
    held: tuple[bool, ...] = ()
    ticked: bool = False
    disabled: bool = False


@require_safe
@firm_member
def roles(request: FirmRequest) -> HttpResponse:
    """The table: a line for each right, a column for each role."""
    rows = role_rows(request.actor)
    context = {
        "tabs": team_tabs("roles"),
        "roles": rows,
        "groups": [(str(title), [_table_line(right, rows) for right in rights]) for title, rights in GROUPS],
        "may": request.actor.may(Right.TEAM),
        "administrators": whom_to_ask(request.actor),
    }
    return render(request, "team/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def role_new(request: FirmRequest) -> HttpResponse:
    """A role of the firm's own."""
    if request.method != "POST":
        needs(request.actor, Right.TEAM)
        return _page(request, RoleForm(typed_before(request), initial=_like(request)), None)
    form = RoleForm(request.POST)
    if form.is_valid() and _saved(request, form, None):
        return redirect("roles")
    needs(request.actor, Right.TEAM)
    return _page(request, form, None, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def role(request: FirmRequest, role_id: str) -> HttpResponse:
    """Another name, other rights, for everybody who has the role."""
    row = next((one for one in role_rows(request.actor) if one.id == role_id), None)
    if row is None:
        raise Missing(role_id)
    if request.method != "POST":
        needs(request.actor, Right.TEAM)
        written = {"name": row.name, "rights": sorted(row.rights)}
        return _page(request, RoleForm(typed_before(request), initial=written), row)
    form = RoleForm(request.POST)
    if form.is_valid() and _saved(request, form, row):
        return redirect("roles")
    needs(request.actor, Right.TEAM)
    return _page(request, form, row, status=422)


@require_POST
@firm_member
def role_removal(request: FirmRequest, role_id: str) -> HttpResponse:
    """Takes a role away that nobody has."""
    try:
        delete_role(role_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
        return redirect("role", role_id)
    messages.success(request, _("The role is removed."))
    return redirect("roles")


def _like(request: FirmRequest) -> dict[str, object]:
    """The rights of the role that the new one starts from, as far as the reader holds them."""
    row = next((one for one in role_rows(request.actor) if one.id == request.GET.get("like")), None)
    return {} if row is None else {"rights": sorted(row.rights & request.actor.rights)}


def _saved(request: FirmRequest, form: RoleForm, row: RoleRow | None) -> bool:
    typed = form.cleaned_data["name"]
    # A name that came with the profile stays untranslated in the table.
    name = row.stored_name if row is not None and typed == row.name else typed
    rights = [Right(value) for value in form.cleaned_data["rights"]]
    try:
        if row is None:
            create_role(name=name, rights=rights, actor=request.actor)
        else:
            change_rights(row.id, name=name, rights=rights, actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    messages.success(request, _("The role %(name)s is saved.") % {"name": typed})
    return True


def _page(request: FirmRequest, form: RoleForm, row: RoleRow | None, status: int = 200) -> HttpResponse:
    ticked = frozenset(form["rights"].value() or ())
    context = {
        "form": form,
        "role": row,
        "groups": [
            (str(title), [_form_line(right, ticked, request) for right in rights]) for title, rights in GROUPS
        ],
        "all_held": request.actor.rights == frozenset(Right),
    }
    return render(request, "team/role.html", context, status=status)


def _table_line(right: Right, rows: tuple[RoleRow, ...]) -> RightLine:
    held = tuple(right.value in row.rights for row in rows)
    return RightLine(value=right.value, sentence=str(SENTENCES[right]), held=held)


def _form_line(right: Right, ticked: frozenset[str], request: FirmRequest) -> RightLine:
    return RightLine(
        value=right.value,
        sentence=str(SENTENCES[right]),
        ticked=right.value in ticked,
        disabled=not request.actor.may(right),
    )
