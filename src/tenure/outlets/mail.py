"""Hands letters to the mail server and says what became of each: sent, refused, later, or nobody knows."""

import re
import smtplib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Self

from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend

from tenure.outlets.smtp import LostWhileSending

SPACES = re.compile(" {2,}")
UNBREAKABLE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"  # French stands them before : ; ! ?
PERMANENT = 500
TEMPORARY = 400
# Machines that answer letters by themselves should not answer these.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a letter; `kind` is its type, such as application/pdf."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail to one person. `message_id` has its angle brackets and never changes for a letter."""

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    locale: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It can never be sent like this: the server refused it for good, or the address is none."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not sent, surely; another time it may be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent or not: the connection broke at the one moment that matters."""

    reason: str


type Outcome = Sent | Refused | Later | Unknown


class Unreachable(Exception):
    """There is no way to the mail server now; no letter was touched."""


class Post:
    """One visit to the mail server; letters of a batch share the connection. A broken one is made anew."""

    def __init__(self) -> None:
        self._open: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def connect(self) -> None:
        """Makes sure there is a connection; raises `Unreachable` if none can be had."""
        if self._open is None:
            mailer = mailers.default
            try:
                mailer.open()
            except OSError as error:
                with suppress(OSError):
                    mailer.close()
                raise Unreachable(_said(error)) from error
            self._open = mailer

    def hand_over(self, letter: Letter) -> Outcome:
        """Sends one letter over the connection made by `connect`."""
        assert self._open is not None, "connect comes first"
        try:
            self._open.send_messages([as_message(letter)])
        except LostWhileSending as lost:
            self._leave()
            return Unknown(str(lost))
        except (OSError, ValueError, MessageError) as error:
            self._leave()
            return _outcome(error)
        return Sent()

    def _leave(self) -> None:
        mailer, self._open = self._open, None
        if mailer is not None:
            # What was sent is sent, however the goodbye goes.
            with suppress(OSError):
                mailer.close()


def as_message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as Django's message; raises ValueError or MessageError for an address that is none."""
    to = Address(display_name=one_line(letter.to_name), addr_spec=letter.to_address)
    headers = {"Message-ID": letter.message_id, "Content-Language": letter.locale, **HEADERS}
    message = EmailMultiAlternatives(one_line(letter.subject), letter.text, to=[str(to)], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    for one in letter.attachments:
        message.attach(one_line(one.name), one.content, one.kind)
    return message


def one_line(text: str) -> str:
    """`text` as it may stand in a header: no line ends and no control characters, whatever somebody typed."""
    return SPACES.sub(" ", "".join(sign if _shows(sign) else " " for sign in text)).strip(" ")


def _shows(sign: str) -> bool:
    return sign.isprintable() or sign in UNBREAKABLE


def _outcome(error: Exception) -> Outcome:
    """What an error means for the letter.

    A refused sender or sign-in is our own setting, not the letter's fault: it can be mended, so it waits.
    """
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=answers):
            return _by_code(max(code for code, _ in answers.values()), _answers(answers))
        case smtplib.SMTPDataError(smtp_code=code):
            return _by_code(code, _said(error))
        case smtplib.SMTPNotSupportedError():
            return Refused(_said(error))
        case OSError():
            return Later(_said(error))
        case _:
            return Refused(_said(error))


def _by_code(code: int, reason: str) -> Outcome:
    if code >= PERMANENT:
        return Refused(reason)
    return Later(reason) if code >= TEMPORARY else Unknown(reason)


def _answers(answers: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{code} {_text(words)}" for code, words in answers.values())


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
