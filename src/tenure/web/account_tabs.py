"""The pages of a client's own account, in the order of its navigation, and who sees which (R48)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tenure.core.account_roles import RIGHTS_OF, AccountRight, AccountRole


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One page: its address's name, its words, its icon; `right` where not every user sees it.

    `billed`: only where a firm has issued an invoice to the account.
    """

    name: str
    label: str
    icon: str
    right: AccountRight | None = None
    billed: bool = False


FIRST_PAGE: Final = "client_account"

ACCOUNT_PAGES: Final = (
    AccountPage(name=FIRST_PAGE, label=gettext_noop("Overview"), icon="overview"),
    AccountPage(name="own_documents", label=gettext_noop("Documents"), icon="file"),
    AccountPage(
        name="own_invoices",
        label=gettext_noop("Invoices"),
        icon="invoice",
        right=AccountRight.BILLING,
        billed=True,
    ),
    AccountPage(name="own_accountant", label=gettext_noop("Your accountant"), icon="link"),
    AccountPage(name="own_people", label=gettext_noop("People"), icon="users"),
    AccountPage(name="own_subscription", label=gettext_noop("Subscription"), icon="card"),
    AccountPage(name="own_activity", label=gettext_noop("Activity"), icon="history"),
    AccountPage(
        name="own_settings",
        label=gettext_noop("Account settings"),
        icon="settings",
        right=AccountRight.SETTINGS,
    ),
)


def account_pages(role: AccountRole, *, billed: bool) -> Iterator[AccountPage]:
    """The pages that somebody in this role sees; `billed`, whether the account has any invoice."""
    mine = (page for page in ACCOUNT_PAGES if page.right is None or page.right in RIGHTS_OF[role])
    return (page for page in mine if billed or not page.billed)


def heading(name: str) -> str:
    """What a page is called, by its address's name; empty for a page that stands in no navigation."""
    return next((_(page.label) for page in ACCOUNT_PAGES if page.name == name), "")
