"""What happened to a client, newest first: what was confirmed in a plan, and the quiet changes between (R54)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from tenure.core.actor import Actor
from tenure.records.models import Client, LogEntry, Transition

QUIET = (
    "client_added",
    "client_edited",
    "product_started",
    "business_added",
    "business_edited",
    "location_added",
    "location_edited",
    "service_added",
    "service_edited",
    "suspension_changed",
    "suspension_began",
    "suspension_ended",
    "credit_terms_set",
    "payment_recorded",
    "payment_reversed",
    "invoice_regenerated",
    "invoice_restored",
    "account_group_joined",
    "account_group_left",
    "visit_recorded",
    "visit_removed",
    "documents_sent",
    "documents_exported",
    "mail_address_made",
    "mail_address_replaced",
    "mail_address_stopped",
    "own_trial_started",
    "own_trial_ended",
    "own_plan_started",
    "own_plan_ordered",
    "own_plan_changed",
    "own_plan_taken_back",
    "own_plan_renewed",
    "own_plan_cancelled",
    "own_plan_resumed",
    "own_plan_ended",
    "user_invited",
    "invitation_resent",
    "invitation_withdrawn",
    "user_joined",
    "user_role_given",
    "user_removed",
    "user_left",
    "ownership_offered",
    "ownership_offered_again",
    "ownership_cancelled",
    "ownership_accepted",
    "ownership_declined",
    "firm_connected",
)
# What the client's side did about other firms: none of its firm's business.
OWN = (
    "firm_invited",
    "firm_invitation_resent",
    "firm_invitation_withdrawn",
    "firm_declined",
    "account_edited",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened. A quiet one has no transition, and its log names nobody."""

    at: datetime
    what: str
    transition: str = ""
    target: str = ""
    reason: str = ""
    firm: str = ""
    by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Some happenings; `earlier` is where the next ones begin, None at the beginning of time."""

    happenings: tuple[Happening, ...]
    earlier: datetime | None


def story_of(actor: Actor, client: Client, *, before: datetime | None = None, most: int = 40) -> Story:
    """What the actor's side may know of a client's past.

    A firm sees its own acts and, of the quiet changes, those since it has been connected: never what another
    firm did before (section 11).
    """
    transitions = Transition.objects.filter(client=client).select_related("firm")
    known = QUIET if actor.firm is not None else (*QUIET, *OWN)
    quiet = LogEntry.objects.filter(chain=client.id, event__in=known)
    if actor.firm is not None:
        transitions = transitions.filter(firm=actor.firm)
        quiet = quiet.filter(at__gte=client.connected_since or client.created_at)
    if before is not None:
        transitions, quiet = transitions.filter(at__lt=before), quiet.filter(at__lt=before)
    loud = (_loud(row) for row in transitions.order_by("-at", "-id")[: most + 1])
    soft = (_quiet(row) for row in quiet.order_by("-at", "-id")[: most + 1])
    return _cut(merge(loud, soft, key=lambda one: one.at, reverse=True), most)


def _cut(happenings: Iterable[Happening], most: int) -> Story:
    found = tuple(islice(happenings, most + 1))
    shown = found[:most]
    return Story(happenings=shown, earlier=shown[-1].at if len(found) > most else None)


def _loud(row: Transition) -> Happening:
    answers = row.plan.get("answers") or {}
    return Happening(
        at=row.at,
        what=row.verb,
        transition=row.id,
        target=row.target_name,
        reason=str(answers.get("reason") or ""),
        firm=row.firm.name if row.firm is not None else "",
        by=row.actor_name,
        source=row.source,
    )


def _quiet(row: LogEntry) -> Happening:
    return Happening(at=row.at, what=row.event)
