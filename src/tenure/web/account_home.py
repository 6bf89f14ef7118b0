"""The first page of a client's own account: how it stands, what helps, what is new (R12, R48)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tenure.core.facts import Facts
from tenure.core.standing import standing
from tenure.records.account_overview import contacts_of, ties_of
from tenure.records.client_papers import papers_of
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import Running, subscriptions_of
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.account_ownership import offer_to_reader

LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One product as its client sees it."""

    name: str
    own: bool
    trial: bool
    suspended: bool
    deactivated: bool


@require_safe
@account_member
def client_account(request: AccountRequest) -> HttpResponse:
    """Who looks after the account, what it has, its latest documents; without a firm: how to go on."""
    facts = account_facts(request)
    row = client_of_node(request.actor, request.account.client)
    ties = ties_of(row)
    papers, _more = papers_of(row)
    context = {
        "client": row,
        "offered": offer_to_reader(request),
        "heading": row.name,
        "tie": ties[0] if ties else None,
        "contacts": contacts_of(facts.firm) if facts.connected else (),
        "products": [_product(facts, one) for one in subscriptions_of(row)],
        "papers": papers[:LATEST],
        "on_their_own": not facts.connected,
    }
    return show_account(request, "overview.html", "client_account", context)


def _product(facts: Facts, product: Running) -> ProductRow:
    branch = facts.branch(product.id)
    found = standing(facts, branch.node) if branch is not None and not product.own else None
    return ProductRow(
        name=product.name,
        own=product.own,
        trial=product.trial,
        suspended=found is not None and found.suspended,
        deactivated=found is not None and found.deactivated,
    )
