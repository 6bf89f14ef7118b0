"""One row of a client's businesses: who it is, what it has, how it stands, what may be done with it (R32)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tenure.core.actions import Verb
from tenure.core.facts import Branch, Facts, Payer
from tenure.core.offers import Offer
from tenure.core.policy import Place
from tenure.core.standing import standing
from tenure.core.tree import Kind, Node
from tenure.records.businesses import Known
from tenure.web.at_once import Click, click_of
from tenure.web.client_frame import Frame
from tenure.web.verb_buttons import VerbButton, buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessProduct:
    """A product of a business, with whether it is stopped for the one who pays."""

    id: str
    name: str
    suspended: bool
    deactivated: bool
    own: bool
    held: int

    @property
    def stopped(self) -> bool:
        """Whether its documents rest."""
        return self.suspended or self.deactivated


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessRow:
    """Everything a row shows. `since` and `by`: its own stop; `rests_with`: the client that is stopped above it."""

    id: str
    name: str
    url: str
    company_number: str
    tax_number: str
    suspended: bool
    deactivated: bool
    since: date | None
    by: str
    rests_with: str
    products: tuple[BusinessProduct, ...]
    held: int
    verbs: tuple[VerbButton, ...]
    back: Click | None


def rows_of(frame: Frame, known: Sequence[Known]) -> list[BusinessRow]:
    """The rows of these businesses, from facts that are gathered already."""
    nodes = [_node(one) for one in known]
    offered = frame.offered(Place.LIST, nodes=nodes)
    return [_row(frame, one, [o for o in offered if o.node.id == one.id]) for one in known]


def row_of(frame: Frame, one: Known) -> BusinessRow:
    """The same for the page of one business."""
    return rows_of(frame, [one])[0]


def products_in(facts: Facts, business: str) -> tuple[BusinessProduct, ...]:
    """The products of one business, in their order."""
    held = {papers.node: papers.held for papers in facts.papers}
    return tuple(
        _product(facts, branch, held.get(branch.node.id, 0))
        for branch in facts.branches
        if branch.parent == business and branch.node.kind is Kind.PRODUCT
    )


def _row(frame: Frame, one: Known, offered: Iterable[Offer]) -> BusinessRow:
    facts, offered = frame.facts, tuple(offered)
    found, products = standing(facts, _node(one)), products_in(facts, one.id)
    own = next((stop for stop in found.stops if stop.node.id == one.id), None)
    above = next((stop for stop in found.stops if stop.node.id != one.id), None)
    return BusinessRow(
        id=one.id,
        name=one.name,
        url=reverse("client_business", args=[one.client, one.id]),
        company_number=one.company_number,
        tax_number=one.tax_number,
        suspended=found.suspended,
        deactivated=found.deactivated,
        since=own.since if own is not None else None,
        by=own.by if own is not None else "",
        rests_with=above.node.name if above is not None else "",
        products=products,
        held=sum(product.held for product in products),
        verbs=buttons(offered),
        back=next((click_of(offer) for offer in offered if offer.verb is Verb.REACTIVATE), None),
    )


def _product(facts: Facts, branch: Branch, held: int) -> BusinessProduct:
    own = branch.payer is Payer.CLIENT
    found = standing(facts, branch.node)
    return BusinessProduct(
        id=branch.node.id,
        name=branch.node.name,
        suspended=found.suspended and not own,
        deactivated=found.deactivated and not own,
        own=own,
        held=held,
    )


def _node(one: Known) -> Node:
    return Node(id=one.id, kind=Kind.BUSINESS, name=one.name)
