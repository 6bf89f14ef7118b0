"""A verb in an address is a noun: /deactivation/sub_…/ is where something is deactivated."""

from typing import Final

from tenure.core.actions import Verb

NOUNS: Final = {
    Verb.DISCONNECT: "disconnection",
    Verb.DEACTIVATE: "deactivation",
    Verb.REACTIVATE: "reactivation",
    Verb.SUSPEND: "suspension",
    Verb.UNSUSPEND: "unsuspension",
    Verb.DELETE: "deletion",
}
VERBS: Final = {noun: verb for verb, noun in NOUNS.items()}


class VerbNoun:
    """The path converter `verb_noun`: a verb in Python and in templates, its noun in the address."""

    regex = "|".join(VERBS)

    def to_python(self, value: str) -> Verb:
        """The verb an address names."""
        return VERBS[value]

    def to_url(self, value: str) -> str:
        """The noun of a verb, so that `{% url "verb" offer.verb offer.node.id %}` can be written."""
        return NOUNS[Verb(value)]


class NodeId:
    """The path converter `node_id`: a typed id. What does not even look like one is no page."""

    regex = "[a-z]{2,5}_[0-9a-z]{1,26}"

    def to_python(self, value: str) -> str:
        """The id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands."""
        return value
