"""Who acts, and with which rights (R7, R8)."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """One permission per verb, and one per quiet duty."""

    DISCONNECT = "disconnect"
    DEACTIVATE = "deactivate"
    REACTIVATE = "reactivate"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    DELETE = "delete"
    CLIENTS = "clients"
    BILLING = "billing"
    TEAM = "team"
    POLICY = "policy"
    OUTBOX = "outbox"
    SURVEYS = "surveys"


class Side(StrEnum):
    """On whose behalf somebody acts, or to whom something is said."""

    FIRM = "firm"
    CLIENT = "client"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A signed-in person in one of its places: a firm's member, or a user of clients."""

    person: str
    name: str
    email: str
    side: Side
    rights: frozenset[Right] = frozenset()
    firm: str | None = None
    clients: tuple[str, ...] = ()
    locale: str = "en"

    def may(self, right: Right) -> bool:
        """Whether this actor holds `right` here and now."""
        return right in self.rights
