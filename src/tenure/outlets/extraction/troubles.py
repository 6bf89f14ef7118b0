"""Why a document cannot be read, in words for the person who added it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tenure.core.wording import Message, say
from tenure.outlets.extraction import limits


class Trouble(StrEnum):
    """Everything that may stand between a file and its reading. The values are stored: they never change."""

    FILE_GONE = "file_gone"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    OTHER_KIND = "other_kind"
    WEB_PAGE = "web_page"
    OFFICE_FILE = "office_file"
    PROGRAM = "program"
    TWO_KINDS = "two_kinds"
    ARCHIVE = "archive"
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105  # a reason, not a secret
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_WORDS = "too_many_words"
    NO_SUCH_PAGE = "no_such_page"
    NOTHING_TO_READ = "nothing_to_read"
    NOT_AN_E_INVOICE = "not_an_e_invoice"
    UNSAFE_XML = "unsafe_xml"
    NO_OCR = "no_ocr"
    NO_HEIC = "no_heic"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"
    NOT_STARTED = "not_started"
    ARCHIVE_EMPTY = "archive_empty"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    TOO_MANY_ENTRIES = "too_many_entries"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    PACKED_TOO_TIGHT = "packed_too_tight"
    OVERLAPPING = "overlapping"
    LEAVES_THE_ARCHIVE = "leaves_the_archive"
    ENCRYPTED_ENTRY = "encrypted_entry"
    ARCHIVE_IN_ARCHIVE = "archive_in_archive"
    LINK = "link"
    UNKNOWN_PACKING = "unknown_packing"
    ALREADY_THERE = "already_there"
    NOTHING_TAKEN_OUT = "nothing_taken_out"


_MEBIBYTES = limits.MAX_FILE_BYTES // limits.MEBIBYTE
_ARCHIVE_MEBIBYTES = limits.MAX_ARCHIVE_BYTES // limits.MEBIBYTE
_UNPACKED_MEBIBYTES = limits.MAX_UNPACKED_BYTES // limits.MEBIBYTE

SENTENCES: Mapping[Trouble, Message] = {
    Trouble.FILE_GONE: say("The file of this document is not where it was stored. Add it again."),
    Trouble.EMPTY: say("The file is empty."),
    Trouble.TOO_LARGE: say("The file is larger than %(limit)s MB.", limit=_MEBIBYTES),
    Trouble.UNKNOWN_KIND: say(
        "This is not a kind of file that can be read. Add a PDF, a picture (PNG, JPEG, TIFF, HEIC), "
        "an e-invoice (XML) or a ZIP of these."
    ),
    Trouble.OTHER_KIND: say(
        "This is a %(kind)s file, which cannot be read. Save it as PDF, PNG or JPEG and add that.", kind=""
    ),
    Trouble.WEB_PAGE: say(
        "This is a web page or a drawing that may carry a script. Print it to PDF and add that."
    ),
    Trouble.OFFICE_FILE: say("This is a text or a spreadsheet. Save it as PDF and add that."),
    Trouble.PROGRAM: say("This is a program, not a document."),
    Trouble.TWO_KINDS: say(
        "This file is two kinds of file at once, which honest documents are not. Save it anew as PDF and add that."
    ),
    Trouble.ARCHIVE: say("This is a ZIP. Add it as a whole, and each document in it is added."),
    Trouble.DAMAGED: say("The file is damaged or incomplete. Open it, save it anew and add it again."),
    Trouble.PASSWORD: say("The file is protected by a password. Save it without one and add it again."),
    Trouble.TOO_MANY_PAGES: say("The document has more than %(limit)s pages.", limit=limits.MAX_PAGES),
    Trouble.TOO_MANY_PIXELS: say(
        "The picture has more than %(limit)s million pixels. Make it smaller and add it again.",
        limit=limits.MAX_PIXELS // 1_000_000,
    ),
    Trouble.TOO_MANY_WORDS: say("A page has more than %(limit)s words.", limit=limits.MAX_WORDS),
    Trouble.NO_SUCH_PAGE: say("The document has no such page."),
    Trouble.NOTHING_TO_READ: say("Nothing could be read on this document. Is it blank, or very blurred?"),
    Trouble.NOT_AN_E_INVOICE: say("This XML is not an e-invoice that can be read (Factur-X, ZUGFeRD, UBL)."),
    Trouble.UNSAFE_XML: say(
        "This XML defines entities or a document type, which e-invoices do not. It was not read."
    ),
    Trouble.NO_OCR: say(
        "This is a scan or a photo, and the part that reads those is not installed. "
        "Run “bin/setup --ocr” where Tenure runs, restart the worker, and try again."
    ),
    Trouble.NO_HEIC: say(
        "This is a HEIC photo, and the part that opens those is not installed. "
        "Run “bin/setup --ocr” where Tenure runs, restart the worker, and try again."
    ),
    Trouble.TOO_MUCH_MEMORY: say("Reading this document takes more memory than it may."),
    Trouble.TOO_SLOW: say("Reading this document takes longer than it may."),
    Trouble.CRASHED: say("This document made the reader stop. It may be damaged, or made to do harm."),
    Trouble.NOT_STARTED: say("The program that reads documents could not be started."),
    Trouble.ARCHIVE_EMPTY: say("There is no document in this ZIP."),
    Trouble.ARCHIVE_TOO_LARGE: say("The ZIP is larger than %(limit)s MB.", limit=_ARCHIVE_MEBIBYTES),
    Trouble.TOO_MANY_ENTRIES: say(
        "There are more than %(limit)s files in this ZIP.", limit=limits.MAX_ENTRIES
    ),
    Trouble.UNPACKED_TOO_LARGE: say(
        "Unpacked, this ZIP would be larger than %(limit)s MB.", limit=_UNPACKED_MEBIBYTES
    ),
    Trouble.PACKED_TOO_TIGHT: say(
        "This is packed so tightly that it cannot be a document. It was not unpacked."
    ),
    Trouble.OVERLAPPING: say(
        "Files in this ZIP lie over each other, which no honest ZIP does. It was not unpacked."
    ),
    Trouble.LEAVES_THE_ARCHIVE: say("The name of this file leads out of the ZIP. It was not unpacked."),
    Trouble.ENCRYPTED_ENTRY: say("This file in the ZIP is protected by a password. Pack it without one."),
    Trouble.ARCHIVE_IN_ARCHIVE: say("This is a ZIP inside a ZIP. Unpack it first, or add it by itself."),
    Trouble.LINK: say("This is a link, not a document."),
    Trouble.UNKNOWN_PACKING: say(
        "This file is packed in a way that cannot be read. Pack it as an ordinary ZIP."
    ),
    Trouble.ALREADY_THERE: say("This file was added before. It is kept once."),
    Trouble.NOTHING_TAKEN_OUT: say("None of the files in this ZIP is a document that can be read."),
}

# These may go away by themselves or by what an administrator does; the others need another file.
WORTH_ANOTHER_TRY = frozenset(
    {
        Trouble.NO_OCR,
        Trouble.NO_HEIC,
        Trouble.TOO_MUCH_MEMORY,
        Trouble.TOO_SLOW,
        Trouble.CRASHED,
        Trouble.NOT_STARTED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no reading. `values` fill the sentence where the trouble alone does not."""

    trouble: Trouble
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """The reason as a sentence, and what to do."""
        sentence = SENTENCES[self.trouble]
        values = {**dict(sentence.values), **self.values}
        return Message(sentence.text, tuple(sorted(values.items())))

    @property
    def worth_another_try(self) -> bool:
        """Whether the same file may be read another time."""
        return self.trouble in WORTH_ANOTHER_TRY


class Refused(Exception):
    """Raised where a file is opened; the child makes a `Failure` of it."""

    def __init__(self, trouble: Trouble, **values: str | int) -> None:
        super().__init__(trouble.value)
        self.failure = Failure(trouble=trouble, values=values)
