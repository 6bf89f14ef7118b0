"""The command as a process of its own: a fresh folder, pipes, a terminal, signals."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.worlds import PASSWORD

TENURE = (sys.executable, "-m", "tenure")
SETUP = (
    "setup",
    "--firm",
    "Northline",
    "--profile",
    "practice",
    "--email",
    "olive@example.com",
    "--name",
    "Olive",
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation of its own, on SQLite, set up by the command itself."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TENURE_", "DATABASE_"))
    }
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    environment = kept | {"TENURE_DATA": str(tmp_path_factory.mktemp("data")), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [*TENURE, *SETUP, "--password-file", "-"],
        input=PASSWORD, text=True, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return environment


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_help_is_there_at_once() -> None:
    began = time.perf_counter()
    done = subprocess.run([*TENURE, "--help"], capture_output=True, text=True, check=True)
    assert "disconnect" in done.stdout
    # 0.2 s by itself; tests run beside others.
    assert time.perf_counter() - began < 2
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, tenure.cli.main; print('django' in sys.modules, 'rich' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False False"


def test_nothing_typed_is_help_and_wrong_usage(environment: dict[str, str]) -> None:
    done = subprocess.run(TENURE, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage" in done.stderr


def test_one_document_on_standard_output_and_nothing_else(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*TENURE, "people", "--firm", "northline", "--json"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["people"][0]["email"] == "olive@example.com"


def test_where_a_person_looks_there_is_a_table(environment: dict[str, str]) -> None:
    seen = on_a_terminal([*TENURE, "people", "--firm", "northline"], environment)
    assert "─" in seen
    assert "\x1b[1m" in seen
    assert "olive@example.com" in seen


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str]) -> None:
    command = f"{' '.join(TENURE)} people --firm northline | true"
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, check=False)  # noqa: S607
    assert done.stderr == b""


def test_a_wrong_setting_is_named(environment: dict[str, str]) -> None:
    wrong = environment | {"TENURE_HTTPS": "perhaps"}
    done = subprocess.run([*TENURE, "migrate"], env=wrong, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("TENURE_HTTPS must be 1 or 0")


def test_an_installation_that_is_not_set_up_says_so(environment: dict[str, str], tmp_path: Path) -> None:
    fresh = environment | {"TENURE_DATA": str(tmp_path)}
    for command in (("people", "--firm", "x"), ("show", "cli_1", "--as", "olive@example.com")):
        done = subprocess.run([*TENURE, *command, "--json"], env=fresh, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        assert "tenure setup" in json.loads(done.stdout)["error"]["sentence"]


def test_pages_and_worker_start_together_on_a_fresh_folder_and_stop_when_asked(
    environment: dict[str, str], tmp_path: Path, port: int
) -> None:
    fresh = environment | {"TENURE_DATA": str(tmp_path / "new")}
    commands = ([*TENURE, "serve", "--port", str(port), "--workers", "1"], [*TENURE, "worker"])
    started = [subprocess.Popen(command, env=fresh) for command in commands]
    try:
        assert answers(f"http://127.0.0.1:{port}/", seconds=60)
        until_it_answers(started[1].pid, signal.SIGTERM)
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(30) for process in started]
    assert codes == [0, 0]


def test_a_worker_asked_to_stop_while_it_starts_just_leaves(environment: dict[str, str]) -> None:
    for later in (0, 0.3, 0.6, 0.9, 1.2):
        started = subprocess.Popen([*TENURE, "worker"], env=environment)
        until_it_answers(started.pid, signal.SIGTERM)
        time.sleep(later)
        started.send_signal(signal.SIGTERM)
        assert started.wait(30) == 0


def until_it_answers(pid: int, number: signal.Signals) -> None:
    """Waits until the process does something of its own at this signal; before that nobody can."""
    for _try in range(400):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        caught = next(line.split()[1] for line in lines if line.startswith("SigCgt"))
        if int(caught, 16) >> (number - 1) & 1:
            return
        time.sleep(0.05)
    raise AssertionError(f"{pid} never answered {number.name}")


def answers(address: str, *, seconds: int) -> bool:
    """Whether a page comes from `address` within so many seconds, whichever page it is."""
    for _try in range(seconds * 4):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.25)
        else:
            return True
    return False


def on_a_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What `command` prints where a person looks."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, env=environment | {"TERM": "xterm"}, stdout=theirs, stdin=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while piece := _read(ours):
            seen += piece
        assert process.wait(30) == 0
    os.close(ours)
    return seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so where the other end is closed
        return b""
