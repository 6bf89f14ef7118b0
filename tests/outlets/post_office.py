"""A mail server for tests: real SMTP on this machine; it takes, refuses, hangs or breaks off as it is told."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 taken"
SECONDS_TO_OPEN = 30
type Answer = Callable[[str], str]


@dataclass
class PostOffice:
    """What arrived, and what the server says. With `hang` it says nothing after a letter's text."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to_receiver: Answer = lambda _address: TAKEN
    to_letter: Answer = lambda _address: TAKEN
    hang: bool = False
    seconds_to_read: float = 0
    break_off: bool = False
    reading: threading.Event = field(default_factory=threading.Event)

    @property
    def mailers(self) -> dict[str, object]:
        """The setting that leads here."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 5}
        return {"default": {"BACKEND": "tenure.outlets.smtp.SmtpBackend", "OPTIONS": options}}

    @property
    def url(self) -> str:
        """The same for the environment of another process."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to_receiver(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.reading.set()
        await asyncio.sleep(self.seconds_to_read)
        if self.hang:
            await asyncio.Event().wait()
        if self.break_off:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        answer = self.to_letter(envelope.rcpt_tos[0])
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(message_from_bytes(envelope.content, policy=modern))
        return answer


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A server on a free port, for as long as the block; all its work is in a thread of its own."""
    office, opened = PostOffice(), threading.Event()
    loop, closing = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        server = await loop.create_server(lambda: SMTP(office, loop=loop), host="127.0.0.1", port=0)
        office.port = server.sockets[0].getsockname()[1]
        opened.set()
        await closing.wait()
        server.close()

    def work() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert opened.wait(SECONDS_TO_OPEN)
        yield office
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join()


def body(letter: EmailMessage, kind: str) -> str:
    """The text or HTML of a letter that arrived."""
    part = letter.get_body((kind,))
    assert part is not None, f"the letter has no {kind} part"
    return str(part.get_content())
