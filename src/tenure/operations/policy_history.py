"""Since when, and by whom, a firm's policy is what it is: read from the log (R54)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.operations.log import commitments
from tenure.records.models import Firm, LogEntry, PersonKey
from tenure.records.people import team_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """The last change. `by` is empty if whoever made it no longer works here."""

    at: datetime
    by: str


def last_change(firm: Firm) -> PolicyChange:
    """When the policy became what it is; at the first one the firm's beginning."""
    entry = None
    if firm.policy_version > 1:
        changes = LogEntry.objects.filter(chain=firm.id, event="policy_changed")
        entry = changes.order_by("-seq").first()
    if entry is None:
        return PolicyChange(at=firm.created_at, by="")
    return PolicyChange(at=entry.at, by=_who(firm, str(entry.content.get("by", ""))))


def _who(firm: Firm, commitment: str) -> str:
    """The log names nobody: the colleague is found whose commitment it is."""
    team = {member.person_id: str(member.person) for member in team_of(firm.id)}
    # Only those who have a key: asking for the others would make one.
    known = PersonKey.objects.filter(person_id__in=team).values_list("person_id", flat=True)
    found = commitments(known).items()
    return next((team[person] for person, made in found if made == commitment), "")
