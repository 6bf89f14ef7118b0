"""A folder of letters on this machine, for an installation without a mail server; and reading it.

What is in it was sent to other people, with their invitations: only a demo may show it.
"""

import email
import mailbox
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as Received
from email.policy import default as modern
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NEW, SEEN = "new", "cur"


class MaildirBackend(BaseEmailBackend):
    """Writes every letter into the maildir `folder`, which any mail program can open."""

    def __init__(self, *, folder: str, alias: str | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(alias=alias, **options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Stores the messages; OSError if the disk does not take them."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        box = mailbox.Maildir(self.folder, create=True)
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLetter:
    """One letter as its receiver sees it. `key` names it in its folder; `date` is when it was written.

    `attached` are the names of the files that came with it.
    """

    key: str
    to: str
    subject: str
    date: datetime
    text: str
    html: str
    attached: tuple[str, ...] = ()


def mailbox_folder() -> Path | None:
    """The folder this installation's letters go to; None where a mail server takes them."""
    match settings.MAILERS["default"]:
        case {"BACKEND": "tenure.outlets.mailbox.MaildirBackend", "OPTIONS": {"folder": str(folder)}}:
            return Path(folder)
        case _:
            return None


def read_mailbox(folder: Path, limit: int = 100) -> list[ReceivedLetter]:
    """The newest letters in `folder`, newest first; empty if there is no such folder yet."""
    newest = sorted(_files(folder), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    return [_read(Path(file.path)) for file in newest[:limit]]


def read_letter(folder: Path, key: str) -> ReceivedLetter | None:
    """The letter called `key`; None if there is none. Keys are compared, never made into a path."""
    found = next((file for file in _files(folder) if _key(file.name) == key), None)
    return None if found is None else _read(Path(found.path))


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    for part in (NEW, SEEN):
        if (folder / part).is_dir():
            yield from (file for file in os.scandir(folder / part) if file.is_file(follow_symlinks=False))


def _key(name: str) -> str:
    # Mail programs add flags behind a colon: "…:2,S" has been seen.
    return name.partition(":")[0]


def _read(file: Path) -> ReceivedLetter:
    message = email.message_from_bytes(file.read_bytes(), policy=modern)
    return ReceivedLetter(
        key=_key(file.name),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        date=_date(message, file),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attached=tuple(filter(None, (part.get_filename() for part in message.iter_attachments()))),
    )


def _date(message: Received, file: Path) -> datetime:
    written = getattr(message["Date"], "datetime", None)
    if not isinstance(written, datetime):
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return written if written.tzinfo else written.replace(tzinfo=UTC)


def _body(message: Received, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        # A charset nobody knows, from some other program that writes here.
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
