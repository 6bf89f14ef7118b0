"""The words of a PDF that was made by a program: read as they are, with their places (R20)."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing

import pypdfium2

from tenure.core.reading.page import PageText, Word
from tenure.outlets.extraction.letters import Letter, letters_on, level, turn_of
from tenure.outlets.extraction.limits import MAX_WORDS
from tenure.outlets.extraction.ocr_lines import in_rows
from tenure.outlets.extraction.troubles import Refused, Trouble

# A scan may carry a line of text from its machine; a page with less than this is read as a picture.
FEWEST_LETTERS = 20
MOST_UNREADABLE = 0.1
_GAP = 0.3  # of the height of the letters: more than between letters, less than between words
_STEP = 0.6  # of the height: another line


def text_of(page: pypdfium2.PdfPage, number: int) -> tuple[PageText, int] | None:
    """The text layer of the page, and by how many degrees against the clock it was turned to stand level.

    None if the page has no text that is worth reading. Raises Refused.
    """
    width, height = page.get_size()
    with closing(page.get_textpage()) as text_page:
        letters = list(letters_on(page, text_page))
    if not _worth_reading(letters):
        return None
    turn = turn_of(letters, width / height)
    if turn % 180:
        width, height = height, width
    words = tuple(_words(level(letters, turn), width / height))
    if len(words) > MAX_WORDS:
        raise Refused(Trouble.TOO_MANY_WORDS)
    # On a page that lies on its side the order of the file is no order.
    words = in_rows(words) if turn else words
    return PageText(number=number, words=words, width=width, height=height), turn


def _worth_reading(letters: Sequence[Letter]) -> bool:
    readable = sum(letter.char.isalnum() for letter in letters)
    unreadable = sum(_unreadable(letter.char) for letter in letters)
    return readable >= FEWEST_LETTERS and unreadable <= MOST_UNREADABLE * len(letters)


def _words(letters: Iterable[Letter], aspect: float) -> Generator[Word]:
    """Letters joined to words. `aspect` is the page's width by its height, to compare ways across with ways down."""
    word: list[Letter] = []
    for letter in letters:
        if word and (_between_words(letter.char) or _apart(word[-1], letter, aspect)):
            yield from _joined(word)
            word = []
        if not _between_words(letter.char):
            word.append(letter)
    yield from _joined(word)


def _apart(one: Letter, other: Letter, aspect: float) -> bool:
    height = max(one.bottom - one.top, other.bottom - other.top)
    if abs(other.bottom - one.bottom) > _STEP * height and abs(other.top - one.top) > _STEP * height:
        return True
    return not -2 * height < (other.left - one.right) * aspect < _GAP * height


def _joined(word: Sequence[Letter]) -> Generator[Word]:
    inside = [letter for letter in word if letter.on_page]
    if inside:
        yield Word(
            text="".join(letter.char for letter in inside),
            left=_fraction(min(letter.left for letter in inside)),
            top=_fraction(min(letter.top for letter in inside)),
            right=_fraction(max(letter.right for letter in inside)),
            bottom=_fraction(max(letter.bottom for letter in inside)),
        )


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


def _between_words(char: str) -> bool:
    # PDFium writes U+FFFE or U+0002 where a hyphen ends a line; zero stands where a letter has no character.
    return char.isspace() or char < " " or char in "\ufffe\ufeff\u200b"


def _unreadable(char: str) -> bool:
    return char in "\x00\ufffd" or "\ue000" <= char <= "\uf8ff"
