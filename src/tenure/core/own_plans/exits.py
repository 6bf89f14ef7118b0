"""What is left to a firm once its client pays for itself, by the firm's own policy (R15)."""

from tenure.core.actions import Verb
from tenure.core.facts import Payer
from tenure.core.policy import Policy


def exits_shrink(policy: Policy) -> bool:
    """Whether the firm may still disconnect who pays for itself, but no longer deactivate it."""
    open_to_payers = {verb: Payer.CLIENT in rules.payers for verb, rules in policy.verbs.items()}
    return open_to_payers.get(Verb.DISCONNECT, False) and not open_to_payers.get(Verb.DEACTIVATE, True)
