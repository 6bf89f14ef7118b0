"""The letters around a connection that a client asks for, as rows of the outbox (R13, R16)."""

from collections.abc import Iterable
from datetime import datetime

from tenure.core.actor import Actor, Side
from tenure.records.models import Client, ConnectionInvitation, Firm, OutboxMail, Person
from tenure.records.people import account_administrators, administrators_of

INVITE_FIRM, CONNECTED, DECLINED = "invite_firm", "firm_connected", "firm_declined"


def write_invitation(
    invitation: ConnectionInvitation, client: Client, *, link: str, actor: Actor, at: datetime
) -> None:
    """Asks the person at the address, in their own language where it is known."""
    known = Person.objects.filter(email=invitation.email).first()
    _write(
        INVITE_FIRM,
        # The firm of today is not to see in its outbox that its client looks for another.
        firm=None,
        client=client,
        to=[known or Person(email=invitation.email, locale=client.locale)],
        side=Side.FIRM,
        at=at,
        context={
            "actor_name": actor.name,
            "message": invitation.message,
            "invitation": invitation.id,
            "link": link,
            "expires_at": invitation.expires_at.isoformat(),
        },
    )


def tell_connected(client: Client, firm: Firm, *, actor: Actor, at: datetime) -> None:
    """Tells the account's administrators, and the new firm's administrators with whoever accepted."""
    context: dict[str, object] = {"firm_name": firm.name, "actor_name": actor.name}
    _write(
        CONNECTED,
        firm=firm,
        client=client,
        to=account_administrators(client.id),
        side=Side.CLIENT,
        at=at,
        context=context,
    )
    team = [member.person for member in administrators_of(firm.id)]
    acting = Person.objects.filter(pk=actor.person).exclude(pk__in=[person.pk for person in team])
    _write(CONNECTED, firm=firm, client=client, to=[*team, *acting], side=Side.FIRM, at=at, context=context)


def tell_declined(client: Client, firm: Firm, note: str, *, at: datetime) -> None:
    """Tells the account's administrators that the firm does not accept, with its words."""
    _write(
        DECLINED,
        firm=None,
        client=client,
        to=account_administrators(client.id),
        side=Side.CLIENT,
        at=at,
        context={"firm_name": firm.name, "message": note},
    )


def _write(
    kind: str,
    *,
    firm: Firm | None,
    client: Client,
    to: Iterable[Person],
    side: Side,
    at: datetime,
    context: dict[str, object],
) -> None:
    told = {"client_name": client.name, "client_id": client.id, "at": at.isoformat(), **context}
    OutboxMail.objects.bulk_create(
        OutboxMail(
            firm=firm,
            client=client,
            kind=kind,
            to_address=person.email,
            to_name=person.name,
            locale=person.locale,
            side=side.value,
            context=told,
            next_at=at,
            created_at=at,
        )
        for person in to
    )
