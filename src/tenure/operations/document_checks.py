"""A person checks a document: puts right what the machine read, or keys what nobody read, and confirms it (R20, R24).

What the machine read is never changed: corrections lie beside it, one a field, each with who said so and when.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Side
from tenure.core.document_checks import client_checks, wrong_in
from tenure.core.facts import Facts
from tenure.core.reading.corrected import Correctable, Values, as_read, corrections_of, rates_to_text, same
from tenure.core.reading.reading import Field, Reading
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing, NotAllowed, NotDone
from tenure.records.document_values import DocumentValues, values_of
from tenure.records.facts import Wanted, gather
from tenure.records.models import Correction, Document, DocumentState
from tenure.records.scope import clients_of

READ: Final = (DocumentState.REVIEW.value, DocumentState.READY.value)
NEVER_READ: Final = (DocumentState.HELD.value, DocumentState.FAILED.value)
WAITING: Final = (DocumentState.RECEIVED.value, DocumentState.WAITING.value)


class ChangedMeanwhile(NotDone):
    """What was confirmed is not what the document says by now; nothing was changed."""


def receipt_of(document: Document, known: DocumentValues) -> str:
    """What stands for the document as somebody saw it: it changes with its state, its reading and its corrections."""
    moment = document.confirmed_at
    seen = [
        document.state,
        known.read_at.isoformat() if known.read_at is not None else "",
        moment.isoformat() if moment is not None else "",
        sorted(known.values.corrected),
        sorted(told_by(known.values).items()),
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]


def told_by(values: Values) -> dict[Correctable, str]:
    """Everything that can be put right, as it stands now; empty for what the document does not have."""
    return {
        name: rates_to_text(values.rates)
        if name is Correctable.RATES
        else values.fields.get(Field(name.value), "")
        for name in Correctable
    }


def can_be_checked(document: Document) -> bool:
    """Whether the state of a document lets a person say what it says: it was read, or nothing is going to read it."""
    if document.state in WAITING:
        return document.subscription_id is None
    return document.state in (*READ, *NEVER_READ)


def may_check(actor: Actor, facts: Facts) -> bool:
    """Whether checking the documents of this client is the actor's work."""
    return actor.side is not Side.CLIENT or client_checks(facts)


def check_document(
    document_id: str,
    told: Mapping[Correctable, str],
    *,
    seen: str,
    actor: Actor,
    confirm: bool = True,
    at: datetime | None = None,
) -> DocumentState:
    """Keeps as corrections what differs from the reading; what is not `told` stays. Confirms it, unless told not to.

    `told` is canonical as in `Found.value`, empty for "it has none"; `seen` is the `receipt_of` what the person saw.
    A document that was held or could not be read is ready then, and nobody reads it any more. Doing it twice changes
    nothing. Returns its state. Raises `Missing`, `NotAllowed`, `Invalid` with its field, and `ChangedMeanwhile`.
    """
    at = at or timezone.now()
    home = _home_of(document_id, actor, at)
    with changing(home, among=clients_of(actor), at=at) as client:
        if actor.side is Side.CLIENT:
            still_may(actor, home, AccountRight.DOCUMENTS)
        row = Document.objects.select_for_update().filter(pk=document_id, client=client).first()
        if row is None:
            raise Missing(document_id)
        known = values_of([row.id])[row.id]
        said = corrections_of(known.reading, {**told_by(known.values), **told})
        if _already(row, known, said, confirm=confirm):
            return DocumentState(row.state)
        if receipt_of(row, known) != seen:
            raise ChangedMeanwhile(document_id)
        _sound(row, said, known.reading, confirm=confirm)
        changed = _keep(row, said, actor, at)
        if confirm:
            _confirm(row, actor, at)
        content = {"document": row.id, "fields": changed, "state": row.state}
        note_on(client, "document_checked", content, by=actor.person, at=at)
    return DocumentState(row.state)


def _home_of(document_id: str, actor: Actor, at: datetime) -> str:
    """The client of the document, if checking it is the actor's work."""
    rows = Document.objects.filter(pk=document_id, client__in=clients_of(actor))
    home = rows.values_list("client_id", flat=True).first()
    if home is None:
        raise Missing(document_id)
    if actor.side is Side.CLIENT:
        account_for(actor, home, AccountRight.DOCUMENTS, at=at)
        facts = gather(actor, [Wanted(target=home)], at=at).get(home)
        if facts is None:
            raise Missing(home)
        if not may_check(actor, facts):
            raise NotAllowed(say("%(firm)s checks these documents.", firm=facts.firm_name))
    return home


def _already(row: Document, known: DocumentValues, said: Mapping[Correctable, str], *, confirm: bool) -> bool:
    """Whether all of it is kept already: the same form came twice, or two people said the same."""
    stands = row.confirmed_at is not None and row.state == DocumentState.READY.value
    return (stands or not confirm) and corrections_of(known.reading, told_by(known.values)) == said


def _sound(row: Document, said: Mapping[Correctable, str], reading: Reading | None, *, confirm: bool) -> None:
    """Raises `Invalid` for a document that cannot be checked now, and for a value that cannot be kept."""
    if row.state == DocumentState.PROCESSING.value:
        raise Invalid(say("The document is being read at this moment. Look again in a few seconds."))
    if not can_be_checked(row):
        raise Invalid(say("This document cannot be checked now."))
    if confirm and reading is None and not said:
        raise Invalid(say("Type what the document says first."))
    currency = said.get(Correctable.CURRENCY, as_read(reading, Correctable.CURRENCY))
    for name, wrong in wrong_in({Correctable.CURRENCY: currency, **said}):
        if name in said:
            raise Invalid(wrong, field=name.value)


def _keep(row: Document, said: Mapping[Correctable, str], actor: Actor, at: datetime) -> list[str]:
    """Makes the corrections be `said`; one that stays keeps who said it. Returns the names of what changed."""
    before = {Correctable(one.field): one for one in Correction.objects.filter(document=row)}
    gone = [name for name in before if name not in said]
    new = [name for name in said if name not in before or not same(name, before[name].value, said[name])]
    Correction.objects.filter(document=row, field__in=[*gone, *new]).delete()
    Correction.objects.bulk_create(
        Correction(
            document=row,
            client_id=row.client_id,
            field=name.value,
            value=said[name],
            corrected_by_id=actor.person,
            corrected_at=at,
        )
        for name in new
    )
    return sorted(name.value for name in (*gone, *new))


def _confirm(row: Document, actor: Actor, at: datetime) -> None:
    row.state, row.held_since = DocumentState.READY.value, None
    row.trouble, row.trouble_values, row.attempts = "", {}, 0
    row.confirmed_by_id, row.confirmed_at = actor.person, at
    row.save(
        update_fields=[
            "state", "held_since", "trouble", "trouble_values", "attempts", "confirmed_by", "confirmed_at"
        ]
    )  # fmt: skip
