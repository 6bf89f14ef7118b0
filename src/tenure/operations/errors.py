"""Why an operation did not happen. Each carries what a person needs to read."""

from tenure.core.plan import Plan
from tenure.core.wording import Message


class NotDone(Exception):
    """Nothing was changed."""


class Refused(NotDone):
    """The plan refuses; `plan.refusals` has every reason with its way out."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(", ".join(refusal.code for refusal in plan.refusals))
        self.plan = plan


class FactsChanged(NotDone):
    """What was confirmed rested on other facts; `plan` is the new one, with `facts_changed` first."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.digest)
        self.plan = plan


class Missing(NotDone):
    """There is no such thing, or it is not this actor's: the two look alike."""


class NotAllowed(NotDone):
    """The actor lacks the right; `message` says whom to ask."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Invalid(NotDone):
    """What was given cannot be used; `message` says why and what to do. `field` names the input, if one does."""

    def __init__(self, message: Message, field: str = "") -> None:
        super().__init__(message.text)
        self.message = message
        self.field = field
