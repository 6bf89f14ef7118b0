"""How parent and child talk: lines of JSON over pipes, each followed by as many raw bytes as it says."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tenure.outlets.extraction.limits import MAX_ARCHIVE_BYTES

type Plain = dict[str, object]


def line_of(plain: Mapping[str, object]) -> bytes:
    """One message, ready to be sent."""
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def send(stream: BinaryIO, plain: Plain, content: bytes = b"") -> None:
    """Says `plain`, and sends `content` after it."""
    stream.write(line_of({**plain, "bytes": len(content)} if content else plain))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Plain | None:
    """The next message; None when the other side has gone."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    plain = json.loads(line)
    assert isinstance(plain, dict)
    return plain


def receive_content(stream: BinaryIO) -> bytes:
    """The chunks that follow a request, up to the empty one that ends them."""
    return b"".join(_chunks(stream))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    received = 0
    while size := int.from_bytes(stream.read(4)):
        received += size
        if received > MAX_ARCHIVE_BYTES:
            raise ConnectionError("more than was agreed")
        yield stream.read(size)
