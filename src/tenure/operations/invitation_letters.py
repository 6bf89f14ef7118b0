"""Letters that ask somebody in: to a client's account, or to a firm's team (R13, R25)."""

from datetime import date

from tenure.core.wording import Message, say
from tenure.outlets.paper import Button, Words


def user_invitation(*, actor: str, firm: str, client: str, link: str, expires: date) -> Words:
    """Asks somebody to use a client's account. `link` is the full address of the page that accepts."""
    opening = (
        say(
            "%(actor)s of %(firm)s invites you to the account of %(client)s.",
            actor=actor,
            firm=firm,
            client=client,
        )
        if firm
        else say("%(actor)s invites you to the account of %(client)s.", actor=actor, client=client)
    )
    return Words(
        subject=say("Your invitation to %(name)s", name=client),
        paragraphs=(opening,),
        button=_accept(link),
        ending=_ending(expires),
        reason=say("This e-mail was sent because %(actor)s entered your address.", actor=actor),
    )


def colleague_invitation(*, actor: str, firm: str, link: str, expires: date) -> Words:
    """Asks somebody to join a firm's team. `link` is the full address of the page that accepts."""
    return Words(
        subject=say("Your invitation to %(name)s", name=firm),
        paragraphs=(say("%(actor)s invites you to work at %(firm)s.", actor=actor, firm=firm),),
        button=_accept(link),
        ending=_ending(expires),
        reason=say("This e-mail was sent because %(actor)s entered your address.", actor=actor),
    )


def _accept(link: str) -> Button | None:
    # Without a link once the letter has left and only its subject is still shown.
    return Button(label=say("Accept the invitation"), goal=link) if link else None


def _ending(expires: date) -> tuple[Message, ...]:
    return (
        say("The link works once, until %(expires)s.", expires=expires),
        say("If you do not expect this invitation, you need not do anything."),
    )
