"""Looking at a page that needs a right: refused with the names of those who can help (R7)."""

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.errors import NotAllowed
from tenure.records.firms import whom_to_ask


def needs(actor: Actor, right: Right) -> None:
    """NotAllowed without `right`. Nothing is logged: somebody looked, nobody tried to change anything."""
    if not actor.may(right):
        raise NotAllowed(
            say(
                "You do not have the right to do this. Ask an administrator of your account: %(names)s.",
                names=whom_to_ask(actor),
            )
        )
