"""Files on their way in, counted as their bytes arrive: one too large or too many is let go, the others stay (R20)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from io import BytesIO
from typing import Concatenate

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from tenure.operations.document_files import NotTaken, most_bytes, too_large
from tenure.outlets.extraction.limits import MAX_FILES_AT_ONCE, MAX_FORM_BYTES, MAX_SKIMMED_BYTES
from tenure.outlets.extraction.names import display_name

KNOWN_BY = 4  # bytes that tell a ZIP

type View[Request: HttpRequest, **P] = Callable[Concatenate[Request, P], HttpResponseBase]


class Excess(Enum):
    """Why a file was let go although nothing is wrong with it by itself."""

    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """A file that did not come through."""

    name: str
    why: Excess | NotTaken


def counting_uploads[Request: HttpRequest, **P](view: View[Request, P]) -> View[Request, P]:
    """A view whose form brings documents: nothing it is sent fills memory or disk; `let_go(request)` is what it lost.

    The token against forged requests is asked here: reading it reads the form, which must not happen uncounted.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def counted(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.upload_handlers = [_Counting(request), *request.upload_handlers]
        try:
            return protected(request, *args, **kwargs)
        except UnreadablePostError:
            # Whoever sent it has hung up.
            return HttpResponseBadRequest()

    return csrf_exempt(counted)


def let_go(request: HttpRequest) -> tuple[LetGo, ...]:
    """The files of the request that were let go, in the order they came."""
    found = (one for one in request.upload_handlers if isinstance(one, _Counting))
    return tuple(gone for one in found for gone in one.let_go)


class Lost(UploadedFile):  # type: ignore[type-arg]  # at run time it takes none
    """Stands among the files of a form for one that was let go: nothing of it is kept."""


class _Counting(FileUploadHandler):
    """Stands before Django's own handlers, and counts what they are given.

    What is let go is not skipped but read to its end: Django counts nothing of what it skips.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.let_go: list[LetGo] = []
        self._files = self._kept = self._seen = 0
        self._name, self._beginning, self._arriving, self._lost = "", b"", False, False

    def new_file(self, field_name: str, file_name: str, *rest: object, **more: object) -> None:
        """Another file begins."""
        self._files += 1
        self._name, self._beginning, self._arriving, self._lost = display_name(file_name), b"", True, False
        if self._files > MAX_FILES_AT_ONCE:
            self._lose(Excess.TOO_MANY)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hands the bytes on, unless they are too many."""
        self._beginning += raw_data[: max(0, KNOWN_BY - len(self._beginning))]
        self._seen += len(raw_data)
        if self._seen > MAX_SKIMMED_BYTES:
            self._lose(Excess.TOO_MUCH)
            raise StopUpload(connection_reset=True)
        if self._lost:
            return None
        self._kept += len(raw_data)
        why = self._excess(start + len(raw_data))
        if why is None:
            return raw_data
        self._kept -= start + len(raw_data)
        self._lose(why)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The file has come to its end; another handler has it unless it was let go."""
        self._arriving = False
        return Lost(BytesIO(), self._name, size=0) if self._lost else None

    def upload_interrupted(self) -> None:
        """The request ended before the file did."""
        if self._arriving:
            self._lose(Excess.CUT_OFF)

    def _excess(self, size: int) -> Excess | NotTaken | None:
        if size > most_bytes(self._beginning):
            return too_large(self._beginning)
        return Excess.TOO_MUCH if self._kept > MAX_FORM_BYTES else None

    def _lose(self, why: Excess | NotTaken) -> None:
        if not self._lost:
            self.let_go.append(LetGo(name=self._name, why=why))
        self._lost = True
