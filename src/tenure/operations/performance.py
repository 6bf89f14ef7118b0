"""One plan on its way into the rows: which transition it is, when, in whose day, by whom."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from tenure.core import effects as e
from tenure.core.actor import Actor
from tenure.core.plan import Plan
from tenure.records.models import Firm, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """A plan that is being performed. `at` is aware; days are those of `firm`.

    `lines` is every consequence in no language: said once, kept with the transition and in each letter.
    """

    plan: Plan
    lines: list[dict[str, object]]
    transition: str
    firm: Firm
    actor: Actor
    at: datetime
    source: Source
    request_key: str | None = None

    @property
    def client(self) -> str:
        """The client it is about."""
        return self.plan.client.id


type Pile[E] = list[tuple[Performance, E]]


@dataclass(slots=True)
class Piles:
    """The effects of many plans, sorted by what they do, so that each is written for all clients at once."""

    place_stops: Pile[e.PlaceStop] = field(default_factory=list)
    lift_stops: Pile[e.LiftStops] = field(default_factory=list)
    schedules: Pile[e.EndSchedules | e.ResumeSchedules] = field(default_factory=list)
    waits: Pile[e.StartWait] = field(default_factory=list)
    connections: Pile[e.EndConnection] = field(default_factory=list)
    subscriptions: Pile[e.EndSubscriptions] = field(default_factory=list)
    owners: Pile[e.AssignOwner | e.RequestOwner] = field(default_factory=list)
    holds: Pile[e.HoldDocuments] = field(default_factory=list)
    releases: Pile[e.ReleaseDocuments] = field(default_factory=list)
    surveys: Pile[e.RecordSurvey] = field(default_factory=list)
    mails: Pile[e.SendMail] = field(default_factory=list)
    erasures: Pile[e.EraseClient] = field(default_factory=list)

    def add(self, performance: Performance, effect: e.Effect) -> None:
        """Puts one effect on its pile."""
        match effect:
            case e.PlaceStop():
                self.place_stops.append((performance, effect))
            case e.LiftStops():
                self.lift_stops.append((performance, effect))
            case e.EndSchedules() | e.ResumeSchedules():
                self.schedules.append((performance, effect))
            case e.StartWait():
                self.waits.append((performance, effect))
            case e.EndConnection():
                self.connections.append((performance, effect))
            case e.EndSubscriptions():
                self.subscriptions.append((performance, effect))
            case e.AssignOwner() | e.RequestOwner():
                self.owners.append((performance, effect))
            case e.HoldDocuments():
                self.holds.append((performance, effect))
            case e.ReleaseDocuments():
                self.releases.append((performance, effect))
            case e.RecordSurvey():
                self.surveys.append((performance, effect))
            case e.SendMail():
                self.mails.append((performance, effect))
            case e.EraseClient():
                self.erasures.append((performance, effect))
            case e.CountClient():
                pass  # counted from what the other effects leave
            case _:
                assert_never(effect)


def sort(performances: list[Performance]) -> Piles:
    """All effects of all plans, on their piles."""
    piles = Piles()
    for performance in performances:
        for effect in performance.plan.effects:
            piles.add(performance, effect)
    return piles
