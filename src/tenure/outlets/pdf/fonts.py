"""Which letters a paper is set in: Inter, and for a sign that Inter lacks, a font that has it.

Inter and DejaVu are in the PDF. Chinese, Japanese and Korean fonts are not: they are larger than Tenure itself, so
such a paper names a font that every reader of PDF files brings along.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from tenure.outlets.pdf.right_to_left import visual

FOLDER: Final = Path(__file__).parent / "fonts"
REGULAR, STRONG, OTHER = "Inter-Regular", "Inter-SemiBold", "DejaVuSans"
CHINESE, JAPANESE, KOREAN = "STSong-Light", "HeiseiKakuGo-W5", "HYGothic-Medium"
# Not at a no-break space: a figure or "20 %" stays together.
BREAKS: Final = re.compile(r"[ \t]+")
UNKNOWN: Final = "\N{WHITE SQUARE}"
LAST_OF_PLANE: Final = 0xFFFF
KANA: Final = range(0x3040, 0x3100)
HANGUL: Final = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7B0))
IDEOGRAPHS: Final = (
    range(0x2E80, 0x3040),
    range(0x3100, 0x3130),
    range(0x3190, 0xA000),
    range(0xF900, 0xFB00),
    range(0xFF00, 0xFFF0),
)


def in_fonts(text: str, *, strong: bool = False) -> Iterator[tuple[str, str]]:
    """The text as it is written from left to right, in pieces, each with the font that has its signs."""
    first = STRONG if strong else REGULAR
    japanese = any(ord(sign) in KANA for sign in text)
    signs = ((_font_of(sign, first, japanese=japanese), sign) for sign in visual(text) if _shows(sign))
    for font, piece in groupby(signs, key=lambda one: one[0]):
        yield (font or first), "".join(sign if font else UNKNOWN for _font, sign in piece)


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """How wide a text stands, in points."""
    return sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in in_fonts(text, strong=strong))


def wrapped(text: str, width: float, size: float, *, strong: bool = False) -> list[str]:
    """The text in lines that fit; its own line ends stay, and a word that is too long is cut."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in BREAKS.split(paragraph.strip(" \t")):
            wider = f"{line} {word}" if line else word
            if width_of(wider, size, strong=strong) <= width:
                line = wider
                continue
            if line:
                lines.append(line)
            *full, line = _cut(word, width, size, strong=strong)
            lines += full
        lines.append(line)
    return lines


def _cut(word: str, width: float, size: float, *, strong: bool) -> list[str]:
    pieces = [""]
    if width_of(word, size, strong=strong) <= width:
        return [word]
    for sign in word:
        if pieces[-1] and width_of(pieces[-1] + sign, size, strong=strong) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _shows(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def _font_of(sign: str, first: str, *, japanese: bool) -> str:
    """The first font that has the sign; empty if none has."""
    code = ord(sign)
    if code in _signs_of(first):
        return first
    if code in _signs_of(OTHER):
        return OTHER
    if code > LAST_OF_PLANE:
        return ""
    if any(code in part for part in HANGUL):
        return _from_afar(KOREAN)
    if code in KANA or any(code in part for part in IDEOGRAPHS):
        return _from_afar(JAPANESE if japanese else CHINESE)
    return ""


@cache
def _signs_of(font: str) -> frozenset[int]:
    made = TTFont(font, FOLDER / f"{font}.ttf")
    pdfmetrics.registerFont(made)
    return frozenset(made.face.charToGlyph)


@cache
def _from_afar(font: str) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font
