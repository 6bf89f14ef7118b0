"""Words are found where they stand, however the page lies."""

import io
import statistics

import pytest
from PIL import Image, ImageChops

from tenure.core.reading.page import PageText, Word
from tenure.outlets.extraction import limits, ocr, pdf_file, pictures
from tenure.outlets.extraction.extract import extract
from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.text_layer import text_of
from tenure.outlets.extraction.troubles import Refused, Trouble
from tests.outlets.extraction import papers

needs_ocr = pytest.mark.skipif(not ocr.installed(), reason="the extra ocr is not installed")
WORDS = " ".join(papers.LINES).split()


def text_layer(content: bytes) -> tuple[PageText, int]:
    with pdf_file.opened(content) as pdf, pdf_file.page_of(pdf, 1) as page:
        found = text_of(page, 1)
    assert found is not None
    return found


def ink(page: Image.Image, word: Word) -> tuple[bool, bool]:
    """Whether there is ink inside the word's box, and none just left of the first word of a line."""
    width, height = page.size
    box = (
        int(word.left * width),
        int(word.top * height),
        int(word.right * width) + 1,
        int(word.bottom * height) + 1,
    )
    margin = (max(0, box[0] - 30), box[1], max(1, box[0] - 5), box[3])
    return _dark(page.crop(box)), _dark(page.crop(margin))


def _dark(part: Image.Image) -> bool:
    grey = part.convert("L")
    return (
        ImageChops.difference(grey, Image.new("L", grey.size, 255))
        .point(lambda value: value > 100 and 255)
        .getbbox()
        is not None
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_is_read_with_its_places_whichever_side_is_up(turn: int) -> None:
    content = papers.pdf(turn=turn)
    page, turned = text_layer(content)
    assert [word.text for word in page.words] == WORDS
    assert turned == turn
    with pdf_file.opened(content) as pdf, pdf_file.page_of(pdf, 1) as opened:
        picture = ocr.turned(pdf_file.picture_of(opened, side=1200), turned)
    assert picture.width / picture.height == pytest.approx(page.width / page.height, rel=0.01)
    assert ink(picture, page.words[0]) == (True, False)
    assert ink(picture, page.words[-1])[0]


def test_text_beside_the_paper_is_not_read() -> None:
    page, _ = text_layer(papers.pdf(["x" * 20, "a" * 200 + " hidden"]))
    assert "hidden" not in {word.text for word in page.words}


def test_a_page_without_text_has_no_text_layer() -> None:
    with pdf_file.opened(papers.scanned_pdf()) as pdf, pdf_file.page_of(pdf, 1) as page:
        assert text_of(page, 1) is None


@needs_ocr
@pytest.mark.parametrize("turn", [0, 180, 90, 5, -8])
def test_a_scan_is_read_with_its_places_however_it_lies(turn: int) -> None:
    scan = papers.scan().rotate(
        turn, expand=abs(turn) >= 90, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    seen = ocr.words_on(scan)
    assert (seen.turn + turn) % 360 == pytest.approx(0, abs=0.6) or (seen.turn + turn) % 360 > 359.4
    assert [word.text for word in seen.words] == WORDS
    picture = ocr.turned(scan, seen.turn)
    assert ink(picture, seen.words[0]) == (True, False)
    assert ink(picture, seen.words[-1])[0]
    assert statistics.fmean(word.confidence for word in seen.words) > 0.9


@needs_ocr
def test_a_blank_page_says_so() -> None:
    with pytest.raises(Refused) as refused:
        extract(papers.picture(Image.new("RGB", (600, 800), "white")))
    assert refused.value.failure.trouble is Trouble.NOTHING_TO_READ


@needs_ocr
def test_a_photo_is_read_as_the_camera_held_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    lying = papers.scan().rotate(90, expand=True)
    extracted = extract(papers.picture(lying, "JPEG", exif=exif))
    assert extracted.pages[0].turn == 0
    assert extracted.pages[0].height > extracted.pages[0].width


@needs_ocr
def test_of_a_long_scan_the_beginning_and_the_end_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OCR_FIRST_PAGES", 1)
    monkeypatch.setattr(limits, "OCR_LAST_PAGES", 1)
    pages = [papers.scan(papers.LINES[:2], size=(500, 300)) for _ in range(4)]
    extracted = extract(papers.picture(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert extracted.kind is FileKind.TIFF
    assert (extracted.page_count, extracted.pages_read) == (4, 2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_colour_become_pages(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    grey = papers.scan().convert("L")
    page = (
        grey.convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else grey.convert(mode)
    )
    with pictures.opened(papers.picture(page, form), FileKind(form.lower())) as image:
        drawn = pictures.page_of(image, 1, side=600)
    assert drawn.mode == "RGB"
    assert max(drawn.size) == 600
    assert drawn.getpixel((1, 1)) == (255, 255, 255)
    darkest, _ = drawn.convert("L").getextrema()
    assert isinstance(darkest, (int, float))
    assert darkest < 120


def test_heic_is_opened_where_its_part_is_installed() -> None:
    pytest.importorskip("pi_heif")
    with pictures.opened(papers.heic(), FileKind.HEIC) as image:
        assert pictures.page_of(image, 1, side=600).size == (64, 48)
    assert io.BytesIO(papers.heic()).read(4) == b"\x00\x00\x00\x1c"
