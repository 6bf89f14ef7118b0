"""Handing a client's account over at the terminal: offered, sent again, cancelled, answered (R49)."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import activate
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.account_people import people_to_json, print_people
from tenure.cli.actors import TYPED_ID
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.cli.refusing import no_such_client, not_allowed, refused_as
from tenure.core.actor import Actor
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.ownership import (
    accept_ownership,
    cancel_offer,
    decline_ownership,
    offer_ownership,
    resend_offer,
)
from tenure.records.client_people import user_at
from tenure.records.people import actor_at_clients, person_of

ANSWERS: Final[dict[str, Callable[..., object]]] = {
    "accept": accept_ownership,
    "decline": decline_ownership,
    "cancel": cancel_offer,
    "again": resend_offer,
}


def hand_over_account(
    client: str, person: str, to: str | None, answer: str | None, *, yes: bool, as_json: bool
) -> ExitCode:
    """With `to` an offer, with `answer` what becomes of one; without both who owns the account and who is asked."""
    actor = _user(client, person)
    if to is not None and answer is not None:
        raise wrong_usage(_("Give --to or --answer, not both."))
    if answer is not None and answer not in ANSWERS:
        raise wrong_usage(_("--answer is one of: %(known)s.") % {"known": ", ".join(ANSWERS)})
    asked = to is not None or answer is not None
    performed = asked and yes
    if performed:
        _do(client, to, answer, actor)
    told = {"performed": performed, **people_to_json(actor, client)}
    if as_json:
        screen.document(told)
        return ExitCode.DONE
    print_people(told)
    if asked and not yes:
        screen.line(_("Nothing has been done yet. To do it, add --yes."), style="cyan")
    return ExitCode.DONE


def _do(client: str, to: str | None, answer: str | None, actor: Actor) -> None:
    try:
        if answer is not None:
            ANSWERS[answer](client, actor=actor)
        else:
            offer_ownership(client, user_at(client, to or ""), actor=actor)
    except Missing as missing:
        raise no_such_client() from missing
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as invalid:
        raise refused_as("not_possible", invalid.message) from invalid


def _user(client: str, email: str) -> Actor:
    """A user of this account; ends the command for anybody else, who learns nothing about it."""
    if TYPED_ID.fullmatch(client) is None:
        raise wrong_usage(_("%(id)s is not an id. Ids look like cli_… or sub_….") % {"id": client})
    person = person_of(email)
    actor = actor_at_clients(person.id) if person is not None else None
    if actor is None or client not in actor.clients:
        raise no_such_client()
    activate(actor.locale)
    return actor
