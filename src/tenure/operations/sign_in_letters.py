"""The letter with which somebody who forgot their password chooses a new one."""

from datetime import datetime

from tenure.core.actor import Side
from tenure.core.wording import say
from tenure.outlets.paper import Button, Words
from tenure.records.models import OutboxMail, Person

PASSWORD_RESET = "password_reset"  # noqa: S105 - the kind of a letter


def write_password_reset(person_id: str, *, link: str, at: datetime) -> None:
    """Puts the letter into the outbox, so that a mail server that is away troubles nobody at the sign-in page."""
    person = Person.objects.get(pk=person_id)
    OutboxMail.objects.create(
        kind=PASSWORD_RESET,
        to_address=person.email,
        to_name=person.name,
        locale=person.locale,
        side=Side.SYSTEM.value,
        context={"firm_name": "Tenure", "link": link},
        next_at=at,
        created_at=at,
    )


def password_reset(link: str) -> Words:
    """Leads to the page that takes a new password. `link` is a full address."""
    return Words(
        subject=say("Choose a new password"),
        paragraphs=(say("Somebody, probably you, asked for a new password for this address."),),
        button=Button(label=say("Choose a new password"), goal=link) if link else None,
        ending=(say("If it was not you, you need not do anything: your password stays as it is."),),
        reason=say("This e-mail was sent because your address was entered at the sign-in page."),
    )
