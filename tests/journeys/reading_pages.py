"""Documents that were read, that are doubtful, that failed and that are held, for those who look at all pages (R20)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tenure.core.actions import Answers, Verb
from tenure.records.models import Document
from tests.journeys.everything import Shown
from tests.operations.acting import do, product_of
from tests.operations.reading_documents import DOUBTFUL_BILL, NO_DOCUMENT, SURE_BILL, added, read
from tests.worlds import World, practice_world


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPages:
    """Birch & Sons with its documents."""

    world: World
    documents: tuple[Document, ...]

    def shown(self) -> Iterator[Shown]:
        """What the firm can open; a user of the client finds the readings at the same addresses."""
        yield Shown(name="client_documents", address=reverse("client_documents", args=[self.world.birch.id]))
        yield Shown(name="documents_review", address=reverse("documents_review"))
        yield from self._readings()
        late = reverse("document_reading", args=[self.documents[-1].id])
        yield Shown(name="document_reading", address=f"{late}?by_hand=yes")

    def of_the_client(self) -> Iterator[Shown]:
        """What a user of the client can open."""
        yield Shown(name="own_documents", address=reverse("own_documents", args=[self.world.birch.id]))
        yield from self._readings()

    def _readings(self) -> Iterator[Shown]:
        for document in self.documents:
            address = reverse("document_reading", args=[document.id])
            yield Shown(name="document_reading", address=address)


def reading_pages() -> ReadingPages:
    """The last one comes in when the product is stopped."""
    world = practice_world()
    contents = (("bill.pdf", SURE_BILL), ("thanks.pdf", DOUBTFUL_BILL), ("notes.txt", NO_DOCUMENT))
    documents = tuple(read(world, content, name) for name, content in contents)
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    return ReadingPages(world=world, documents=(*documents, added(world, SURE_BILL, "late.pdf")))
