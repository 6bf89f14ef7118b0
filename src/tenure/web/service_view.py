"""What a service's page shows beside its form: the toggle, what saving would change, the collections to come (R38)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tenure.core.actions import Action, Verb
from tenure.core.actor import Right
from tenure.core.decide import decide
from tenure.core.describe import lines
from tenure.core.plan import Plan
from tenure.core.refusals import RefusalCode
from tenure.core.standing import Standing, standing
from tenure.core.tree import Kind, kind_of
from tenure.operations.collections import collections_of
from tenure.operations.errors import Missing
from tenure.operations.service_looks import Found, Look, details_of
from tenure.records.queries import client_of_node
from tenure.records.service_list import service_row
from tenure.speech.schedules import schedule_in_words
from tenure.web.client_frame import Frame
from tenure.web.here import FirmRequest
from tenure.web.plan_lines import panel
from tenure.web.schedule_forms import SCHEDULE_TAB, initial_of
from tenure.web.service_days import columns
from tenure.web.service_forms import ServiceForm
from tenure.web.service_money import CENTS, per_in_words, price_in_words, rounded_for_a_field, total_in_words
from tenure.web.services import services_frame
from tenure.web.verb_words import title_of
from tenure.web.ways_out import Reason, reasons
from tenure.web.why_panel import why_panel_of


class Told(StrEnum):
    """Why a save did not happen although nothing was wrong with it."""

    CHANGED = "changed"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One service in its customer's frame."""

    frame: Frame
    found: Found

    @property
    def id(self) -> str:
        """The service's id."""
        return self.found.row.id

    @property
    def standing(self) -> Standing:
        """How it stands, by its own stops and those above it."""
        assert self.found.facts.target is not None, "it was found"
        return standing(self.found.facts, self.found.facts.target)

    @property
    def as_it_is(self) -> Look:
        """A save that changes nothing."""
        days = collections_of(self.found.row, self.found.facts, at=self.frame.at)
        return Look(plan=None, before=days, after=days)

    @property
    def toggle(self) -> Plan:
        """The plan of the verb that the toggle would perform; where it refuses, the toggle is greyed."""
        verb = Verb.DEACTIVATE if self.found.active else Verb.REACTIVATE
        frame = self.frame
        return decide(Action(verb=verb, target=self.id), self.found.facts, frame.policy, frame.request.actor)


def place_of(request: FirmRequest, service_id: str) -> Place:
    """The service named in the address. Raises Missing for strangers' and for what is no service."""
    if kind_of(service_id) is not Kind.SERVICE:
        raise Missing(service_id)
    frame = services_frame(request, client_of_node(request.actor, service_id).id)
    branch = frame.facts.branch(service_id)
    if branch is None:
        raise Missing(service_id)
    facts = replace(frame.facts, target=branch.node)
    found = Found(row=service_row(service_id), facts=facts, actor=request.actor, at=frame.at)
    return Place(frame=frame, found=found)


def service_form(place: Place, typed: QueryDict | None) -> ServiceForm:
    """The form with what was typed, else with what is written now."""
    details = details_of(place.found.row)
    initial = {
        "active": place.found.active,
        "name": details.name,
        "price": rounded_for_a_field(details.price, CENTS),
        "currency": details.currency,
        "quantity": details.quantity,
        "tax_rate": rounded_for_a_field(details.tax_rate),
        **initial_of(details.schedule),
    }
    return ServiceForm(typed, initial=initial, before=details.schedule)


def page_context(
    place: Place, form: ServiceForm, look: Look | None, told: Told | None
) -> Mapping[str, object]:
    """Everything the whole page needs."""
    row, actor = place.found.row, place.frame.request.actor
    found, toggle = place.standing, place.toggle
    return {
        **preview_context(place, form, look),
        "location": row.location,
        "schedule": capfirst(schedule_in_words(row.rule, row.start_date, row.time_of_day)),
        "price": price_in_words(row.price, row.currency),
        "per": per_in_words(recurring=row.recurring),
        "total": total_in_words(row.price, row.currency, row.quantity),
        "service_suspended": found.suspended,
        "service_deactivated": found.deactivated,
        "toggle_reasons": reasons(toggle),
        "why": why_panel_of(place.found.facts, actor),
        "told": told,
        "may_edit": actor.may(Right.CLIENTS),
    }


def preview_context(place: Place, form: ServiceForm, look: Look | None) -> Mapping[str, object]:
    """What changes while the form is filled in."""
    plan = look.plan if look is not None else None
    acts = plan is not None and not plan.refused
    days = look if look is not None else place.as_it_is
    wrong = {name for name, errors in form.errors.items() if errors}
    return {
        "service": place.found.row,
        "why_none": _why_none(place),
        "form": form,
        "plan": plan,
        "panel": panel(lines(plan)) if plan is not None and acts else None,
        "plan_reasons": tuple(_reasons(plan)) if plan is not None else (),
        "columns": columns(days.before, look.after if look is not None else None),
        "digest": plan.digest if plan is not None else _digest(place),
        "save_label": title_of(plan.verb) if plan is not None and plan.verb is Verb.DEACTIVATE else "",
        "active_now": place.found.active,
        "wrong_details": wrong - set(SCHEDULE_TAB),
        "wrong_schedule": wrong & set(SCHEDULE_TAB),
    }


def _why_none(place: Place) -> str:
    """Why nothing is to come as things stand."""
    if not place.found.row.recurring:
        return _("No fixed days: it is done on request.")
    return _("None while it is stopped.") if not place.standing.runs else _("None: the schedule is over.")


def _reasons(plan: Plan) -> Iterator[Reason]:
    """Why the verb refuses; what the schedule can answer leads to its tab."""
    for refusal, said in zip(plan.refusals, reasons(plan), strict=True):
        if refusal.code in ANSWERED_AT:
            way = replace(said.way, url="#tab-schedule", action=_("Open the schedule"))
            yield replace(said, way=way)
        else:
            yield said


# Where on the page somebody can answer what a refusal complains of.
ANSWERED_AT: Final = {RefusalCode.END_DATE_IN_PAST: "end_date"}


def _digest(place: Place) -> str:
    """A return may be saved at once, as its article has it; a deactivation only after its consequences were shown."""
    return "" if place.found.active else place.toggle.digest
