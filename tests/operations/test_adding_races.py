"""Several people add the same file at the same moment: one document, whoever was quickest, and no file too many (R20)."""

from collections import Counter
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.operations.documents import Added, Addition, AlreadyThere, add_document
from tenure.operations.log import verify
from tenure.records.models import Document, DoomedFile
from tests.operations.racing import ROUNDS, racers
from tests.worlds import practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
SIX = 6


def test_the_same_file_at_the_same_moment_is_one_document() -> None:
    world = practice_world()
    actors = [world.actor(world.mina), world.actor(world.zoe)] * (SIX // 2)

    def add(actor: object, content: bytes) -> Addition:
        return add_document(world.birch.id, ContentFile(content), name="a.pdf", actor=actor)  # type: ignore[arg-type]

    with racers(SIX) as race:
        for number in range(ROUNDS):
            results = race([partial(add, actor, f"%PDF-1.7 {number}".encode()) for actor in actors])
            assert Counter(type(one) for one in results) == {Added: 1, AlreadyThere: SIX - 1}
    files = set(default_storage.listdir(f"documents/{world.birch.id}")[1])
    assert files == set(Document.objects.values_list("id", flat=True))
    assert len(files) == ROUNDS
    assert not DoomedFile.objects.exists()
    assert list(verify([world.birch.id])) == []
