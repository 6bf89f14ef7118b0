"""The first page of a client's own account: how it stands, what helps, what is new (R12, R48)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.core.facts import Facts, Payer
from tenure.core.standing import standing
from tenure.records.account_overview import contacts_of, ties_of
from tenure.records.client_papers import papers_of
from tenure.records.client_story import story_of
from tenure.records.own_invoices import to_pay
from tenure.records.own_plans import trial_used
from tenure.records.people import account_administrators
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import Running, subscriptions_of
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.account_ownership import offer_to_reader
from tenure.web.account_story import account_lines

LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One product as its client sees it."""

    name: str
    own: bool
    trial: bool
    suspended: bool
    deactivated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One way to go on for an account that no firm looks after."""

    icon: str
    title: str
    text: str
    action: str
    url: str


@require_safe
@account_member
def client_account(request: AccountRequest) -> HttpResponse:
    """Who looks after the account, what it has, what is new; without a firm: how to go on."""
    facts, rights = account_facts(request), RIGHTS_OF[request.account.account_role]
    row = client_of_node(request.actor, request.account.client)
    ties, steps = ties_of(row), tuple(_next_steps(facts, rights)) if not facts.connected else ()
    papers = papers_of(row, limit=LATEST)
    context = {
        "client": row,
        "heading": row.name,
        "tie": ties[0] if ties else None,
        "offered": offer_to_reader(request),
        "contacts": contacts_of(facts.firm) if facts.connected else (),
        "steps": steps,
        "administrators": ", ".join(str(one) for one in account_administrators(row.id)),
        "products": [_product(facts, one) for one in subscriptions_of(row)],
        "papers": papers,
        "to_pay": to_pay(row.id, at=timezone.now()) if AccountRight.BILLING in rights else (),
        "lines": account_lines(story_of(request.actor, row, most=LATEST)),
    }
    return show_account(request, "overview.html", "client_account", context)


def _next_steps(facts: Facts, rights: frozenset[AccountRight]) -> Iterator[NextStep]:
    client = facts.client.id
    if AccountRight.SUBSCRIPTION in rights and facts.payer is not Payer.CLIENT:
        if not trial_used(client):
            yield NextStep(
                icon="sun",
                title=_("Try the business plan"),
                text=_("Free of charge and without a card. Your documents are read again at once."),
                action=_("Start a free trial"),
                url=reverse("own_trial", args=[client]),
            )
        yield NextStep(
            icon="card",
            title=_("A plan of your own"),
            text=_("You pay for yourself and decide for yourself."),
            action=_("Subscribe"),
            url=reverse("own_subscription", args=[client]),
        )
    if AccountRight.ACCOUNTANT in rights:
        yield NextStep(
            icon="link",
            title=_("Invite an accountant"),
            text=_("By the address of somebody who works there. They see nothing before they accept."),
            action=_("Invite an accountant"),
            url=reverse("own_invitation_new", args=[client]),
        )
    if AccountRight.TAKE_OUT in rights:
        yield NextStep(
            icon="download",
            title=_("Take everything along"),
            text=_("Documents, people and history in one file."),
            action=_("Download everything"),
            url=reverse("own_export", args=[client]),
        )


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
