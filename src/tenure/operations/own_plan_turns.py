"""What a day brings to clients' own plans: trials and cancelled months end, months begin, reminders leave (R12).

A day begins in the plan's own time zone. A worker that slept catches up: every month is owed, the last reminder leaves.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tenure.core.own_plans.facts import OwnFacts, Wish
from tenure.core.own_plans.propose import TRIAL_ENDS, Question
from tenure.operations.apply_own_plans import apply_proposal
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Missing
from tenure.operations.own_plan_letters import own_letter, plan_in_words
from tenure.operations.own_plans import event_of, proposal_for, setting
from tenure.records.models import Client, OutboxMail, OwnPlan
from tenure.records.own_plans import ending_by, own_facts

MOST = 200
CLIENTS_DAY = timedelta(days=1)  # No client's day is further from UTC's.
REMIND_DAYS = (1, 3, 7)


def turn_own_plans(at: datetime | None = None) -> int:
    """Ends and renews what is due on the clients' days at `at`; returns how many plans turned."""
    at = at or timezone.now()
    near = at.date() + CLIENTS_DAY
    due = [row for row in ending_by(near)[:MOST] if row.ends_on <= _today(row, at)]
    return sum(_turn(row.client_id, at) for row in due)


def remind_of_trials(at: datetime | None = None) -> int:
    """Writes the reminders that are due: 7, 3 and 1 days before a trial ends; returns how many letters.

    Each is claimed on the plan's row first, so that two workers do not write it twice.
    """
    at = at or timezone.now()
    near = at.date() + timedelta(days=max(REMIND_DAYS)) + CLIENTS_DAY
    trials = ending_by(near).filter(
        ordered="", subscription__trial=True, ends_on__gte=at.date() - CLIENTS_DAY
    )
    return sum(
        _remind(row, at) for row in trials.exclude(reminded=min(REMIND_DAYS)).select_related("client__firm")
    )


def _turn(client_id: str, at: datetime) -> bool:
    try:
        with changing(client_id, among=Client.objects.all(), at=at) as client:
            # Looked at again under the lock: somebody may have cancelled, or another worker been here.
            proposal = proposal_for(Question(wish=Wish.TURN), client, at=at)
            if not proposal.effects:
                return False
            apply_proposal(proposal, client, at=at)
            note_on(client, event_of(proposal), {"digest": proposal.digest}, by="", at=at)
    except Missing:
        return False  # it changed hands between the look and the lock: the next round sees to it
    return True


def _remind(row: OwnPlan, at: datetime) -> int:
    left = (row.ends_on - _today(row, at)).days
    # Only the nearest one: whoever comes late does not send the earlier ones too.
    mark = next((days for days in REMIND_DAYS if 0 < left <= days), None)
    if mark is None or (row.reminded is not None and row.reminded <= mark):
        return 0
    facts = own_facts(row.client, setting(), at=at)
    letters = [
        own_letter(TRIAL_ENDS, person, row.client_id, _told(facts, row, left), at=at) for person in facts.told
    ]
    with transaction.atomic():
        if not OwnPlan.objects.filter(pk=row.pk, reminded=row.reminded).update(reminded=mark):
            return 0
        OutboxMail.objects.bulk_create(letters)
    return len(letters)


def _told(facts: OwnFacts, row: OwnPlan, left: int) -> dict[str, object]:
    assert facts.plan is not None, "it runs"
    return {
        **plan_in_words(facts.plan.terms),
        "client_name": facts.client.name,
        "looked_after_by": facts.firm_name,
        "ends_on": row.ends_on.isoformat(),
        "days_left": left,
    }


def _today(row: OwnPlan, at: datetime) -> date:
    return at.astimezone(ZoneInfo(row.time_zone)).date()
