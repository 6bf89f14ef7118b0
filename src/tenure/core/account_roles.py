"""What the people of a client may do with its account: owner, administrator, standard (R48, R49)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AccountRole(StrEnum):
    """What somebody is to a client's account. Its owner is exactly one of its users."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    STANDARD = "standard"


class AccountRight(StrEnum):
    """One permission for each duty on the client's own side."""

    DOCUMENTS = "documents"
    PEOPLE = "people"
    ACCOUNTANT = "accountant"
    SUBSCRIPTION = "subscription"
    OWNERSHIP = "ownership"
    SETTINGS = "settings"
    TAKE_OUT = "take_out"
    BILLING = "billing"


RIGHTS_OF: Final[Mapping[AccountRole, frozenset[AccountRight]]] = {
    AccountRole.OWNER: frozenset(AccountRight),
    AccountRole.ADMINISTRATOR: frozenset(AccountRight) - {AccountRight.OWNERSHIP},
    AccountRole.STANDARD: frozenset({AccountRight.DOCUMENTS}),
}
