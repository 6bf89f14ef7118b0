"""Letters about who owns an account: offered, accepted, declined, taken back; and a farewell (R48, R49)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from tenure.core.actor import Actor, Side
from tenure.core.wording import Message, say
from tenure.outlets.paper import Button, Words
from tenure.records.models import Client, OutboxMail, OwnerRequest, Person

OFFERED, YOURS, HANDED_OVER = "ownership_offered", "ownership_yours", "ownership_handed_over"
DECLINED, CANCELLED, FAREWELL = "ownership_declined", "ownership_cancelled", "user_removed"


def write_letter(
    kind: str, client: Client, to: Person, *, about: str, at: datetime, expires: datetime | None = None
) -> None:
    """Puts a letter into the outbox. `about` is the name of the other person it speaks of.

    What happens among a client's own people is none of the firm's business: its outbox does not list it.
    """
    OutboxMail.objects.create(
        client=client,
        kind=kind,
        to_address=to.email,
        to_name=to.name,
        locale=to.locale,
        side=Side.CLIENT.value,
        context={
            "client_name": client.name,
            "client_id": client.id,
            "actor_name": about,
            "at": at.isoformat(),
            "expires_at": expires.isoformat() if expires is not None else "",
        },
        next_at=at,
        created_at=at,
    )


def write_offer(client: Client, offer: OwnerRequest, actor: Actor, at: datetime) -> None:
    """Asks the person to accept or decline."""
    write_letter(OFFERED, client, offer.person, about=actor.name, at=at, expires=offer.expires_at)


def write_settled(client: Client, new: Person, previous: Person | None, at: datetime) -> None:
    """Tells both that the account has changed hands; the new owner alone where nobody had it before."""
    write_letter(YOURS, client, new, about=str(previous) if previous is not None else "", at=at)
    if previous is not None:
        write_letter(HANDED_OVER, client, previous, about=str(new), at=at)


def write_farewell(client: Client, person: Person, actor: Actor, at: datetime) -> None:
    """Tells somebody that they no longer use the account."""
    write_letter(FAREWELL, client, person, about=actor.name, at=at)


def ownership_words(kind: str, *, other: str, client: str, client_id: str, expires: date | None) -> Words:
    """The letter of this kind. `other` is the person it speaks of, perhaps nobody."""
    return WORDS[kind](other, client, client_id, expires)


def _offered(other: str, client: str, client_id: str, expires: date | None) -> Words:
    assert expires is not None, "an offer by a person has an end"
    return Words(
        subject=say("%(other)s offers you the ownership of %(client)s", other=other, client=client),
        paragraphs=(
            say("%(other)s wants to hand over the account of %(client)s to you.", other=other, client=client),
            say("Until you accept, %(other)s remains the owner.", other=other),
        ),
        button=Button(label=say("Accept or decline"), goal=f"/account/{client_id}/people/ownership/answer/"),
        ending=(say("You can answer until %(expires)s.", expires=expires),),
        reason=_to_user(client),
    )


def _yours(other: str, client: str, client_id: str, _expires: date | None) -> Words:
    before = (say("%(other)s was the owner until now.", other=other),) if other else ()
    return Words(
        subject=say("You own the account of %(client)s", client=client),
        paragraphs=(
            say("You are now the owner of the account of %(client)s.", client=client),
            *before,
            say("You decide who uses it, who looks after it, and to whom it is handed over one day."),
        ),
        button=_open(client, client_id),
        reason=_to_user(client),
    )


def _handed_over(other: str, client: str, client_id: str, _expires: date | None) -> Words:
    return Words(
        subject=say("%(other)s owns the account of %(client)s now", other=other, client=client),
        paragraphs=(
            say("%(other)s accepted the ownership of the account of %(client)s.", other=other, client=client),
            say("You remain one of its administrators."),
        ),
        button=_open(client, client_id),
        reason=_to_user(client),
    )


def _declined(other: str, client: str, client_id: str, _expires: date | None) -> Words:
    return Words(
        subject=say("%(other)s declined the ownership of %(client)s", other=other, client=client),
        paragraphs=(
            say("%(other)s does not want to own the account of %(client)s.", other=other, client=client),
            say("Nothing has changed. You can offer it to somebody else."),
        ),
        button=Button(label=say("Choose somebody else"), goal=f"/account/{client_id}/people/ownership/"),
        reason=_to_user(client),
    )


def _cancelled(other: str, client: str, client_id: str, _expires: date | None) -> Words:
    return Words(
        subject=say("The ownership of %(client)s is no longer offered to you", client=client),
        paragraphs=(
            say("%(other)s took back the offer. You need not do anything.", other=other),
            say("Your access to the account stays as it is."),
        ),
        button=_open(client, client_id),
        reason=_to_user(client),
    )


def _farewell(other: str, client: str, _client_id: str, _expires: date | None) -> Words:
    return Words(
        subject=say("You no longer use the account of %(client)s", client=client),
        paragraphs=(
            say("%(other)s ended your access to the account of %(client)s.", other=other, client=client),
            say("Your sign-in stays, for other accounts you use."),
        ),
        reason=say("This e-mail goes to people who used the account of %(client)s.", client=client),
    )


def _open(client: str, client_id: str) -> Button:
    return Button(label=say("Open %(name)s", name=client), goal=f"/account/{client_id}/")


def _to_user(client: str) -> Message:
    return say("This e-mail goes to the users of %(client)s.", client=client)


WORDS: Final[dict[str, Callable[[str, str, str, date | None], Words]]] = {
    OFFERED: _offered,
    YOURS: _yours,
    HANDED_OVER: _handed_over,
    DECLINED: _declined,
    CANCELLED: _cancelled,
    FAREWELL: _farewell,
}
