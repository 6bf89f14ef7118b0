"""One row of the client list: who it is, how it stands, what may be done with it (R4, R7, R21, R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.actions import Verb
from tenure.core.actor import Actor
from tenure.core.facts import Facts, Payer
from tenure.core.offers import offers
from tenure.core.policy import Place, Policy
from tenure.core.standing import standing
from tenure.core.tree import Kind
from tenure.records.facts import Wanted, gather
from tenure.records.queries import ClientPage
from tenure.web.client_tabs import first_page
from tenure.web.verb_buttons import VerbButton, buttons, decision_title


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTag:
    """A product as a row names it."""

    name: str
    stopped: bool
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """Everything a row shows. `badge` says how much of a client that still runs is deactivated."""

    id: str
    name: str
    sub: str
    owner: str
    owner_id: str
    suspended: bool
    deactivated: bool
    status: str
    tone: str
    badge: str
    wait_until: date | None
    products: tuple[ProductTag, ...]
    documents_held: int
    last_activity: datetime
    url: str
    verbs: tuple[VerbButton, ...]
    businesses: int

    @property
    def back(self) -> VerbButton | None:
        """The way back, which stands beside the menu, not only in it (R31)."""
        return next((verb for verb in self.verbs if verb.verb == Verb.REACTIVATE.value), None)

    @property
    def which(self) -> str:
        """What the menu calls the way to the decision help."""
        return decision_title(self.verbs)


def rows_of(
    page: ClientPage, actor: Actor, policy: Policy, *, today: date, at: datetime
) -> Sequence[ClientRow]:
    """The rows of a page: the facts of all of them are gathered at once."""
    found = gather(actor, [Wanted(target=client.id) for client in page.rows], at=at)
    return [
        ClientRow(
            id=client.id,
            name=client.name,
            sub=client.email or client.reference,
            owner=str(client.owner) if client.owner is not None else "",
            owner_id=client.owner_id or "",
            suspended=client.suspended,
            deactivated=client.standing == "deactivated",
            status=_("Invited") if client.invited else _("Active"),
            tone="muted" if client.invited else "good",
            badge=_badge(client.products_deactivated, client.products_total),
            wait_until=client.locked_until if client.locked_until and client.locked_until > today else None,
            products=products_of(facts) if (facts := found.get(client.id)) else (),
            documents_held=client.documents_held,
            last_activity=client.last_activity_at,
            url=first_page(policy, client.id),
            verbs=buttons(offers(facts, policy, actor, Place.LIST, nodes=(facts.client,))) if facts else (),
            businesses=sum(b.node.kind is Kind.BUSINESS for b in facts.branches) if facts else 0,
        )
        for client in page.rows
    ]


def products_of(facts: Facts) -> tuple[ProductTag, ...]:
    """The products of the account itself, each with whether it is stopped for the one who pays."""
    return tuple(
        ProductTag(
            name=branch.node.name,
            stopped=branch.payer is Payer.FIRM and standing(facts, branch.node).deactivated,
            own=branch.payer is Payer.CLIENT,
        )
        for branch in facts.branches
        if branch.node.kind is Kind.PRODUCT and branch.parent == facts.client.id
    )


def _badge(stopped: int, total: int) -> str:
    """Said only while some of several products run (section 11): with all stopped the status says it."""
    if not 0 < stopped < total:
        return ""
    return ngettext(
        "%(stopped)d of %(total)d deactivated", "%(stopped)d of %(total)d deactivated", stopped
    ) % {"stopped": stopped, "total": total}
