"""A service's page saved in one step: what was written, and whether it is active; both happen or neither does (R38)."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actions import Action
from tenure.core.actor import Actor, Right
from tenure.core.plan import Plan
from tenure.operations.errors import NotDone
from tenure.operations.lifecycle import Order, Outcome, perform_many
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.permission import firm_for
from tenure.operations.service_looks import Save, check, details_of, find_service, plan_of
from tenure.operations.services import edit_service
from tenure.records.homes import clients_by_target
from tenure.records.models import Service, Source, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save did: the verb's transition, if the toggle was moved, and the fields written beside it."""

    transition: Transition | None
    changed: tuple[str, ...]


def save_service(
    save: Save, *, digest: str, actor: Actor, source: Source, at: datetime | None = None
) -> Saved:
    """Writes the details and, where `active` differs from how the service stands, performs the verb: in one step.

    `digest` is the receipt of the verb's plan as it was shown; empty if none was. Raises NotAllowed, Missing,
    FactsChanged and Refused as the verb does, and Invalid as editing does; then nothing was written. An end date that
    the service would come back onto is refused, never dropped in silence (R38).
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        lock_clients(clients_by_target([save.service]).values())
        done = _save(save, digest, actor, source, at)
    # Raised outside: what the verb logged about its refusal stays.
    if isinstance(done, NotDone):
        raise done
    return done


def _save(save: Save, digest: str, actor: Actor, source: Source, at: datetime) -> Saved | NotDone:
    """1. look again, 2. does it fit? 3. the verb, which compares what was shown, 4. the details. Rows are locked."""
    found = find_service(save.service, actor=actor, at=at)
    plan = plan_of(save, found)
    if plan is None:
        check(save, found, plan)
        return Saved(transition=None, changed=_written(save, actor, at))
    if plan.digest == digest and not plan.refused:
        check(save, found, plan)
    outcome = _performed(plan, digest, actor, source, at)
    if outcome.error is not None:
        return outcome.error
    return Saved(transition=outcome.transition, changed=_written(save, actor, at))


def _performed(plan: Plan, digest: str, actor: Actor, source: Source, at: datetime) -> Outcome:
    action = Action(verb=plan.verb, target=plan.target.id, answers=plan.answers)
    [outcome] = perform_many([Order(action=action, digest=digest)], actor, source=source, at=at)
    return outcome


def _written(save: Save, actor: Actor, at: datetime) -> tuple[str, ...]:
    """The details; a deactivated service keeps the schedule that the verb left it."""
    details = save.details
    if not save.active:
        details = replace(details, schedule=details_of(Service.objects.get(pk=save.service)).schedule)
    return edit_service(save.service, details, actor=actor, at=at)
