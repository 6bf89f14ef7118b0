"""A firm that is not on Tenure yet joins by a client's invitation: the link sets it up for whoever was asked (R16)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tenure.core.wording import Message, say
from tenure.operations.acceptance import is_new
from tenure.operations.errors import Invalid, Missing
from tenure.operations.firms import NewFirm, alone, found_for
from tenure.operations.tokens import hash_of
from tenure.records.connection_requests import Answer, answer_of
from tenure.records.models import ConnectionInvitation, Firm, Member, Person

CLOSED: dict[Answer, Message] = {
    Answer.EXPIRED: say("This invitation has expired. Ask for a new letter."),
    Answer.ACCEPTED: say("This invitation was accepted already."),
    Answer.DECLINED: say("This invitation was declined."),
    Answer.WITHDRAWN: say("This invitation was withdrawn, or a newer letter replaced it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page behind a mailed link has to know. `problem` says why the invitation is no longer open.

    `person` is empty and `new` true for an address nobody has signed in with; `firms` are where the person works.
    """

    id: str
    email: str
    name: str
    person: str
    new: bool
    firms: tuple[str, ...]
    client_name: str
    invited_by: str
    problem: Message | None


def asked_by(token: str, *, at: datetime | None = None) -> Asked:
    """Who is asked by whom. Opening the link changes nothing. Raises `Missing` for a token nobody was sent."""
    row = _row(token)
    person = Person.objects.filter(email=row.email).first()
    places = Member.objects.filter(person=person).order_by("firm__name", "id") if person is not None else None
    return Asked(
        id=row.id,
        email=row.email,
        name=person.name if person is not None else "",
        person=person.id if person is not None else "",
        new=person is None or is_new(person),
        firms=tuple(places.values_list("firm_id", flat=True)) if places is not None else (),
        client_name=row.client.name,
        invited_by=str(row.invited_by) if row.invited_by is not None else "",
        problem=CLOSED.get(answer_of(row, at or timezone.now())),
    )


def found_by_invitation(
    token: str,
    new: NewFirm,
    *,
    signed_in: str | None,
    name: str = "",
    password: str = "",
    at: datetime | None = None,
) -> Firm:
    """A firm for the invited person, who becomes its administrator; the invitation itself stays unanswered.

    Somebody new is given `name` and `password` and may sign in from now on; anybody else must be `signed_in`.
    Raises `Missing`, or `Invalid` (with the field) for a closed invitation, for somebody who works at a firm
    already, and for what cannot be used.
    """
    at = at or timezone.now()
    with transaction.atomic():
        # Two clicks make one firm: the second waits here and finds that the person works somewhere.
        alone()
        row = _row(token)
        if (problem := CLOSED.get(answer_of(row, at))) is not None:
            raise Invalid(problem)
        person = _person(row.email, new, signed_in, name, password)
        if Member.objects.filter(person=person).exists():
            raise Invalid(say("You work at a firm already. Answer the request there."))
        return found_for(person, new, at=at)


def _row(token: str) -> ConnectionInvitation:
    rows = ConnectionInvitation.objects.select_related("client", "invited_by")
    row = rows.filter(token_hash=hash_of(token)).first()
    if row is None:
        raise Missing("invitation")
    return row


def _person(email: str, new: NewFirm, signed_in: str | None, name: str, password: str) -> Person:
    """Whoever has this address. The letter reached it, so it may be signed in with from now on."""
    person = Person.objects.filter(email=email).first()
    if person is not None and not is_new(person):
        if signed_in != person.id:
            raise Invalid(say("Sign in as %(email)s to accept this invitation.", email=email))
        return person
    person = person or Person(email=email, locale=new.locale)
    person.name = " ".join(name.split())[:200] or person.name
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(say("%(problem)s", problem=" ".join(error.messages)), field="password") from error
    person.is_active = True
    person.set_password(password)
    person.save()
    return person
