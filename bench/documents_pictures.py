"""Documents as they come off a scanner and out of a phone: askew, grey, noisy, in perspective."""

import io
import random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

SCAN_DPI, PHOTO_DPI = 200, 170
MOST_DEGREES = 2.5


def scan(pdf: bytes, seed: str) -> bytes:
    """A page from a flatbed scanner: turned by up to 2.5 degrees, blurred, with noise and specks, as a PDF without text."""
    dice = random.Random(seed)
    page = _drawn(pdf, SCAN_DPI).convert("L")
    page = page.rotate(
        dice.uniform(-MOST_DEGREES, MOST_DEGREES), Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )
    page = page.filter(ImageFilter.GaussianBlur(dice.uniform(0.4, 0.9)))
    return _file(_noisy(page, dice, strength=dice.uniform(6, 14), specks=0.0004), "PDF", quality=70)


def photo(pdf: bytes, seed: str) -> bytes:
    """A page on a table, taken with a phone: in perspective, with a shadow, a little out of focus, as JPEG."""
    dice = random.Random(seed)
    page = _drawn(pdf, PHOTO_DPI).convert("RGB")
    table = Image.new("RGB", (int(page.width * 1.14), int(page.height * 1.12)), (92, 74, 58))
    table.paste(page, (int(page.width * 0.07), int(page.height * 0.06)))
    leaning = table.transform(
        table.size, Image.Transform.PERSPECTIVE, _perspective(table.size, dice), Image.Resampling.BICUBIC
    )
    soft = leaning.filter(ImageFilter.GaussianBlur(dice.uniform(0.5, 1.0)))
    return _file(_shaded(soft, dice), "JPEG", quality=80)


def _drawn(pdf: bytes, dpi: int) -> Image.Image:
    drawn: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil()
    return drawn


def _noisy(page: Image.Image, dice: random.Random, *, strength: float, specks: float) -> Image.Image:
    rng = np.random.default_rng(dice.randrange(2**32))
    points = (
        np.asarray(page, dtype=np.float32) * 0.92 + 12 + rng.normal(0, strength, (page.height, page.width))
    )
    points[rng.random(points.shape) < specks] = 30
    return Image.fromarray(points.clip(0, 255).astype(np.uint8))


def _shaded(page: Image.Image, dice: random.Random) -> Image.Image:
    rng = np.random.default_rng(dice.randrange(2**32))
    across, down = np.meshgrid(np.linspace(0, 1, page.width), np.linspace(0, 1, page.height))
    light = 1 - dice.uniform(0.1, 0.35) * (across * dice.uniform(0, 1) + down * dice.uniform(0, 1))
    points = np.asarray(page, dtype=np.float32) * light[..., None] + rng.normal(
        0, 5, (page.height, page.width, 1)
    )
    return Image.fromarray(points.clip(0, 255).astype(np.uint8))


def _perspective(size: tuple[int, int], dice: random.Random) -> list[float]:
    """The eight numbers that Pillow wants: corners moved inwards by up to 4 in 100."""
    width, height = size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    moved = [
        (abs(x - dice.uniform(0, 0.04) * width), abs(y - dice.uniform(0, 0.04) * height)) for x, y in corners
    ]
    rows, values = [], []
    for (x, y), (u, v) in zip(moved, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [
        float(number)
        for number in np.linalg.solve(np.array(rows, dtype=float), np.array(values, dtype=float))
    ]


def _file(page: Image.Image, kind: str, *, quality: int) -> bytes:
    file = io.BytesIO()
    page.save(file, kind, quality=quality, resolution=SCAN_DPI)
    return file.getvalue()
