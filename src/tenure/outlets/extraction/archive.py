"""The documents in a ZIP, one after the other; nothing an archive says of itself is believed (R20)."""

import io
import stat
import zipfile
import zlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tenure.outlets.extraction import limits
from tenure.outlets.extraction.kinds import HEAD_BYTES, TAIL_BYTES, FileKind, kind_of
from tenure.outlets.extraction.names import display_name
from tenure.outlets.extraction.troubles import Failure, Refused, Trouble

_ENTRY_SIGN = b"PK\x01\x02"
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A document from the archive: its name as it may be shown, and its bytes."""

    name: str
    kind: FileKind
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnpacked:
    """An entry that was left in the archive, and why."""

    name: str
    failure: Failure


def unpack(content: bytes) -> Generator[Unpacked | NotUnpacked]:
    """The entries in the order of the archive. Raises Refused, in the middle if need be, for the whole archive."""
    try:
        archive = _opened(content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refused(Trouble.DAMAGED) from error
    with archive:
        entries = [entry for entry in archive.infolist() if not _passed_over(entry)]
        _check_entries(entries)
        unpacked_bytes = 0
        for entry in entries:
            found = _take_out(archive, entry)
            if isinstance(found, Unpacked):
                unpacked_bytes += len(found.content)
                if unpacked_bytes > limits.MAX_UNPACKED_BYTES:
                    raise Refused(Trouble.UNPACKED_TOO_LARGE)
            yield found


def _opened(content: bytes) -> zipfile.ZipFile:
    # Counted before the list is read: a list of millions would fill the memory.
    if content.count(_ENTRY_SIGN) > 20 * limits.MAX_ENTRIES:
        raise Refused(Trouble.TOO_MANY_ENTRIES)
    return zipfile.ZipFile(io.BytesIO(content))


def _passed_over(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return entry.is_dir() or name.startswith(_LEFT_BY_SYSTEMS[0]) or name.endswith(_LEFT_BY_SYSTEMS[1:])


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    if not entries:
        raise Refused(Trouble.ARCHIVE_EMPTY)
    if len(entries) > limits.MAX_ENTRIES:
        raise Refused(Trouble.TOO_MANY_ENTRIES)
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(start + packed > following for (start, packed), (following, _) in pairwise(spans)):
        raise Refused(Trouble.OVERLAPPING)
    if len({start for start, _ in spans}) < len(spans):
        raise Refused(Trouble.OVERLAPPING)


def _take_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Unpacked | NotUnpacked:
    name = display_name(entry.filename)
    try:
        _check_entry(entry)
        content = _inflate(archive, entry)
        kind = kind_of(content[:HEAD_BYTES], content[-TAIL_BYTES:])
        if kind is FileKind.ZIP:
            raise Refused(Trouble.ARCHIVE_IN_ARCHIVE)  # noqa: TRY301  # one way out for every reason
    except Refused as refused:
        if refused.failure.trouble is Trouble.OVERLAPPING:
            raise
        return NotUnpacked(name=name, failure=refused.failure)
    return Unpacked(name=name, kind=kind, content=content)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    # `orig_filename` is what stands in the archive: ZipInfo cuts its own name at a zero byte.
    path = entry.orig_filename.replace("\\", "/")
    if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/") or "\x00" in path:
        raise Refused(Trouble.LEAVES_THE_ARCHIVE)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(Trouble.LINK)
    if entry.flag_bits & _ENCRYPTED:
        raise Refused(Trouble.ENCRYPTED_ENTRY)
    if entry.compress_type not in _PACKINGS:
        raise Refused(Trouble.UNKNOWN_PACKING)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    content = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(limits.CHUNK_BYTES):
                content += chunk
                _check_growth(len(content), entry.compress_size)
    except zipfile.BadZipFile as error:
        overlapping = "overlap" in str(error).lower()
        raise Refused(Trouble.OVERLAPPING if overlapping else Trouble.DAMAGED) from error
    except (zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(Trouble.DAMAGED) from error
    return bytes(content)


def _check_growth(unpacked: int, packed: int) -> None:
    if unpacked > limits.MAX_FILE_BYTES:
        raise Refused(Trouble.TOO_LARGE)
    # The packed size is bounded by the spans, which may not overlap, so it cannot be made up to hide a bomb.
    if unpacked > limits.RATIO_FREE_BYTES and unpacked > limits.MAX_RATIO * packed:
        raise Refused(Trouble.PACKED_TOO_TIGHT)
