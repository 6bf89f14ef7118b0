"""A ZIP gives its documents, and only those."""

import io
import struct
import zipfile
from collections.abc import Iterator

import pytest

from tenure.outlets.extraction import limits
from tenure.outlets.extraction.archive import NotUnpacked, Unpacked, unpack
from tenure.outlets.extraction.troubles import Refused, Trouble
from tests.outlets.extraction import papers

PDF = papers.pdf()


def left(content: bytes) -> dict[str, Trouble]:
    return {found.name: found.failure.trouble for found in unpack(content) if isinstance(found, NotUnpacked)}


def taken(content: bytes) -> list[str]:
    return [found.name for found in unpack(content) if isinstance(found, Unpacked)]


def refused(content: bytes) -> Trouble:
    with pytest.raises(Refused) as caught:
        list(unpack(content))
    return caught.value.failure.trouble


def test_documents_come_with_their_names_and_what_systems_leave_behind_does_not() -> None:
    content = papers.zipped(
        {
            "March/": b"",
            "March/a.pdf": PDF,
            "__MACOSX/March/._a.pdf": b"x",
            "March/.DS_Store": b"x",
            "e.xml": papers.cii(),
        }
    )
    assert taken(content) == ["a.pdf", "e.xml"]
    assert left(content) == {}
    assert next(found.content for found in unpack(content) if isinstance(found, Unpacked)) == PDF


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.pdf", "/etc/x.pdf", "C:\\x.pdf", "..\\..\\x.pdf", "a/../../x.pdf"]
)
def test_a_name_that_leads_out_of_the_archive_stays_in_it(name: str) -> None:
    content = papers.zipped({name: PDF, "good.pdf": PDF})
    assert left(content) == {"x.pdf": Trouble.LEAVES_THE_ARCHIVE}
    assert taken(content) == ["good.pdf"]


def test_links_are_left() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("a.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert left(target.getvalue()) == {"a.pdf": Trouble.LINK}


def test_archives_in_archives_are_left_however_they_are_called() -> None:
    inner = papers.zipped({"a.pdf": PDF})
    assert left(papers.zipped({"inner.pdf": inner})) == {"inner.pdf": Trouble.ARCHIVE_IN_ARCHIVE}


def test_an_encrypted_entry_is_left() -> None:
    content = bytearray(papers.zipped({"a.pdf": PDF}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + flags] |= 1
    assert left(bytes(content)) == {"a.pdf": Trouble.ENCRYPTED_ENTRY}


def test_a_strange_packing_is_left() -> None:
    content = papers.zipped({"a.pdf": PDF}, packing=zipfile.ZIP_LZMA)
    assert left(content) == {"a.pdf": Trouble.UNKNOWN_PACKING}


def test_a_bomb_is_left_after_its_first_megabyte() -> None:
    assert left(papers.zipped({"a.pdf": b"%PDF-1.4" + bytes(40_000_000)})) == {
        "a.pdf": Trouble.PACKED_TOO_TIGHT
    }


def test_an_entry_that_lies_about_its_size_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100_000)
    content = bytearray(
        papers.zipped({"a.pdf": b"%PDF-1.4" + bytes(range(256)) * 2000}, packing=zipfile.ZIP_STORED)
    )
    # The list says 10 bytes, the entry holds half a megabyte.
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    assert left(bytes(content)) in ({"a.pdf": Trouble.TOO_LARGE}, {"a.pdf": Trouble.DAMAGED})


def test_a_broken_entry_is_left_and_the_next_is_taken() -> None:
    content = bytearray(papers.zipped({"a.pdf": PDF, "b.pdf": PDF}, packing=zipfile.ZIP_STORED))
    content[content.index(b"%PDF") + 200] ^= 0xFF
    assert left(bytes(content)) == {"a.pdf": Trouble.DAMAGED}
    assert taken(bytes(content)) == ["b.pdf"]


def overlapping(count: int) -> bytes:
    """Many entries in the list, one body: the way of the bombs that are small."""
    whole = papers.zipped({"a.pdf": PDF})
    start, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    entry = whole[start:end]
    directory = entry * count
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + tail


def test_entries_that_lie_over_each_other_are_refused_as_a_whole() -> None:
    assert refused(overlapping(2)) is Trouble.OVERLAPPING
    assert refused(overlapping(400)) is Trouble.OVERLAPPING


def test_too_many_entries_are_refused_before_they_are_listed() -> None:
    assert refused(overlapping(limits.MAX_ENTRIES + 1)) is Trouble.TOO_MANY_ENTRIES
    assert refused(overlapping(limits.MAX_ENTRIES * 30)) is Trouble.TOO_MANY_ENTRIES


def test_all_together_may_be_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 2 * len(PDF))
    assert refused(papers.zipped({f"{n}.pdf": PDF for n in range(3)})) is Trouble.UNPACKED_TOO_LARGE


def broken() -> Iterator[bytes]:
    whole = papers.zipped({"a.pdf": PDF})
    yield whole[: len(whole) // 2]
    yield whole[:-10]
    yield b"PK\x03\x04" + bytes(500)
    at = whole.rindex(b"PK\x05\x06")
    yield whole[: at + 12] + struct.pack("<I", 0xFFFFFFF0) + whole[at + 16 :]


@pytest.mark.parametrize("content", list(broken()))
def test_a_broken_archive_is_told(content: bytes) -> None:
    assert refused(content) is Trouble.DAMAGED


def test_a_list_that_lies_about_where_it_stands_gives_nothing_away() -> None:
    whole = papers.zipped({"a.pdf": PDF})
    at = whole.rindex(b"PK\x05\x06")
    assert left(whole[: at + 16] + struct.pack("<I", 0xFFFFFFF0) + whole[at + 20 :]) == {
        "a.pdf": Trouble.DAMAGED
    }


def test_nothing_but_folders_is_empty() -> None:
    assert refused(papers.zipped({"a/": b""})) is Trouble.ARCHIVE_EMPTY
