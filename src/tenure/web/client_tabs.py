"""The pages of one client as tabs: which there are follows what the firm's clients have (R32, R34)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tenure.core.actions import Verb
from tenure.core.facts import Facts
from tenure.core.policy import Policy
from tenure.core.tree import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTab:
    """One page of a client."""

    label: str
    url: str
    count: int | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that clients may have: its address's name, its words, where it exists, what it counts."""

    name: str
    label: str
    where: Callable[[Policy], bool] = lambda _policy: True
    count: Callable[[Facts], int | None] = lambda _facts: None


def has(kind: Kind) -> Callable[[Policy], bool]:
    """Where clients have parts of this kind."""
    return lambda policy: policy.has(kind)


def lacks(kind: Kind) -> Callable[[Policy], bool]:
    """Where clients have no parts of this kind."""
    return lambda policy: not policy.has(kind)


def offers(verb: Verb) -> Callable[[Policy], bool]:
    """Where clients, or parts of them, can be treated so."""
    return lambda policy: policy.verb(verb) is not None


def counted(kind: Kind) -> Callable[[Facts], int]:
    """How many parts of this kind the client has."""
    return lambda facts: sum(branch.node.kind is kind for branch in facts.branches)


PAGES: Final = (
    Page(
        name="client_businesses",
        label=gettext_noop("Businesses"),
        where=has(Kind.BUSINESS),
        count=counted(Kind.BUSINESS),
    ),
    Page(name="client", label=gettext_noop("Overview"), where=lacks(Kind.LOCATION)),
    Page(name="client", label=gettext_noop("Account"), where=has(Kind.LOCATION)),
    Page(
        name="client_services",
        label=gettext_noop("Services"),
        where=has(Kind.SERVICE),
        count=counted(Kind.SERVICE),
    ),
    Page(name="client_billing", label=gettext_noop("Billing"), where=has(Kind.SERVICE)),
    Page(name="client_users", label=gettext_noop("Users"), count=lambda facts: len(facts.users)),
    Page(
        name="client_subscription",
        label=gettext_noop("Subscription"),
        where=has(Kind.PRODUCT),
        count=counted(Kind.PRODUCT),
    ),
    Page(name="client_documents", label=gettext_noop("Documents"), count=lambda facts: facts.documents),
    Page(name="client_suspensions", label=gettext_noop("Suspensions"), where=offers(Verb.SUSPEND)),
    Page(name="client_activity", label=gettext_noop("Activity")),
    Page(name="client_settings", label=gettext_noop("Business settings")),
)


def tabs_of(facts: Facts, policy: Policy, here: str) -> list[ClientTab]:
    """The tabs of one client, in order; `here` is the address's name of the page that is shown."""
    return [
        ClientTab(
            label=_(page.label),
            url=reverse(page.name, args=[facts.client.id]),
            count=page.count(facts),
            active=page.name == here,
        )
        for page in _pages(policy)
    ]


def first_page(policy: Policy, client: str) -> str:
    """The address that a client's name leads to: the first of its tabs."""
    return reverse(next(_pages(policy)).name, args=[client])


def _pages(policy: Policy) -> Iterator[Page]:
    return (page for page in PAGES if page.where(policy))
