"""Memory of the real web process and the real worker while documents are uploaded, read and looked at.

.venv/bin/python -m bench.documents_installation --documents 1000 --scans 50
"""

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.documents_pictures import photo
from bench.documents_set import documents
from bench.installation import DATABASES, installation
from bench.report import table

TENURE = (sys.executable, "-m", "tenure")
BOUNDARY = "a-part-of-the-form"
LOOKS = (1, 100, 250, 500, 750, 1_000, 2_000, 5_000)
PATIENCE = 900
EARLIER = 20


def main() -> None:
    """Reads the command line, uploads, and prints two tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=1_000, help="how many (%(default)s)")
    asked.add_argument("--scans", type=int, default=50, help="of which so many are photos (%(default)s)")
    asked.add_argument("--database", choices=DATABASES, default="sqlite", help="which one (%(default)s)")
    wanted = asked.parse_args()
    port = _free_port()
    os.environ["TENURE_URL"] = f"http://localhost:{port}"
    with ExitStack() as run:
        run.enter_context(_with_address(wanted.database, port))
        browser = _Browser(port)
        web = run.enter_context(_started([*TENURE, "serve", "--port", str(port), "--workers", "1"]))
        worker = run.enter_context(_started([*TENURE, "worker"]))
        browser.wait()
        rows, answers = [], Counter[str]()
        for number, content in enumerate(_papers(wanted.documents, wanted.scans), 1):
            answers.update(browser.add_and_look(content, number))
            if number in LOOKS or number == wanted.documents:
                _wait_until_read()
                rows.append((f"{number:,}", *map(str, (*_sizes(web), *_sizes(worker)))))
        table(("documents", "web, MB", "its reader, MB", "worker, MB", "its reader, MB"), rows)
        print()
        table(("answer", "times"), [(name, f"{times:,}") for name, times in sorted(answers.items())])
        print("\nDocuments by state:", dict(_states()))


@contextmanager
def _with_address(database: str, port: int) -> Iterator[None]:
    """An installation that knows its address."""
    with installation(database):
        os.environ["TENURE_URL"] = f"http://localhost:{port}"
        yield


class _Browser:
    """Zoe, signed in, adding documents to her account."""

    def __init__(self, port: int) -> None:
        from django.conf import settings  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415

        from tests.worlds import practice_world  # noqa: PLC0415

        world = practice_world()
        session = Client()
        session.force_login(world.zoe)
        cookie = session.cookies[settings.SESSION_COOKIE_NAME]
        self._port = port
        self._cookies = {settings.SESSION_COOKIE_NAME: cookie.value}
        self._address = f"/account/{world.birch.id}/documents/"
        self._token = ""
        self._added: deque[str] = deque(maxlen=EARLIER)

    def wait(self) -> None:
        """Until the pages answer; then knows the form's token."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                status, body, cookies = self._ask("GET", self._address)
            except OSError:
                time.sleep(0.2)
                continue
            token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
            assert status == http.HTTPStatus.OK, (status, body[:500])
            assert token is not None
            self._token = token[1].decode()
            self._cookies |= cookies
            return
        raise TimeoutError("the pages did not come")

    def add_and_look(self, content: bytes, number: int) -> Iterator[str]:
        """Uploads one, looks at an earlier one and its picture, and now and then at the list; what each answered."""
        ending = "pdf" if content.startswith(b"%PDF") else "jpg"
        status, body, _ = self._ask("POST", self._address, self._form(content, f"bill-{number}.{ending}"))
        yield f"upload: {status}"
        self._added.append(_url_in(json.loads(body)))
        page = self._added[0]  # most likely read by now
        status, body, _ = self._ask("GET", page)
        yield f"the page of one: {status}"
        status, body, _ = self._ask("GET", page.replace("/reading/", "/pages/1/"))
        yield f"page as a picture: {status}"
        if number % 10 == 0:
            status, body, _ = self._ask("GET", self._address)
            yield f"list: {status}"

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("localhost", self._port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Accept": "application/json",
                "Origin": f"http://localhost:{self._port}",
            }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        set_cookies = (value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie") or ())
        connection.close()
        return answer.status, content, dict(value.split("=", 1) for value in set_cookies)

    def _form(self, content: bytes, name: str) -> bytes:
        token = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token}\r\n'
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        return token.encode() + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def _url_in(answer: object) -> str:
    """Where the document is that was just added."""
    found = re.search(r"/documents/[^/\"]+/reading/", json.dumps(answer))
    assert found is not None, answer
    return found[0]


def _papers(count: int, scans: int) -> Iterator[bytes]:
    """Different documents, evenly among them photos."""
    for number, document in enumerate(documents("A", count)):
        picture = scans and (number + 1) * scans // count > number * scans // count
        yield photo(document.pdf, document.name) if picture else document.pdf


@contextmanager
def _started(command: Sequence[str]) -> Iterator[int]:
    process = subprocess.Popen(command)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_until_read() -> None:
    end = time.monotonic() + PATIENCE
    while any(state in {"received", "waiting", "processing"} for state in _states()):
        assert time.monotonic() < end, dict(_states())
        time.sleep(0.5)


def _states() -> Counter[str]:
    from tenure.records.models import Document  # noqa: PLC0415

    return Counter(Document.objects.values_list("state", flat=True))


def _sizes(process: int) -> tuple[int, int]:
    """Resident memory of a process and of its reader, in MB. Of the web server its one worker counts."""
    children = _children(process)
    serving = [child for child in children if "gunicorn" in _command(child)]
    if serving:
        process, children = serving[0], _children(serving[0])
    return _resident(process), sum(map(_resident, children))


def _children(process: int) -> list[int]:
    file = Path(f"/proc/{process}/task")
    return [int(child) for task in file.iterdir() for child in (task / "children").read_text().split()]


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8", errors="replace")


def _resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"\n{time.monotonic() - began:,.0f} s in all")
