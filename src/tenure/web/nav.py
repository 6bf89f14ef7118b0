"""What stands at the left of every page, and who reads it: sections, counts, places to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tenure.core.actor import Actor, Right
from tenure.core.policy import Policy
from tenure.core.tree import Kind
from tenure.outlets.mailbox import mailbox_folder
from tenure.records.connection_requests import request_count
from tenure.records.documents_to_check import to_check_count
from tenure.records.firms import firm_of
from tenure.records.own_invoices import has_invoices
from tenure.records.pending_waits import waits_run
from tenure.records.people import ClientPlace, FirmPlace, client_places
from tenure.records.policies import policy_of
from tenure.web.account_tabs import FIRST_PAGE, AccountPage, account_pages
from tenure.web.party_words import CLIENTS, WORDS, PartyWords
from tenure.web.right_words import account_role_in_words, role_in_words
from tenure.web.verb_nouns import NOUNS

# Pages that belong to the clients, though their addresses do not begin with them.
PARTS: Final = ("/locations/", "/services/", "/suspensions/")
ABOUT_CLIENTS: Final = (*(f"/{noun}/" for noun in NOUNS.values()), "/decision/", "/transitions/", *PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One place to go."""

    label: str
    icon: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some places under a heading, which may be empty."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads the page, for the templates: names to show, rights to ask for."""

    id: str
    name: str
    email: str
    side: str
    firm: str | None
    firm_name: str
    role_name: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the frame of a page needs."""

    actor: Reader | None
    firm: FirmPlace | None
    nav: tuple[Section, ...]
    firms: tuple[FirmPlace, ...]
    account: ClientPlace | None
    accounts: tuple[ClientPlace, ...]
    party: PartyWords


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context: `actor`, `firm`, `nav`, `firms`, `account`, `accounts`, `party` (what the firm calls its clients).

    Made once a request, and only if a template asks.
    """
    shown = getattr(request, "_shown", None)
    if shown is None:
        shown = SimpleLazyObject(lambda: _shown(request))
        request._shown = shown  # type: ignore[attr-defined]  # noqa: SLF001 - parts of a page are rendered one by one
    return {
        "actor": SimpleLazyObject(lambda: shown.actor),
        "firm": SimpleLazyObject(lambda: shown.firm),
        "nav": SimpleLazyObject(lambda: shown.nav),
        "firms": SimpleLazyObject(lambda: shown.firms),
        "account": SimpleLazyObject(lambda: shown.account),
        "accounts": SimpleLazyObject(lambda: shown.accounts),
        "party": SimpleLazyObject(lambda: shown.party),
    }


def _shown(request: HttpRequest) -> Shown:
    actor: Actor | None = getattr(request, "actor", None)
    place: FirmPlace | None = getattr(request, "place", None)
    if actor is None:
        return Shown(actor=None, firm=None, nav=(), firms=(), account=None, accounts=(), party=CLIENTS)
    account: ClientPlace | None = getattr(request, "account", None)
    firm = firm_of(actor) if place is not None else None
    sections = (
        tuple(_firm_sections(request.path, actor, policy_of(firm), firm.clients_active))
        if firm is not None
        else tuple(_account_sections(request.path, account))
    )
    return Shown(
        actor=_reader(actor, place, account),
        firm=place,
        nav=tuple(section for section in sections if section.items),
        firms=getattr(request, "firms", ()),
        account=account,
        accounts=client_places(actor.person),
        party=WORDS[policy_of(firm).party] if firm is not None else CLIENTS,
    )


def _reader(actor: Actor, place: FirmPlace | None, account: ClientPlace | None) -> Reader:
    at = place or account
    return Reader(
        id=actor.person,
        name=actor.name,
        email=actor.email,
        side=actor.side.value,
        firm=actor.firm,
        firm_name=at.name if at is not None else "",
        role_name=_role_name(actor, place, account),
        rights=tuple(right.value for right in actor.rights),
    )


def _role_name(actor: Actor, place: FirmPlace | None, account: ClientPlace | None) -> str:
    if place is not None:
        return role_in_words(place.role)
    return account_role_in_words(account.account_role) if account is not None else actor.email


