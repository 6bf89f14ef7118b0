"""A document that could not be read is tried once more: somebody has mended what stood in the way (R20)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.document_turns import wait_again
from tenure.operations.errors import Invalid, Missing
from tenure.records.models import Document, DocumentState
from tenure.records.scope import clients_of


def read_again(document_id: str, *, actor: Actor, at: datetime | None = None) -> DocumentState:
    """Sends a document that failed to be read once more; held, if its product is stopped. Returns its state then.

    Raises `Missing`, and `Invalid` for one that did not fail.
    """
    at = at or timezone.now()
    rows = Document.objects.filter(pk=document_id, client__in=clients_of(actor))
    home = rows.values_list("client_id", flat=True).first()
    with changing(home or "", among=clients_of(actor), at=at) as client:
        document = Document.objects.select_for_update().filter(pk=document_id, client=client).first()
        if document is None:
            raise Missing(document_id)
        if document.state != DocumentState.FAILED.value:
            raise Invalid(say("Only a document that could not be read can be tried again."))
        wait_again(document, client, at)
        content = {"document": document.id, "state": document.state}
        note_on(client, "document_sent_again", content, by=actor.person, at=at)
    return DocumentState(document.state)
