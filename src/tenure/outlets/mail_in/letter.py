"""What is in a mail: who sent it, the files it brings, and what is left out of it and why (R20).

Only the frame is opened here, with limits on its lines, parts and depth. What a file is, is for the reader's child.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr
from enum import StrEnum

from tenure.core.wording import Message as Sentence
from tenure.core.wording import say
from tenure.outlets.extraction.names import display_name

MOST_LINES = 1_000_000
MOST_PARTS = 200
DEEPEST = 10
# What a mail carries to look nice: logos, lines, portraits.
SMALL_PICTURE = 20 * 1024
LONGEST_SUBJECT, LONGEST_SENDER = 300, 320
_NO_DOCUMENTS = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "message/disposition-notification",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
}
_BODIES = {"text/plain", "text/html", "text/enriched"}
_HEADS = {"content-disposition", "content-type", "from", "subject"}
_BOUNDARY = re.compile(rb"boundary=", re.IGNORECASE)


class LeftOut(StrEnum):
    """Why something in a mail became no document, where the file itself is not the reason. Stored: never changed."""

    TEXT_OF_MAIL = "text_of_mail"
    SMALL_PICTURE = "small_picture"
    NO_DOCUMENT = "no_document"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"


SENTENCES = {
    LeftOut.TEXT_OF_MAIL: say("The text of a mail is not a document. Attach the document, or print the mail to PDF."),
    LeftOut.SMALL_PICTURE: say("A small picture in the text of the mail, such as a logo."),
    LeftOut.NO_DOCUMENT: say("A signature, an invitation or a visiting card, not a document."),
    LeftOut.TOO_DEEP: say("This lies in mails inside mails. Forward it by itself."),
    LeftOut.TOO_MANY: say("The mail has too many parts. Send the documents in several mails."),
    LeftOut.UNREADABLE: say("The mail is damaged. Send it again."),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that came with a mail. `name` may be shown, `content_type` is what the sender claims."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAttached:
    """A part of a mail that is no document."""

    name: str
    why: LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail. `key` is the same when it is delivered again, whichever way it took."""

    sender: str
    subject: str
    key: str
    files: tuple[Attached, ...] = ()
    left: tuple[NotAttached, ...] = ()


_TEXT = NotAttached(name="", why=LeftOut.TEXT_OF_MAIL)


def letter_of(content: bytes, *, sender: str = "") -> Letter:
    """The mail in these bytes; `sender` is who the mail server says sent it, if the mail itself does not say.

    Never raises: a mail that cannot be understood has no files, and says so.
    """
    if content.count(b"\n") > MOST_LINES or len(_BOUNDARY.findall(content)) > MOST_PARTS:
        return _unreadable(content, sender, LeftOut.TOO_MANY)
    try:
        return _understood(content, sender)
    except Exception:  # noqa: BLE001 - whatever a mail does to the parser, the next one is read
        return _unreadable(content, sender, LeftOut.UNREADABLE)


def _understood(content: bytes, sender: str) -> Letter:
    mail = message_from_bytes(content)
    parts = list(_parts(mail))
    files = tuple(part for part in parts if isinstance(part, Attached))
    left = [part for part in parts if isinstance(part, NotAttached) and part != _TEXT]
    # Every mail has a text; it is only spoken of where people may have taken it for the document.
    texts = [_TEXT] if _TEXT in parts and not files else []
    return Letter(
        sender=_sender(mail) or sender[:LONGEST_SENDER],
        subject=" ".join(_decoded(mail, "Subject").split())[:LONGEST_SUBJECT],
        key=_key(mail, content),
        files=files,
        left=(*left, *texts),
    )


def _unreadable(content: bytes, sender: str, why: LeftOut) -> Letter:
    key = hashlib.sha256(content).hexdigest()
    return Letter(sender=sender[:LONGEST_SENDER], subject="", key=key, left=(NotAttached(name="", why=why),))


def _key(mail: "Message[str, str]", content: bytes) -> str:
    """Of what stays the same on every way: servers add lines to the head of a mail they pass on."""
    ends = [at for mark in (b"\r\n\r\n", b"\n\n") if (at := content.find(mark)) >= 0]
    named = str(mail.get("Message-ID", "")).strip()
    known = named or "\n".join(str(mail.get(name, "")) for name in ("From", "Date", "Subject"))
    digest = hashlib.sha256(known.encode("utf-8", "replace") + b"\0")
    digest.update(memoryview(content)[min(ends, default=len(content)) :])
    return digest.hexdigest()


def _parts(mail: "Message[str, str]") -> Iterator[Attached | NotAttached]:
    """What hangs at the ends of the tree, in the order of the mail; a forwarded mail is looked into."""
    waiting: list[tuple[Message[str, str], int]] = [(mail, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        _mend(part)
        seen += 1
        if seen > MOST_PARTS:
            yield NotAttached(name="", why=LeftOut.TOO_MANY)
            return
        inner = part.get_payload() if part.is_multipart() else None
        if not isinstance(inner, list):
            yield _end(part)
        elif depth >= DEEPEST:
            yield NotAttached(name=_name(part), why=LeftOut.TOO_DEEP)
        elif part.get_content_type() == "message/delivery-status":
            yield NotAttached(name=_name(part), why=LeftOut.NO_DOCUMENT)
        else:
            waiting += [(one, depth + 1) for one in reversed(inner) if isinstance(one, Message)]


def _mend(part: "Message[str, str]") -> None:
    """Letters that no mail may have in its head, but many do, are read as UTF-8."""
    for name, value in list(part.raw_items()):
        if name.lower() in _HEADS and not value.isascii():
            raw = value.encode("utf-8", "surrogateescape")
            part.replace_header(name, raw.decode("utf-8", "replace"))


def _end(part: "Message[str, str]") -> Attached | NotAttached:
    kind, name = part.get_content_type(), _name(part)
    attached = part.get_content_disposition() == "attachment"
    if kind in _BODIES and not attached and not part.get_filename():
        return _TEXT
    if kind in _NO_DOCUMENTS:
        return NotAttached(name=name, why=LeftOut.NO_DOCUMENT)
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    if kind.startswith("image/") and not attached and len(content) < SMALL_PICTURE:
        return NotAttached(name=name, why=LeftOut.SMALL_PICTURE)
    return Attached(name=name, content_type=kind[:120], content=content)


def _name(part: "Message[str, str]") -> str:
    """The name of a file as it may be shown; senders write it in four ways, and wrongly in more."""
    given = part.get_filename()
    if not given:
        return display_name("")
    return display_name(_said(collapse_rfc2231_value(given)))


def _decoded(mail: "Message[str, str]", name: str) -> str:
    text = _said(str(mail.get(name, "")))
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _said(text: str) -> str:
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    return text.encode("utf-8", "replace").decode()


def _sender(mail: "Message[str, str]") -> str:
    """The address in From; not the name, which anybody may make up."""
    address = parseaddr(_decoded(mail, "From"))[1]
    return address[:LONGEST_SENDER].strip().lower()


def sentence_of(code: str) -> Sentence | None:
    """The sentence of a stored reason, if it is one of these."""
    return SENTENCES[LeftOut(code)] if code in {one.value for one in LeftOut} else None
