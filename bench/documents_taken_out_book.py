"""A firm whose clients have documents that were read, all with one file that was stored once."""

import os
from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from tenure.operations.document_export import Choice, Shape, take_out
from tenure.records.models import Document, DocumentReading
from tenure.records.people import actor_at_firm
from tests.worlds import new_client, new_firm, new_member, new_person

CLIENTS, BATCH = 20, 1_000
FIELDS = {
    "supplier": "Paper & Ink Ltd", "number": "4711", "date": "2026-11-03", "due_date": "2026-12-03", "currency": "GBP",
    "net": "1000.00", "tax": "200.00", "total": "1200.00", "iban": "GB33BUKB20201555555555", "kind": "invoice",
}  # fmt: skip


class World:
    """Twenty clients of one firm; their documents come by thousands."""

    def __init__(self, file_bytes: int) -> None:
        self.firm, olive = new_firm("Northline Accounting"), new_person("Olive Reed")
        new_member(self.firm, olive, "administrator")
        self.clients = [new_client(self.firm, f"Client {number}", []) for number in range(CLIENTS)]
        self.path = default_storage.save("documents/one", ContentFile(os.urandom(file_bytes)))
        self.bytes = file_bytes
        actor = actor_at_firm(olive.id, self.firm.id)
        assert actor is not None
        self.actor = actor

    def write(self, count: int) -> None:
        """So many more documents, each with what the machine read on it."""
        for start in range(0, count, BATCH):
            papers = [
                Document(
                    client=self.clients[number % CLIENTS], name=f"invoice {number % 7}.pdf", file=self.path,
                    size=self.bytes, state="ready", added_side="client", sha256="0" * 64,
                )
                for number in range(start, min(count, start + BATCH))
            ]  # fmt: skip
            Document.objects.bulk_create(papers)
            place = [1, 0.1, 0.2, 0.3, 0.25]
            fields = {
                name: {"value": value, "confidence": 0.97, "place": place} for name, value in FIELDS.items()
            }
            rates = [{"rate": "20", "net": "1000.00", "tax": "200.00"}]
            DocumentReading.objects.bulk_create(
                DocumentReading(
                    document=one, client=one.client, source="text", fields=fields, rates=rates, adds_up=True
                )
                for one in papers
            )

    def taken(self, shape: str) -> tuple[Iterator[bytes], Callable[[], int]]:
        """All of them as a stream, and how many queries it has asked so far."""
        asked = [0]

        def counted(execute: Callable[..., object], *arguments: object) -> object:
            asked[0] += 1
            return execute(*arguments)

        chunks = take_out(Choice(), Shape(shape), actor=self.actor).chunks

        def streamed() -> Iterator[bytes]:
            with connection.execute_wrapper(counted):
                yield from chunks

        return streamed(), lambda: asked[0]
