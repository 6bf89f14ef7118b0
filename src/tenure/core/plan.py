"""One value that is shown, answered, printed, compared and performed."""

from dataclasses import dataclass, field

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Side
from tenure.core.asks import Ask
from tenure.core.effects import Effect
from tenure.core.firm_plans.cost import CountCost
from tenure.core.policy import Step
from tenure.core.reading_time import Pace
from tenure.core.refusals import Refusal, WayOut
from tenure.core.tree import Node
from tenure.core.wording import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something the person may worry about and that stays as it is, or opens up."""

    code: str
    side: Side
    sentence: Message
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a verb on a target would do, for the answers given so far.

    It acts or it refuses: with refusals there are no effects. `digest` is a receipt for the facts: it
    does not depend on the answers, so a plan can be answered step by step and still be the same plan.
    `cost` and `pace` are measured beside it: what the firm pays and how fast documents are read, which other clients
    change too.
    """

    verb: Verb
    target: Node
    client: Node
    steps: tuple[Step, ...] = ()
    asks: tuple[Ask, ...] = ()
    answers: Answers = field(default_factory=Answers)
    effects: tuple[Effect, ...] = ()
    kept: tuple[Kept, ...] = ()
    advice: tuple[WayOut, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    digest: str = ""
    cost: CountCost | None = None
    pace: Pace | None = None

    @property
    def refused(self) -> bool:
        """Nothing will happen, for the reasons given."""
        return bool(self.refusals)

    def ask(self, step: Step) -> Ask | None:
        """The question posed at `step`; None where that step only shows."""
        return next((ask for ask in self.asks if ask.step is step), None)
