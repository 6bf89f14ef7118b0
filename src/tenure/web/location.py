"""One location: where it is, its hours, its services with their standing, and what may be done with it (R6, R37)."""

from dataclasses import asdict, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.core.growing import in_the_way
from tenure.core.tree import Kind, Node
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locations import add_location, edit_location
from tenure.records.firms import firm_of
from tenure.records.locations import Located, location_of
from tenure.records.queries import client_of_node
from tenure.records.service_list import ServicePage, Shown, service_page
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.countries import country_name
from tenure.web.here import FirmRequest, firm_member
from tenure.web.location_forms import LocationForm
from tenure.web.location_list import rows_of
from tenure.web.rights import needs
from tenure.web.service_rows import ServiceRow, rows_by_location
from tenure.web.typed import typed_before
from tenure.web.why_panel import why_panel_of


@require_safe
@firm_member
def location(request: FirmRequest, location_id: str) -> HttpResponse:
    """The page of one location."""
    frame, node = _found(request, location_id)
    one = location_of(location_id)
    blocked = in_the_way(frame.facts, node)
    page, services = _services(frame, node)
    context = {
        "one": one,
        "row": rows_of(frame, [(one, node)])[0],
        "country": country_name(one.country) if one.country else "",
        "services": services,
        "services_total": page.total,
        "why": why_panel_of(replace(frame.facts, target=node), request.actor),
        "may_change": request.actor.may(Right.CLIENTS),
        "why_not": speak(blocked) if blocked is not None else "",
    }
    return show(frame, "locations/location.html", "client", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def location_details(request: FirmRequest, location_id: str) -> HttpResponse:
    """What is written about a location, to be changed; a stopped one can be corrected too."""
    needs(request.actor, Right.CLIENTS)
    frame, _node = _found(request, location_id)
    one = location_of(location_id)
    if request.method != "POST":
        return _form_page(frame, LocationForm(typed_before(request), initial=_written(one)), one)
    form = LocationForm(request.POST, initial=_written(one))
    if form.is_valid():
        try:
            changed = edit_location(location_id, form.details(), actor=request.actor)
        except Invalid as invalid:
            _complain(form, invalid)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("location", location_id)
    return _form_page(frame, form, one, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def location_new(request: FirmRequest, client_id: str) -> HttpResponse:
    """A new location; under a stopped customer the page says what to do first."""
    needs(request.actor, Right.CLIENTS)
    frame, firm = frame_of(request, client_id), firm_of(request.actor)
    beginning = {"time_zone": firm.time_zone, "country": firm.country}
    if request.method != "POST":
        return _form_page(frame, LocationForm(typed_before(request), initial=beginning))
    form = LocationForm(request.POST, initial=beginning)
    if form.is_valid():
        try:
            made = add_location(client_id, form.details(), actor=request.actor)
        except Invalid as invalid:
            _complain(form, invalid)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("location", made.id)
    return _form_page(frame, form, status=422)


def _found(request: FirmRequest, location_id: str) -> tuple[Frame, Node]:
    """The location with its customer. Raises `Missing` and `NoSuchClient` for strangers and nonsense alike."""
    frame = frame_of(request, client_of_node(request.actor, location_id).id)
    branch = frame.facts.branch(location_id)
    if branch is None or branch.node.kind is not Kind.LOCATION:
        raise Missing(location_id)
    return frame, branch.node


def _services(frame: Frame, node: Node) -> tuple[ServicePage, tuple[ServiceRow, ...]]:
    """The first services at this location, by name."""
    here = tuple(b for b in frame.facts.branches if node.id in {b.node.id, b.parent})
    page = service_page(replace(frame.facts, branches=here), Shown.ALL)
    groups = rows_by_location(page, frame.facts, at=frame.at)
    return page, tuple(row for group in groups for row in group.rows)


def _written(one: Located) -> dict[str, str]:
    return {name: value for name, value in asdict(one).items() if name != "id"}


def _complain(form: LocationForm, invalid: Invalid) -> None:
    form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))


def _form_page(
    frame: Frame, form: LocationForm, one: Located | None = None, status: int = 200
) -> HttpResponse:
    blocked = in_the_way(frame.facts, frame.facts.client) if one is None else None
    context = {"form": form, "one": one, "why_not": speak(blocked) if blocked is not None else ""}
    return show(frame, "locations/details.html", "client", context, status=status)
