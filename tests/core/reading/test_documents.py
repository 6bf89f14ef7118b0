"""The generated documents of the bench, as far as their text layer goes: all fields of all of them."""

import pypdfium2
import pytest

from bench.documents_set import documents, wrong_fields
from tenure.core.reading.reading import Source
from tenure.core.reading.rules import read
from tenure.outlets.extraction.text_layer import text_of

COUNT = 20


@pytest.mark.parametrize("name", ["A", "B"])
def test_every_field_of_every_layout_is_read(name: str) -> None:
    wrong = {}
    for document in documents(name, COUNT):
        with pypdfium2.PdfDocument(document.pdf) as pdf:
            text = text_of(pdf[0], 1)
        assert text is not None
        fields = wrong_fields(document, read([text[0]], source=Source.TEXT))
        if fields:
            wrong[f"{document.name} {document.layout}"] = fields
    assert wrong == {}
