"""Documents with a reading that nobody had to wait for: as the worker leaves them."""

from django.utils import timezone

from tenure.core.reading.corrected import Correctable
from tenure.core.reading.reading import Field, Found, Place, Reading, Source
from tenure.core.reading.storing import fields_to_plain, rates_to_plain
from tenure.operations.document_checks import check_document, receipt_of
from tenure.records.document_values import values_of
from tenure.records.models import Document, DocumentReading, DocumentState, Person
from tests.operations.reading_documents import DOUBTFUL_BILL, added
from tests.worlds import World, fresh

READ = {
    Field.SUPPLIER: "Paper and Ink",
    Field.NUMBER: "4711",
    Field.DATE: "2026-11-03",
    Field.CURRENCY: "GBP",
    Field.NET: "1000.00",
    Field.TAX: "200.00",
    Field.TOTAL: "1300.00",
    Field.KIND: "invoice",
    Field.LANGUAGE: "en",
}


def to_be_checked(
    world: World, name: str = "bill.pdf", content: bytes = DOUBTFUL_BILL, **doubts: float
) -> Document:
    """One whose total was misread: it does not add up. `doubts` are confidences of fields below the usual."""
    document = added(world, content + name.encode(), name)
    box = Place(page=1, left=0.1, top=0.1, right=0.3, bottom=0.12)
    reading = Reading(
        fields={
            field: Found(value=value, confidence=doubts.get(field.value, 0.95), place=box)
            for field, value in READ.items()
        },
        rates=(),
        source=Source.TEXT,
        adds_up=False,
    )
    DocumentReading.objects.create(
        document=document,
        client_id=document.client_id,
        source=reading.source.value,
        fields=fields_to_plain(reading),
        rates=rates_to_plain(reading),
        shapes=[[1, 595, 842, 0], [2, 595, 842, 0]],
        adds_up=reading.adds_up,
        read_at=timezone.now(),
    )
    put(document, DocumentState.REVIEW)
    return fresh(document)


def put(document: Document, state: DocumentState, **more: object) -> None:
    """The document in another state."""
    Document.objects.filter(pk=document.pk).update(state=state.value, **more)


def receipt(document: Document) -> str:
    """What stands for the document as it is now."""
    document = fresh(document)
    return receipt_of(document, values_of([document.id])[document.id])


def checked(world: World, person: Person, document: Document, **told: str) -> DocumentState:
    """Somebody confirms it as they see it now, with these fields put right."""
    said = {Correctable(name): value for name, value in told.items()}
    return check_document(document.id, said, seen=receipt(document), actor=world.actor(person))
