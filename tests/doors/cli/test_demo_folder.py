"""The demo wipes its own folder only, and its processes live and die together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tenure.cli.children import running, watch
from tenure.cli.demo_folder import MARK, built, folder_of, note_built, open_folder
from tenure.cli.ending import Ended

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_new_folder_and_one_as_it_was_left(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    open_folder(folder, fresh=False)
    assert not built(folder)
    note_built(folder)
    (folder / "tenure.sqlite3").write_text("rows")
    open_folder(folder, fresh=False)
    assert built(folder)
    assert (folder / "tenure.sqlite3").exists()


def test_fresh_and_a_build_cut_short_begin_anew(tmp_path: Path) -> None:
    for cut_short in (True, False):
        open_folder(tmp_path / "demo", fresh=False)
        (tmp_path / "demo" / "tenure.sqlite3").write_text("rows")
        if not cut_short:
            note_built(tmp_path / "demo")
        open_folder(tmp_path / "demo", fresh=not cut_short)
        assert [file.name for file in (tmp_path / "demo").iterdir()] == [MARK]


def test_a_folder_that_no_demo_made_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "tenure.sqlite3").write_text("somebody's clients")
    for fresh in (True, False):
        with pytest.raises(Ended) as refused:
            open_folder(tmp_path, fresh=fresh)
        assert refused.value.code == 1
    assert [file.name for file in tmp_path.iterdir()] == ["tenure.sqlite3"]


def test_which_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TENURE_DATA", str(tmp_path))
    assert folder_of(None) == tmp_path
    assert folder_of("/srv/demo") == Path("/srv/demo")
    monkeypatch.delenv("TENURE_DATA")
    assert folder_of(None) == Path("var/demo").absolute()


def test_when_one_process_ends_the_others_are_ended() -> None:
    with pytest.raises(Ended), running([SLEEPER, [sys.executable, "-c", ""]]) as children:
        watch(children)
    assert all(child.poll() is not None for child in children)


def test_asked_to_stop_all_stop() -> None:
    program = (
        "import sys\nfrom tenure.cli.children import running, watch\n"
        f"with running([{SLEEPER!r}]) as children:\n"
        "    print(children[0].pid, flush=True)\n    watch(children)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(20) == 0
    assert gone(child)


def gone(process: int) -> bool:
    """Whether a process has ended, within a few seconds."""
    for _try in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