def _firm_sections(path: str, actor: Actor, policy: Policy, active: int) -> Iterator[Section]:
    clients = str(WORDS[policy.party].many)
    yield Section(
        label="",
        items=(
            _item(path, _("Overview"), "overview", "home"),
            _item(path, clients, "users", "clients", count=active, also=ABOUT_CLIENTS),
            _to_check(path, actor),
            *((_requests(path, actor),) if actor.may(Right.CLIENTS) else ()),
            *((_item(path, _("Waits"), "calendar-clock", "early_returns"),) if _waits(actor, policy) else ()),
            *((_item(path, _("Import"), "import", "imports"),) if actor.may(Right.CLIENTS) else ()),
        ),
    )
    yield Section(label=_("Billing"), items=tuple(_billing(path, actor, policy)))
    yield Section(
        label=_("Firm"),
        items=(
            _item(path, _("Team"), "role", "team"),
            _item(path, _("Policy"), "policy", "policy"),
            *(
                (_item(path, _("Firm settings"), "settings", "firm_settings"),)
                if actor.may(Right.POLICY)
                else ()
            ),
            *((_item(path, _("Surveys"), "survey", "surveys"),) if actor.may(Right.SURVEYS) else ()),
            *((_item(path, _("Outbox"), "send", "outbox"),) if actor.may(Right.OUTBOX) else ()),
            *((_item(path, _("Mailbox"), "inbox", "mailbox"),) if mailbox_shown() else ()),
            _item(path, _("Help"), "help", "help"),
        ),
    )


def _billing(path: str, actor: Actor, policy: Policy) -> Iterator[Item]:
    """Where the firm sells services (R46)."""
    if policy.has(Kind.SERVICE):
        yield _item(path, _("Invoices"), "invoice", "invoices", also=("/payments/",))
    if policy.has(Kind.SERVICE) and actor.may(Right.BILLING):
        yield _item(path, _("Billing runs"), "refresh", "billing_runs")
        yield _item(path, _("Account groups"), "tag", "account_groups")
        yield _item(path, _("Figures"), "chart", "figures")


def _waits(actor: Actor, policy: Policy) -> bool:
    """Where the policy knows a wait, or one it knew before still runs (R22)."""
    if not actor.may(Right.REACTIVATE):
        return False
    return policy.waits or waits_run(actor, at=timezone.now())


def _requests(path: str, actor: Actor) -> Item:
    waiting = request_count(actor, at=timezone.now())
    return _item(path, _("Requests"), "link", "connection_requests", count=waiting or None)


def _to_check(path: str, actor: Actor) -> Item:
    waiting = to_check_count(actor)
    return _item(path, _("To check"), "eye", "documents_review", count=waiting or None)


def _account_sections(path: str, account: ClientPlace | None) -> Iterator[Section]:
    if account is not None:
        pages = account_pages(account.account_role, billed=has_invoices(account.client))
        yield Section(
            label="",
            items=tuple(_account_item(path, page, account.client) for page in pages),
        )
    yield Section(
        label="",
        items=(
            *((_item(path, _("Mailbox"), "inbox", "mailbox"),) if mailbox_shown() else ()),
            _item(path, _("Help"), "help", "help"),
        ),
    )


def _account_item(path: str, page: AccountPage, client: str) -> Item:
    url = reverse(page.name, args=[client])
    # The first page's address begins all the others.
    active = path == url if page.name == FIRST_PAGE else path.startswith(url)
    return Item(label=_(page.label), icon=page.icon, url=url, active=active)


def _item(
    path: str, label: str, icon: str, name: str, *, count: int | None = None, also: tuple[str, ...] = ()
) -> Item:
    url = reverse(name)
    active = path == url or (url != "/" and path.startswith((url, *also)))
    return Item(label=label, icon=icon, url=url, active=active, count=count)


def mailbox_shown() -> bool:
    """Whether this is a demo whose letters land in a folder on this machine: they are other people's."""
    return bool(settings.TENURE_DEMO) and mailbox_folder() is not None
