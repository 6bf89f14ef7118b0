"""What the child gave up stays given up: tried from inside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the walls in the kernel are Linux's")

TRIES = """
import json, os, socket, subprocess, sys
from tenure.outlets.extraction.sandbox import allow_cpu, confine
walls = confine()
def tried(deed):
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
def write():
    file = open(sys.argv[1] + "/new", "wb", buffering=0)
    file.write(b"x" * 10)
print(json.dumps({
    "walls": walls,
    "socket": tried(lambda: socket.socket(socket.AF_INET)),
    "unix socket": tried(lambda: socket.socket(socket.AF_UNIX)),
    "program": tried(lambda: subprocess.run(["/bin/true"])),
    "system": os.system("true"),
    "read": tried(lambda: open(sys.argv[1] + "/secret").read()),
    "read /etc": tried(lambda: open("/etc/passwd").read()),
    "write": tried(write),
    "remove": tried(lambda: os.remove(sys.argv[1] + "/secret")),
    "kill the parent": tried(lambda: os.kill(os.getppid(), 9)),
    "memory of the parent": tried(lambda: open("/proc/%d/mem" % os.getppid())),
    "memory": tried(lambda: bytearray(3 * 2**30)),
}))
"""


@linux
def test_nothing_but_computing_is_left(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    ran = subprocess.run(
        [sys.executable, "-c", TRIES, str(tmp_path)], capture_output=True, text=True, check=False
    )
    answer = json.loads(ran.stdout or ran.stderr)
    walls = answer.pop("walls")
    assert answer.pop("memory") == "MemoryError"
    assert answer.pop("write") != "done"
    assert {"memory", "no_writing"} <= set(walls)
    if not {"files", "network"} <= set(walls):
        pytest.skip(f"this system's kernel gives only {walls}")
    assert answer.pop("system") != 0
    assert {deed: outcome for deed, outcome in answer.items() if outcome != "PermissionError"} == {}
    assert (tmp_path / "secret").read_text() == "x"


@linux
def test_the_processor_is_taken_away_in_time() -> None:
    program = "from tenure.outlets.extraction.sandbox import allow_cpu, confine\nconfine(); allow_cpu(0)\nwhile True: pass"
    ran = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert ran.returncode == -24  # SIGXCPU
