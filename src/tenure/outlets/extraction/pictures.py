"""Photos and scans as pictures of pages: upright as the camera meant them, grey or coloured, never too large."""

import io
import struct
import warnings
from collections.abc import Generator
from contextlib import contextmanager

from PIL import Image, ImageOps

from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.limits import MAX_PAGES, MAX_PIXELS
from tenure.outlets.extraction.troubles import Refused, Trouble

# A picture has no size in points; it is taken for a sheet of A4.
_SHEET_POINTS = 842
_FORMATS = {FileKind.PNG: "PNG", FileKind.JPEG: "JPEG", FileKind.TIFF: "TIFF", FileKind.HEIC: "HEIF"}

Image.MAX_IMAGE_PIXELS = None  # we ask ourselves, before anything is decoded


@contextmanager
def opened(content: bytes, kind: FileKind) -> Generator[Image.Image]:
    """The picture, not yet decoded. Raises Refused."""
    if kind is FileKind.HEIC:
        _learn_heic()
    with warnings.catch_warnings(action="ignore"), _or_damaged():
        image = Image.open(io.BytesIO(content), formats=[_FORMATS[kind]])
    with image:
        yield image


def count_pages(image: Image.Image) -> int:
    """How many pictures are in it: a TIFF may be a whole document. Raises Refused."""
    with _or_damaged():
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    if count > MAX_PAGES:
        raise Refused(Trouble.TOO_MANY_PAGES)
    return count


def page_of(image: Image.Image, number: int, *, side: int) -> Image.Image:
    """Page `number` (the first is 1), decoded, upright, in RGB, its longer side at most `side`. Raises Refused."""
    if not 1 <= number <= count_pages(image):
        raise Refused(Trouble.NO_SUCH_PAGE)
    with warnings.catch_warnings(action="ignore"), _or_damaged():
        image.seek(number - 1)
        if image.width * image.height > MAX_PIXELS:
            raise Refused(Trouble.TOO_MANY_PIXELS)
        # A JPEG is decoded at a half, a quarter or an eighth where that is enough.
        image.draft("RGB", (side, side))
        return _flat(_shrunk(_eight_bits(ImageOps.exif_transpose(image)), side))


@contextmanager
def _or_damaged() -> Generator[None]:
    """What the decoders raise for broken files; pillow promises no more than OSError, and does not always keep it."""
    try:
        yield
    except (
        OSError,
        EOFError,
        ValueError,
        SyntaxError,
        ArithmeticError,
        LookupError,
        TypeError,
        struct.error,
    ) as error:
        raise Refused(Trouble.DAMAGED) from error


def size_in_points(page: Image.Image) -> tuple[float, float]:
    """Width and height of the sheet the picture is taken for."""
    scale = _SHEET_POINTS / max(page.size)
    return page.width * scale, page.height * scale


def as_png(page: Image.Image) -> bytes:
    """The page for a browser. Made anew from pixels: nothing of the file goes along."""
    target = io.BytesIO()
    page.save(target, "PNG", compress_level=4)
    return target.getvalue()


def _eight_bits(page: Image.Image) -> Image.Image:
    if page.mode.startswith("I;16"):
        return page.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return page.convert("L") if page.mode in {"1", "I", "F"} else page


def _shrunk(page: Image.Image, side: int) -> Image.Image:
    if max(page.size) <= side:
        return page
    if page.mode not in {"RGB", "L", "RGBA"}:
        page = page.convert("RGBA" if page.has_transparency_data else "RGB")
    page.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return page


def _flat(page: Image.Image) -> Image.Image:
    """What is transparent becomes white, as on paper."""
    if page.has_transparency_data:
        page = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    return page.convert("RGB")


def _learn_heic() -> None:
    try:
        import pi_heif  # noqa: PLC0415  # part of the extra, which may be missing
    except ImportError as error:
        raise Refused(Trouble.NO_HEIC) from error
    pi_heif.register_heif_opener()
