"""From the words on the pages to the fields of a document."""

from collections.abc import Sequence

from tenure.core.reading.page import PageText
from tenure.core.reading.reading import Reading, Source


def read(pages: Sequence[PageText], *, source: Source, country: str = "", language: str = "") -> Reading:
    """What the pages say. `country` (FR) and `language` (fr) are those of the client, if known: they only break ties."""
    return Reading(fields={}, rates=(), source=source, adds_up=None)
