"""The people of a client's account at the terminal: listed, and invited (R14, R49)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import actor_near_node
from tenure.cli.client_json import Plain
from tenure.cli.days import in_words
from tenure.cli.ending import ExitCode
from tenure.cli.refusing import no_such_client, not_allowed, refused_as
from tenure.core.actor import Actor
from tenure.core.tree import Kind, kind_of
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invitations import invite_user
from tenure.records.client_people import UserRow, users_of
from tenure.records.ownership_offers import Offer, open_offer
from tenure.records.queries import client_of_node


def list_users(client: str, person: str, *, as_json: bool) -> ExitCode:
    """Who uses the account: its owner first, then who joined, then who is invited."""
    told = people_to_json(near_client(person, client), client)
    if as_json:
        screen.document(told)
    else:
        print_people(told)
    return ExitCode.DONE


def invite_somebody(client: str, email: str, person: str, *, role: str, name: str, as_json: bool) -> ExitCode:
    """Invites somebody and lists who uses the account then."""
    actor = near_client(person, client)
    try:
        invite_user(client, email=email, name=name, role=role, link_to=_link_to, actor=actor)
    except Missing as missing:
        raise no_such_client() from missing
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as invalid:
        raise refused_as("not_possible", invalid.message) from invalid
    if as_json:
        screen.document({"performed": True, **people_to_json(actor, client)})
    else:
        screen.line(_("An invitation leaves for %(email)s.") % {"email": email}, style="green")
    return ExitCode.DONE


def near_client(person: str, client: str) -> Actor:
    """Somebody of the client's firm, or a user of the account; ends the command for what is no client."""
    actor = actor_near_node(person, client)
    if kind_of(client) is not Kind.CLIENT:
        raise no_such_client()
    return actor


def people_to_json(actor: Actor, client: str) -> Plain:
    """The users of a client, and the offer of its ownership that waits."""
    at = timezone.now()
    row = client_of_node(actor, client)
    offer = open_offer(client, at=at)
    return {
        "client": row.id,
        "name": row.name,
        "users": [_user(user) for user in users_of(row, at=at)],
        "offer": _offer(offer) if offer is not None else None,
    }


def print_people(told: Plain) -> None:
    """Prints what `people_to_json` says."""
    users = told["users"]
    assert isinstance(users, list)
    rows = [(one["name"], one["email"], one["role"], one["state"], in_words(one["expires"])) for one in users]
    screen.table((_("User"), _("E-mail"), _("Role"), _("State"), _("Invitation ends")), rows)
    offer = told["offer"]
    if isinstance(offer, dict):
        asked = _("%(name)s is asked to become the owner.") % {"name": offer["name"]}
        until = _("It can be accepted until %(day)s.") % {"day": in_words(offer["expires"])}
        screen.line(f"{asked} {until}" if offer["expires"] else asked, style="yellow")


def _user(user: UserRow) -> dict[str, str | None]:
    joined = "joined" if user.joined else "expired" if user.expired else "invited"
    return {
        "id": user.person,
        "name": user.name,
        "email": user.email,
        "role": user.account_role.value,
        "state": joined,
        "expires": user.expires_at.date().isoformat() if user.expires_at is not None else None,
        "last_signed_in": user.last_seen.isoformat() if user.last_seen is not None else None,
    }


def _offer(offer: Offer) -> dict[str, str | bool | None]:
    return {
        "to": offer.person,
        "name": offer.name,
        "email": offer.email,
        "by": offer.by,
        "by_firm": offer.by_firm,
        "expires": offer.expires_at.date().isoformat() if offer.expires_at is not None else None,
        "expired": offer.expired,
    }


def _link_to(token: str) -> str:
    return f"{settings.TENURE_URL}{reverse('invitation', args=[token])}"
