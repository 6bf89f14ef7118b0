"""A letterbox that speaks SMTP: takes mail for those who live here, and says 250 only once it is kept (R20).

It relays nothing, knows nobody by asking (VRFY, EXPN), and holds one mail at a time in one piece of memory.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

MEBIBYTE = 1024 * 1024
# A document of 25 MB, as mail carries it, and its frame.
MOST_BYTES = 36 * MEBIBYTE
MOST_RECEIVERS = 20
MOST_CONNECTIONS = 50
# Mails that are read from the line or kept at the same moment; the others are asked to come back.
AT_ONCE = 3
SECONDS = 120  # between two commands
SECONDS_FOR_A_MAIL = 600
SECONDS_TO_FINISH = 10
SECONDS_TO_OPEN = 30
# Longer than a mail may be, so that honest programs that break no lines get through.
LONGEST_LINE = 64 * 1024

BUSY = "451 4.3.2 Too much at once; try again later"
AWAY = "451 4.3.0 Nothing was kept; try again later"
NOBODY = "550 5.1.1 Nobody takes mail here at this address"
TOO_MANY = "452 4.5.3 Too many receivers; send the rest in another mail"
TOO_LARGE = f"552 5.3.4 Larger than {MOST_BYTES // MEBIBYTE} MB"
ENOUGH = "451 4.7.1 Too many mails to this address; try again later"
TAKEN = "250 2.0.0 Kept"
FULL = b"421 4.3.2 Too many connections; try again later\r\n"
NO_ANSWER = "252 2.1.5 Send a mail and see"

logger = logging.getLogger(__name__)
# It notes every sender and receiver at INFO: these are people.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Outcome(StrEnum):
    """What became of a mail for one receiver."""

    KEPT = "kept"
    NOBODY = "nobody"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who lives behind the letterbox. Both may raise: then the sender is asked to try again.

    `lives_here`: whether mail for this address is taken. `keep`: keeps one mail for it, committed when it returns;
    the same mail again changes nothing.
    """

    lives_here: Callable[[str], bool]
    keep: Callable[[str, bytes, str], Outcome]


class _Line(SMTP):
    """One connection. Its mail is read into one buffer: line by line it would take many times its size."""

    line_length_limit = LONGEST_LINE
    event_handler: "_Doorman"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greets, unless there are too many already."""
        if len(self.event_handler.lines) >= MOST_CONNECTIONS:
            assert isinstance(transport, asyncio.Transport)
            transport.write(FULL)
            transport.close()
            return
        self.event_handler.lines.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Leaves the others their place."""
        if self in self.event_handler.lines:
            self.event_handler.lines.discard(self)
            super().connection_lost(error)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the name aiosmtpd calls
        """Reads one mail, and answers once it is kept."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos or arg:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        slot = self.event_handler.slot
        if slot.locked():
            await self.push(BUSY)
            return
        async with slot:
            self._reset_timeout(SECONDS_FOR_A_MAIL)
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            content = await self._content()
            status = TOO_LARGE if content is None else await self.event_handler.keep(self.envelope, content)
            self._set_post_data_state()  # type: ignore[no-untyped-call]
            self._reset_timeout()
            await self.push(status)

    async def _content(self) -> bytes | None:
        """The mail without its dots; None if it is too large. Closes a line that never comes to an end."""
        content, read, fresh = bytearray(), 0, True
        while True:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as over:
                line = await self._reader.readexactly(over.consumed)
            if fresh and line == b".\r\n":
                return bytes(content) if read <= MOST_BYTES else None
            read += len(line)
            if read > 2 * MOST_BYTES:
                assert isinstance(self.transport, asyncio.Transport)
                self.transport.abort()
                raise ConnectionResetError
            if read > MOST_BYTES:
                content.clear()
            else:
                content += line[1:] if fresh and line.startswith(b".") else line
            fresh = line.endswith(b"\r\n")


class _Doorman:
    """What aiosmtpd asks. Every question goes to the house in a thread: it looks things up."""

    def __init__(self, house: House, threads: ThreadPoolExecutor) -> None:
        self._house, self._threads = house, threads
        self.slot = asyncio.Semaphore(AT_ONCE)
        self.lines: set[_Line] = set()

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Sequence[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECEIVERS:
            return TOO_MANY
        lives_here = await self._asked(partial(self._house.lives_here, address))
        if lives_here is None:
            return AWAY
        if not lives_here:
            return NOBODY
        if address not in envelope.rcpt_tos:
            envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_VRFY(self, *_asked: object) -> str:  # noqa: N802
        return NO_ANSWER

    async def handle_exception(self, error: Exception) -> str:
        logger.error("a mail could not be taken", exc_info=error)
        return AWAY

    async def keep(self, envelope: Envelope, content: bytes) -> str:
        """Keeps the mail for each receiver. One that cannot be had asks for the whole again: the others know it then."""
        sender = (envelope.mail_from or "").removeprefix("<").removesuffix(">")
        outcomes = set[Outcome | None]()
        for receiver in envelope.rcpt_tos:
            outcomes.add(await self._asked(partial(self._house.keep, receiver, content, sender)))
        if None in outcomes:
            return AWAY
        if Outcome.ENOUGH in outcomes:
            return ENOUGH
        return TAKEN if Outcome.KEPT in outcomes else NOBODY

    async def _asked[T](self, question: Callable[[], T]) -> T | None:
        """The answer; None where the house cannot give one now."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, question)
        except Exception:
            logger.exception("the letterbox got no answer from the house")
            return None


class Letterbox:
    """Listens from `open` to `close`, in a thread of its own. `port` is the one it got."""

    def __init__(self, host: str, port: int, house: House, *, name: str = "") -> None:
        self.host, self.port = host, port
        self._house, self._name = house, name
        self._opened = threading.Event()
        self._failure: BaseException | None = None
        self._close: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=self._work, name="letterbox", daemon=True)

    def open(self) -> None:
        """Starts to listen. Raises OSError where the port is taken."""
        self._thread.start()
        if not self._opened.wait(SECONDS_TO_OPEN):
            raise TimeoutError("the letterbox does not open")
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Takes no more mail, and waits for the one that is being kept. Doing it twice is harmless."""
        with contextlib.suppress(RuntimeError):
            self._close()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - told to whoever opens it
            self._failure = error
        finally:
            self._opened.set()

    async def _serve(self) -> None:
        loop, closing = asyncio.get_running_loop(), asyncio.Event()
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="letterbox") as threads:
            doorman = _Doorman(self._house, threads)
            server = await loop.create_server(lambda: self._line(doorman, loop), self.host, self.port)
            self.port = server.sockets[0].getsockname()[1]
            self._close = partial(loop.call_soon_threadsafe, closing.set)
            self._opened.set()
            await closing.wait()
            server.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_TO_FINISH):
                    for _ in range(AT_ONCE):
                        await doorman.slot.acquire()

    def _line(self, doorman: _Doorman, loop: asyncio.AbstractEventLoop) -> SMTP:
        return _Line(
            doorman,
            data_size_limit=MOST_BYTES,
            timeout=SECONDS,
            hostname=self._name or "localhost",
            ident="ESMTP",
            loop=loop,
            command_call_limit={"RCPT": 200, "*": 1_000},
        )
