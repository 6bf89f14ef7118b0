"""The words on a picture of a page: scans and photos, also turned and askew (R20).

Needs the extra `ocr`. The models come with the package; nothing is fetched.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PIL import Image

from tenure.core.reading.page import Word
from tenure.outlets.extraction.limits import MAX_WORDS, OCR_SIDE
from tenure.outlets.extraction.ocr_lines import Line, lean_of, lies_on_its_side, lines_of, words_in_order
from tenure.outlets.extraction.troubles import Refused, Trouble

if TYPE_CHECKING:
    from rapidocr import RapidOCR

# Text that is read upside down makes words too, but the reader is not sure of them.
_SURE_OF_THE_SIDE = 0.85
_SMALLEST_LEAN = 0.2  # degrees
_SMALLEST_SIDE = 16  # pixels; no word fits into less


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The words of a page, and by how many degrees against the clock it was turned for them to stand level."""

    words: tuple[Word, ...]
    turn: float


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def words_on(page: Image.Image) -> Seen:
    """What stands on the page, which should measure OCR_SIDE; places are those on `turned(page, seen.turn)`.

    Raises Refused where the extra is missing.
    """
    if not installed():
        raise Refused(Trouble.NO_OCR)
    if min(page.size) < _SMALLEST_SIDE:
        return Seen(words=(), turn=0.0)
    quarter, lines = _right_side_up(page)
    size = (page.height, page.width) if quarter % 180 else page.size
    lean = lean_of(lines)
    lean = lean if abs(lean) >= _SMALLEST_LEAN else 0.0
    words = words_in_order(lines, lean=lean, size=size)
    if len(words) > MAX_WORDS:
        raise Refused(Trouble.TOO_MANY_WORDS)
    return Seen(words=words, turn=quarter + lean)


def turned(page: Image.Image, turn: float) -> Image.Image:
    """The page turned by `turn` degrees against the clock: by whole quarters, and the rest within its frame."""
    quarter = round(turn / 90) * 90
    lean = turn - quarter
    if quarter % 360:
        page = page.rotate(quarter, expand=True)
    return page.rotate(lean, Image.Resampling.BICUBIC, fillcolor="white") if lean else page


def _right_side_up(page: Image.Image) -> tuple[int, list[Line]]:
    """The lines of the page on the side it is read from, and the quarter turn that brings it there."""
    lines = _lines_on(page)
    sideways = lies_on_its_side(lines)
    quarters = (90, 270) if sideways else (0, 180)
    first = lines if not sideways else _lines_on(page.rotate(quarters[0], expand=True))
    if not first or _sureness(first) >= _SURE_OF_THE_SIDE:
        return quarters[0], first
    other = _lines_on(page.rotate(quarters[1], expand=True))
    return (quarters[1], other) if _sureness(other) > _sureness(first) else (quarters[0], first)


def _sureness(lines: Sequence[Line]) -> float:
    """How sure the reader is of the long lines; specks and stamps do not count."""
    longest = sorted(lines, key=lambda line: len(line.text), reverse=True)[: max(5, len(lines) // 2)]
    return statistics.fmean(line.score for line in longest) if longest else 0.0


@cache
def _engine() -> "RapidOCR":
    from rapidocr import RapidOCR  # noqa: PLC0415  # part of the extra, and takes a second

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": OCR_SIDE,
            "Global.return_word_box": True,
            # It turns single lines round, also short ones that stood right; we turn whole pages.
            "Global.use_cls": False,
            # On one core a batch is no faster, only larger: six wide lines took 1.9 GB, one 1.3.
            "Rec.rec_batch_num": 1,
            # One document takes one core; several workers take several.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _lines_on(page: Image.Image) -> list[Line]:
    engine = _engine()
    import numpy as np  # noqa: PLC0415  # comes with the extra

    # Blue first, as it wants it; what it answers is of four types, by what it found.
    found: Any = engine(np.ascontiguousarray(np.asarray(page)[:, :, ::-1]))
    if getattr(found, "boxes", None) is None or getattr(found, "txts", None) is None:
        return []
    return lines_of(found.boxes, found.txts, found.scores, found.word_results)
