"""The process that opens documents. It reads requests from its standard input until there are no more.

Started by process.py, never by hand. It confines itself before it sees the first byte of a document.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from threading import Thread
from typing import BinaryIO

from tenure.outlets.extraction import archive, ocr
from tenure.outlets.extraction.extract import draw, extract
from tenure.outlets.extraction.extracted import extracted_to_json
from tenure.outlets.extraction.limits import CPU_SECONDS, LOOK_SECONDS
from tenure.outlets.extraction.sandbox import allow_cpu, confine
from tenure.outlets.extraction.troubles import Failure, Refused, Trouble
from tenure.outlets.extraction.wire import Plain, receive, receive_content, send

type Job = Callable[[BinaryIO, Plain, bytes], None]


def main() -> None:
    """Answers one request after the other; ends when its parent has gone, or when memory ran out."""
    answers = _private_output()
    requests = sys.stdin.buffer
    walls = confine()
    Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    send(answers, {"ready": walls, "ocr": ocr.installed()})
    while (request := receive(requests)) is not None:
        if not _perform(answers, request, receive_content(requests)):
            return


def _leave_with(parent: int) -> None:
    """Ends this process when its parent was killed: nobody waits for what it is busy with."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _private_output() -> BinaryIO:
    """The way to the parent. What libraries print goes nowhere, so that it does not get between the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _perform(answers: BinaryIO, request: Plain, content: bytes) -> bool:
    """Does one job. Returns whether this process is still fit for another."""
    job, seconds = _JOBS[str(request["do"])]
    allow_cpu(seconds)
    try:
        job(answers, request, content)
    except Refused as refused:
        send(answers, _failed(refused.failure))
    except MemoryError:
        send(answers, _failed(Failure(trouble=Trouble.TOO_MUCH_MEMORY)))
        return False
    except Exception:  # noqa: BLE001  # whatever a file does to a library, the next file is read
        send(answers, {**_failed(Failure(trouble=Trouble.CRASHED)), "detail": traceback.format_exc(limit=-6)})
        return False
    return True


def _failed(failure: Failure) -> Plain:
    return {"failure": failure.trouble.value, "values": dict(failure.values)}


def _read(answers: BinaryIO, request: Plain, content: bytes) -> None:
    extracted = extract(content, country=str(request["country"]), language=str(request["language"]))
    send(answers, {"extracted": extracted_to_json(extracted)})


def _draw(answers: BinaryIO, request: Plain, content: bytes) -> None:
    number, turn = request["number"], request["turn"]
    assert isinstance(number, int)
    assert isinstance(turn, (int, float))
    image = draw(content, number=number, turn=turn)
    send(answers, {"width": image.width, "height": image.height}, image.png)


def _unpack(answers: BinaryIO, _: Plain, content: bytes) -> None:
    for found in archive.unpack(content):
        match found:
            case archive.Unpacked():
                send(answers, {"entry": found.name, "kind": found.kind.value}, found.content)
            case archive.NotUnpacked():
                send(answers, {"left": found.name, **_failed(found.failure)})
    send(answers, {"done": True})


_JOBS: Mapping[str, tuple[Job, int]] = {
    "read": (_read, CPU_SECONDS),
    "draw": (_draw, LOOK_SECONDS),
    "unpack": (_unpack, LOOK_SECONDS),
}

if __name__ == "__main__":
    main()
