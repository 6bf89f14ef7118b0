"""A page as it is read: words and where they stand, whatever they were read with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word and its box, in fractions of the page from the top left corner (0 to 1).

    A word may hold spaces where an OCR reads a line at once. `confidence` is how sure the reader is of its letters.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The words of page `number` (the first is 1) in reading order; width and height in points (1/72 inch)."""

    number: int
    words: tuple[Word, ...]
    width: float
    height: float
