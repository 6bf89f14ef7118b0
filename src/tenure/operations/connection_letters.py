"""Letters around a connection: a client asks a firm, the firm accepts or declines (R13, R16)."""

from datetime import date

from tenure.core.actor import Side
from tenure.core.wording import say
from tenure.outlets.paper import Button, Passage, Words


def firm_invitation(*, actor: str, client: str, message: str, link: str, expires: date) -> Words:
    """Asks a firm to look after a client's account; it may not be on Tenure yet."""
    return Words(
        subject=say("%(client)s asks you to look after its account", client=client),
        paragraphs=(
            say(
                "%(actor)s asks your firm to look after the account of %(client)s.",
                actor=actor,
                client=client,
            ),
            say("You see what you would get before you accept. You can also decline."),
        ),
        passages=_quoted(message),
        button=Button(label=say("Look at the request"), goal=link) if link else None,
        ending=(
            say("The link works until %(expires)s.", expires=expires),
            say("If your firm is not on Tenure yet, the link sets it up."),
        ),
        reason=say("This e-mail was sent because %(actor)s entered your address.", actor=actor),
    )


def connected(side: Side, *, client: str, client_id: str, firm: str, actor: str, at: date) -> Words:
    """Tells each side that a firm looks after a client from now on."""
    if side is Side.CLIENT:
        return Words(
            subject=say("%(firm)s looks after %(client)s now", firm=firm, client=client),
            paragraphs=(
                say(
                    "%(actor)s of %(firm)s accepted your invitation on %(at)s.", actor=actor, firm=firm, at=at
                ),
                say("The firm sees your documents and your account from now on."),
            ),
            button=Button(label=say("Open your account"), goal=f"/account/{client_id}/"),
            reason=say("This e-mail goes to the administrators of the account of %(client)s.", client=client),
        )
    return Words(
        subject=say("%(client)s is your client now", client=client),
        paragraphs=(
            say(
                "%(actor)s accepted the invitation of %(client)s on %(at)s.",
                actor=actor,
                client=client,
                at=at,
            ),
        ),
        button=Button(label=say("Open %(name)s", name=client), goal=f"/clients/{client_id}/"),
        reason=say(
            "This e-mail goes to the person who acted and to the administrators of %(firm)s.", firm=firm
        ),
    )


def declined(*, client: str, client_id: str, firm: str, message: str) -> Words:
    """Tells the client that the firm does not look after it."""
    return Words(
        subject=say("%(firm)s has declined your invitation", firm=firm),
        paragraphs=(
            say("%(firm)s does not look after the account of %(client)s.", firm=firm, client=client),
            say("Nothing else has changed. You can invite another firm."),
        ),
        passages=_quoted(message),
        button=Button(label=say("Open your account"), goal=f"/account/{client_id}/accountant/"),
        reason=say("This e-mail goes to the administrators of the account of %(client)s.", client=client),
    )


def _quoted(message: str) -> tuple[Passage, ...]:
    words = tuple(line for line in message.splitlines() if line.strip())
    if not words:
        return ()
    return (
        Passage(
            heading=say("Their words"), points=tuple((say("%(line)s", line=line), None) for line in words)
        ),
    )
