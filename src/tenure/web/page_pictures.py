"""Pages of documents as pictures: drawn by the limited child of this web process, which itself opens no file (R20, R24)."""

import threading
from typing import BinaryIO, Final

from tenure.outlets.extraction.extracted import PageImage
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure

# A page takes a tenth of a second, a hard one a few. Whoever comes when these wait is told to come again: the
# threads of the web server are there for the other pages too.
MOST_WAITING: Final = 4
PATIENCE_SECONDS: Final = 5
DRAWING_SECONDS: Final = 15
REST_AFTER_SECONDS: Final = 120


class Pictures:
    """Draws one page after the other in one child, which goes home when nobody has asked for a while."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._turn = threading.Lock()
        self._rest: threading.Timer | None = None

    def page(self, content: BinaryIO, number: int, *, turn: float) -> PageImage | Failure | None:
        """Page `number` (the first is 1); None when too many ask at once: it is worth asking again in a second."""
        if not self._places.acquire(blocking=False):
            return None
        try:
            if not self._turn.acquire(timeout=PATIENCE_SECONDS):
                return None
            try:
                return self._reader.page_image(content, number, turn=turn, seconds=DRAWING_SECONDS)
            finally:
                self._rest_later()
                self._turn.release()
        finally:
            self._places.release()

    def close(self) -> None:
        """Sends the child home; the next page starts another."""
        with self._turn:
            self._reader.close()

    def _rest_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(REST_AFTER_SECONDS, self.close)
        self._rest.daemon = True
        self._rest.start()


PICTURES: Final = Pictures(Reader())
