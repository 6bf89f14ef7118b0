"""The policies that every rule is held against: the five profiles, and one that combines them all."""

from tenure.core.policy import Policy
from tenure.core.profiles import NAMES, profile
from tenure.demo.scripts import script_of

MIXED = "mixed"
POLICIES: dict[str, Policy] = {name: profile(name) for name in NAMES} | {MIXED: script_of(MIXED).rules}
