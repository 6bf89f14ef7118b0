"""The way in: a document goes in, what it says comes out, and whatever it is, the caller lives on (R20, R24)."""

import logging
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tenure.outlets.extraction import limits
from tenure.outlets.extraction.archive import NotUnpacked
from tenure.outlets.extraction.extracted import Entry, Extracted, NotExtracted, PageImage, extracted_from_json
from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.names import display_name
from tenure.outlets.extraction.process import COMMAND, Child
from tenure.outlets.extraction.troubles import Failure, Refused, Trouble

type Content = Path | BinaryIO
type Answer = tuple[Mapping[str, object], bytes]

log = logging.getLogger(__name__)

_UNPACK_SECONDS = 600  # what is done with each entry counts too
_PNG = b"\x89PNG"


class Reader:
    """Reads one document after the other in a child process, which it starts when it is needed and renews now and then.

    Costs nothing until it is asked. May be shared by threads; they take turns. Raises nothing but OSError, where the
    content itself cannot be had.
    """

    def __init__(
        self, *, command: Sequence[str] = COMMAND, documents_per_child: int = limits.DOCUMENTS_PER_CHILD
    ) -> None:
        self._command = command
        self._documents_per_child = documents_per_child
        self._child: Child | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child. The reader may be used again, and starts another."""
        with self._turn:
            self._end_child()

    def read(self, content: Content, *, country: str = "", language: str = "") -> Extracted | Failure:
        """What the document says; `country` (FR) and `language` (fr) of the client only break ties."""
        request = {"do": "read", "country": country, "language": language}
        return self._asked(request, content, limits.WALL_SECONDS, _as_extracted)

    def page_image(
        self, content: Content, number: int, *, turn: float = 0.0, seconds: float = limits.LOOK_SECONDS * 2
    ) -> PageImage | Failure:
        """A picture of page `number` (the first is 1), turned as it was read: `PageShape.turn`; `seconds` are the most."""
        request = {"do": "draw", "number": number, "turn": turn}
        return self._asked(request, content, seconds, _as_page_image)

    def unpack(self, content: Content) -> Generator[Entry | NotUnpacked | Failure]:
        """The documents in a ZIP, one at a time, and the entries that are left in it with the reason.

        A Failure is for the whole archive: it is the last to come, and what came before it is better not kept.
        Other threads wait for their turn until this is exhausted or closed.
        """
        with self._turn:
            try:
                yield from self._entries(content)
            except Refused as refused:
                self._end_child()
                yield _of_an_archive(refused.failure)
            except GeneratorExit:
                self._end_child()  # it would go on talking of this archive
                raise

    @property
    def walls(self) -> tuple[str, ...]:
        """What holds the child on this system: memory, no_writing, files, network. Raises Refused if it cannot start."""
        with self._turn:
            return self._ready_child().walls

    @property
    def reads_pictures(self) -> bool:
        """Whether scans and photos can be read: the extra is there. Raises Refused if the child cannot start."""
        with self._turn:
            return self._ready_child().ocr

    def _asked[T](
        self,
        request: Mapping[str, object],
        content: Content,
        seconds: float,
        understood: Callable[[Answer], T],
    ) -> T | Failure:
        with self._turn:
            try:
                child = self._ready_child()
                with _opened(content) as stream:
                    child.ask(request, stream, most_bytes=limits.MAX_FILE_BYTES, seconds=seconds)
                answer = child.answer()
                failure = _failure_in(answer[0])
                return understood(answer) if failure is None else failure
            except Refused as refused:
                self._end_child()
                return refused.failure
            except BaseException:
                self._end_child()  # half a document is on its way to it
                raise

    def _entries(self, content: Content) -> Generator[Entry | NotUnpacked | Failure]:
        child = self._ready_child()
        with _opened(content) as stream:
            child.ask({"do": "unpack"}, stream, most_bytes=limits.MAX_ARCHIVE_BYTES, seconds=_UNPACK_SECONDS)
        unpacked_bytes = 0
        while "done" not in (answer := child.answer())[0]:
            unpacked_bytes += len(answer[1])
            if unpacked_bytes > limits.MAX_UNPACKED_BYTES:
                raise Refused(Trouble.UNPACKED_TOO_LARGE)
            found = _as_entry(answer)
            yield found
            if isinstance(found, Failure):
                return

    def _ready_child(self) -> Child:
        """The child, a fresh one where the last is gone or has read enough: memory that leaks goes with it."""
        if self._child is not None and self._child.jobs >= self._documents_per_child:
            self._end_child()
        if self._child is not None and not self._child.alive:
            self._end_child()
        if self._child is None:
            self._child = Child(self._command)
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _opened(content: Content) -> AbstractContextManager[BinaryIO]:
    return content.open("rb") if isinstance(content, Path) else nullcontext(content)


def _as_extracted(answer: Answer) -> Extracted:
    plain = answer[0].get("extracted")
    if not isinstance(plain, Mapping):
        raise Refused(Trouble.CRASHED)
    try:
        return extracted_from_json(plain)
    except NotExtracted as error:
        raise Refused(Trouble.CRASHED) from error


def _as_page_image(answer: Answer) -> PageImage:
    match answer:
        case {"width": int(width), "height": int(height)}, png if png.startswith(_PNG):
            return PageImage(png=png, width=width, height=height)
        case _:
            raise Refused(Trouble.CRASHED)


def _as_entry(answer: Answer) -> Entry | NotUnpacked | Failure:
    plain, content = answer
    failure = _failure_in(plain)
    match plain:
        case {"entry": str(name), "kind": str(kind)} if kind in FileKind:
            return Entry(name=display_name(name), kind=FileKind(kind), content=content)
        case {"left": str(name)} if failure is not None:
            return NotUnpacked(name=display_name(name), failure=failure)
        case _ if failure is not None:
            return _of_an_archive(failure)
        case _:
            raise Refused(Trouble.CRASHED)


def _failure_in(plain: Mapping[str, object]) -> Failure | None:
    match plain:
        case {"failure": str(code), "values": Mapping() as values, **rest} if code in Trouble:
            if "detail" in rest:
                log.warning("A document stopped the reader: %s", rest["detail"])
            known = {str(name): value for name, value in values.items() if isinstance(value, (str, int))}
            return Failure(trouble=Trouble(code), values=known)
        case {"failure": _}:
            raise Refused(Trouble.CRASHED)
        case _:
            return None


def _of_an_archive(failure: Failure) -> Failure:
    """The same reason, told of an archive instead of a document."""
    return Failure(trouble=Trouble.ARCHIVE_TOO_LARGE) if failure.trouble is Trouble.TOO_LARGE else failure
