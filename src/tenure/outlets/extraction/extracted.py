"""What the reader hands back: a reading with the shape of its pages, a picture of a page, a document out of a ZIP."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tenure.core.reading.reading import Found, Place, Reading
from tenure.core.reading.storing import fields_to_plain, from_plain, rates_to_plain
from tenure.outlets.extraction.kinds import FileKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """One page: its size in points (1/72 inch), and by how many degrees against the clock it was turned to be read.

    Places of a reading are fractions of the page as it was turned; `Reader.page_image` draws it so.
    """

    number: int
    width: float
    height: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What the machine made of a document. `pages` is empty for an e-invoice that is XML alone."""

    kind: FileKind
    reading: Reading
    pages: tuple[PageShape, ...]
    pages_read: int

    @property
    def page_count(self) -> int:
        """How many pages there are, read or not."""
        return len(self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page as a PNG that was made anew from its pixels."""

    png: bytes
    width: int
    height: int
    media_type: str = "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document out of a ZIP, to be added as if it had come by itself. `name` may be shown, and nothing else."""

    name: str
    kind: FileKind
    content: bytes


def extracted_to_json(extracted: Extracted) -> dict[str, object]:
    """What was extracted, as plain data."""
    reading = extracted.reading
    return {
        "kind": extracted.kind.value,
        "fields": fields_to_plain(reading),
        "rates": rates_to_plain(reading),
        "source": reading.source.value,
        "adds_up": reading.adds_up,
        "pages": [[page.number, page.width, page.height, page.turn] for page in extracted.pages],
        "pages_read": extracted.pages_read,
    }


def extracted_from_json(plain: Mapping[str, Any]) -> Extracted:
    """What `extracted_to_json` wrote. Raises NotExtracted for anything else, however it was made up."""
    try:
        return _extracted(plain)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotExtracted from error


class NotExtracted(Exception):
    """This is not what a child in its senses answers."""


def _extracted(plain: Mapping[str, Any]) -> Extracted:
    reading = from_plain(
        plain["fields"], plain["rates"], source=plain["source"], adds_up=_truth(plain["adds_up"])
    )
    return Extracted(
        kind=FileKind(plain["kind"]),
        reading=replace(
            reading,
            fields={field: _sound(found) for field, found in reading.fields.items()},
            unread={field: _sound_place(place) for field, place in reading.unread.items()},
        ),
        pages=tuple(
            PageShape(number=int(number), width=float(width), height=float(height), turn=float(turn))
            for number, width, height, turn in plain["pages"]
        ),
        pages_read=int(plain["pages_read"]),
    )


def _sound(found: Found) -> Found:
    """The field with numbers where numbers belong."""
    return found if found.place is None else replace(found, place=_sound_place(found.place))


def _sound_place(place: Place) -> Place:
    left, top, right, bottom = (float(value) for value in (place.left, place.top, place.right, place.bottom))
    return Place(page=int(place.page), left=left, top=top, right=right, bottom=bottom)


def _truth(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError("neither true nor false nor unknown")
