"""What stands at the left of every page, and who reads it: sections, counts, places to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tenure.core.actor import Actor, Right
from tenure.outlets.mailbox import mailbox_folder
from tenure.records.people import FirmPlace, client_places
from tenure.records.queries import counts
from tenure.web.right_words import role_in_words
from tenure.web.verb_nouns import NOUNS

# Pages that belong to the clients, though their addresses do not begin with them.
ABOUT_CLIENTS: Final = (*(f"/{noun}/" for noun in NOUNS.values()), "/decision/", "/transitions/")


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
    at_clients: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context: `actor`, `firm`, `nav`, `firms`, `at_clients`. Made once a request, and only if a template asks."""
    shown = getattr(request, "_shown", None)
    if shown is None:
        shown = SimpleLazyObject(lambda: _shown(request))
        request._shown = shown  # type: ignore[attr-defined]  # noqa: SLF001 - parts of a page are rendered one by one
    return {
        "actor": SimpleLazyObject(lambda: shown.actor),
        "firm": SimpleLazyObject(lambda: shown.firm),
        "nav": SimpleLazyObject(lambda: shown.nav),
        "firms": SimpleLazyObject(lambda: shown.firms),
        "at_clients": SimpleLazyObject(lambda: shown.at_clients),
    }


def _shown(request: HttpRequest) -> Shown:
    actor: Actor | None = getattr(request, "actor", None)
    place: FirmPlace | None = getattr(request, "place", None)
    if actor is None:
        return Shown(actor=None, firm=None, nav=(), firms=(), at_clients=False)
    sections = (
        tuple(_firm_sections(request.path, actor)) if place is not None else (_client_section(request.path),)
    )
    return Shown(
        actor=_reader(actor, place),
        firm=place,
        nav=tuple(section for section in sections if section.items),
        firms=getattr(request, "firms", ()),
        at_clients=bool(client_places(actor.person)),
    )


def _reader(actor: Actor, place: FirmPlace | None) -> Reader:
    return Reader(
        id=actor.person,
        name=actor.name,
        email=actor.email,
        side=actor.side.value,
        firm=actor.firm,
        firm_name=place.name if place is not None else "",
        role_name=role_in_words(place.role) if place is not None else actor.email,
        rights=tuple(right.value for right in actor.rights),
    )


def _firm_sections(path: str, actor: Actor) -> Iterator[Section]:
    yield Section(
        label="",
        items=(
            *_item(path, _("Overview"), "overview", "home"),
            *_item(path, _("Clients"), "users", "clients", count=counts(actor).active, also=ABOUT_CLIENTS),
            *(
                _item(path, _("Waits"), "calendar-clock", "early_returns")
                if actor.may(Right.REACTIVATE)
                else ()
            ),
            *(_item(path, _("Import"), "import", "imports") if actor.may(Right.CLIENTS) else ()),
        ),
    )
    yield Section(
        label=_("Firm"),
        items=(
            *_item(path, _("Team"), "role", "team"),
            *_item(path, _("Policy"), "policy", "policy"),
            *(_item(path, _("Surveys"), "survey", "surveys") if actor.may(Right.SURVEYS) else ()),
            *(_item(path, _("Outbox"), "send", "outbox") if actor.may(Right.OUTBOX) else ()),
            *(_item(path, _("Mailbox"), "inbox", "mailbox") if mailbox_shown() else ()),
            *_item(path, _("Help"), "help", "help"),
        ),
    )


def _client_section(path: str) -> Section:
    return Section(
        label="",
        items=(
            *_item(path, _("Your account"), "building", "client_home"),
            *(_item(path, _("Mailbox"), "inbox", "mailbox") if mailbox_shown() else ()),
            *_item(path, _("Help"), "help", "help"),
        ),
    )


def _item(
    path: str, label: str, icon: str, name: str, *, count: int | None = None, also: tuple[str, ...] = ()
) -> Iterator[Item]:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return
    active = path == url or (url != "/" and path.startswith((url, *also)))
    yield Item(label=label, icon=icon, url=url, active=active, count=count)


def mailbox_shown() -> bool:
    """Whether this is a demo whose letters land in a folder on this machine: they are other people's."""
    return bool(settings.TENURE_DEMO) and mailbox_folder() is not None
