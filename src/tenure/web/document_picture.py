"""The picture of a document beside its fields: which page, how many there are, and where each field stands (R20)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from tenure.core.reading.reading import SURE, Field, Place, Reading
from tenure.outlets.extraction.kinds import FileKind, kind_of_file
from tenure.outlets.extraction.limits import MAX_PAGES
from tenure.outlets.extraction.troubles import Refused
from tenure.records.client_papers import Document
from tenure.records.document_readings import Shape

# Where nobody has measured the pages: a sheet of A4.
SHEET: Final = (595, 842)
MARGIN: Final = 0.006


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a field stands, in fractions of the page as text for the drawing; `sure` decides how it looks."""

    name: str
    x: str
    y: str
    width: str
    height: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBoxes:
    """The boxes on one page."""

    number: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page to begin with; `pages` is None where nobody has counted them. `pattern` has 0 for the page's number."""

    page: int
    pages: int | None
    width: int
    height: int
    address: str
    pattern: str
    boxes: tuple[PageBoxes, ...] = ()

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        last = MAX_PAGES if self.pages is None else self.pages
        return self.page + 1 if self.page < last else None

    @property
    def single(self) -> bool:
        """Whether it is known to be one page."""
        return self.pages == 1


def picture_of(
    document: Document, reading: Reading | None, shapes: Sequence[Shape], *, asked: str
) -> Picture | None:
    """The picture at the page `asked` for; None for what has none: an e-invoice that is XML alone, a lost file."""
    if not document.file or not (shapes or _drawable(document)):
        return None
    pages = len(shapes) or None
    number = _page(asked, pages)
    size = (round(shapes[number - 1].width), round(shapes[number - 1].height)) if shapes else SHEET
    return Picture(
        page=number,
        pages=pages,
        width=max(1, size[0]),
        height=max(1, size[1]),
        address=_address(document, number),
        pattern=_address(document, 0),
        boxes=tuple(_boxes(reading)) if reading is not None else (),
    )


def _drawable(document: Document) -> bool:
    """Whether pages can be drawn of a file that nobody has read: told from its first and last bytes, unopened."""
    try:
        with document.file.open("rb") as stored:
            kind = kind_of_file(stored.file)
    except (OSError, ValueError, Refused):
        return False
    return kind.picture or kind is FileKind.PDF


def _page(asked: str, pages: int | None) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("10000") else 1
    return max(1, min(number, pages or MAX_PAGES))


def _address(document: Document, number: int) -> str:
    return reverse("document_page", args=[document.id, number])


def _boxes(reading: Reading) -> Iterator[PageBoxes]:
    placed: list[tuple[Field, Place, bool]] = [
        (field, found.place, found.confidence >= SURE)
        for field, found in reading.fields.items()
        if found.place is not None
    ]
    placed += [(field, place, False) for field, place in reading.unread.items()]
    for number in sorted({place.page for _field, place, _sure in placed}):
        here = (one for one in placed if one[1].page == number)
        yield PageBoxes(number=number, boxes=tuple(_box(*one) for one in here))


def _box(field: Field, place: Place, sure: bool) -> Box:  # noqa: FBT001 - one of three things that go together
    left, top = max(0.0, place.left - MARGIN), max(0.0, place.top - MARGIN)
    right, bottom = min(1.0, place.right + MARGIN), min(1.0, place.bottom + MARGIN)
    return Box(
        name=field.value,
        x=f"{left:.4f}",
        y=f"{top:.4f}",
        width=f"{max(0.0, right - left):.4f}",
        height=f"{max(0.0, bottom - top):.4f}",
        sure=sure,
    )
