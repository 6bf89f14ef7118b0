"""Rights and roles as people say them (R7)."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tenure.core.account_roles import AccountRole
from tenure.core.actor import Right

SENTENCES: Final[dict[Right, Promise]] = {
    Right.CLIENTS: gettext_lazy("May add and change clients, invite their users, and import client books"),
    Right.BILLING: gettext_lazy("May write invoices and record payments"),
    Right.DISCONNECT: gettext_lazy("May disconnect clients"),
    Right.DEACTIVATE: gettext_lazy("May deactivate clients and products"),
    Right.REACTIVATE: gettext_lazy("May reactivate what was deactivated"),
    Right.SUSPEND: gettext_lazy("May suspend clients"),
    Right.UNSUSPEND: gettext_lazy("May lift suspensions"),
    Right.DELETE: gettext_lazy("May delete clients for good"),
    Right.TEAM: gettext_lazy("May manage the team and its roles"),
    Right.POLICY: gettext_lazy("May change the policy"),
    Right.OUTBOX: gettext_lazy("May see the letters that leave, and send them again"),
    Right.SURVEYS: gettext_lazy("May read the answers to surveys"),
}
SHORT: Final[dict[Right, Promise]] = {
    Right.CLIENTS: gettext_lazy("add clients"),
    Right.BILLING: gettext_lazy("billing"),
    Right.DISCONNECT: gettext_lazy("disconnect"),
    Right.DEACTIVATE: gettext_lazy("deactivate"),
    Right.REACTIVATE: gettext_lazy("reactivate"),
    Right.SUSPEND: gettext_lazy("suspend"),
    Right.UNSUSPEND: gettext_lazy("lift suspensions"),
    Right.DELETE: gettext_lazy("delete"),
    Right.TEAM: gettext_lazy("team"),
    Right.POLICY: gettext_lazy("policy"),
    Right.OUTBOX: gettext_lazy("outbox"),
    Right.SURVEYS: gettext_lazy("surveys"),
}
# Every right once, in the order a page lists them.
GROUPS: Final[tuple[tuple[Promise, tuple[Right, ...]], ...]] = (
    (
        pgettext_lazy("rights", "Clients"),
        (
            Right.CLIENTS,
            Right.BILLING,
            Right.DISCONNECT,
            Right.DEACTIVATE,
            Right.REACTIVATE,
            Right.SUSPEND,
            Right.UNSUSPEND,
            Right.DELETE,
        ),
    ),
    (gettext_lazy("The firm"), (Right.TEAM, Right.POLICY, Right.OUTBOX, Right.SURVEYS)),
)
# The roles that profiles bring along; a firm's own are called as it calls them.
ROLES: Final[dict[str, Promise]] = {
    "Administrator": gettext_lazy("Administrator"),
    "Client manager": gettext_lazy("Client manager"),
    "Staff": gettext_lazy("Staff"),
}
ACCOUNT_ROLES: Final[dict[AccountRole, Promise]] = {
    AccountRole.OWNER: gettext_lazy("Account owner"),
    AccountRole.ADMINISTRATOR: gettext_lazy("Administrator"),
    AccountRole.STANDARD: gettext_lazy("Standard user"),
}


def account_role_in_words(role: AccountRole) -> str:
    """What somebody is to a client's account, as it is read (R49)."""
    return str(ACCOUNT_ROLES[role])


def role_in_words(name: str) -> str:
    """A role's name as it is read."""
    known = ROLES.get(name)
    return str(known) if known is not None else name


def rights_in_words(rights: Iterable[str]) -> str:
    """What somebody may do, in one line."""
    held = [right for _title, group in GROUPS for right in group if right.value in set(rights)]
    if len(held) == len(Right):
        return _("Everything")
    if not held:
        return _("Look at clients")
    return capfirst(", ".join(str(SHORT[right]) for right in held))
