"""Every file that means harm goes into the real product by page and by mail: no escape, no crash, a word on each (R48)."""

import contextlib
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from tenure.outlets.extraction.troubles import Trouble
from tests.journeys.harm import (
    LOOK,
    PREPARE,
    SECONDS,
    Harm,
    Ways,
    files_below,
    harms,
    inside,
    mailed,
    uploaded,
)
from tests.journeys.installation import Installation, installed

pytestmark = pytest.mark.journey

DOMAIN = "documents.example"
MINUTES = 15
DONE = {"ready", "review", "failed", "unpacked"}

type Papers = list[dict[str, Any]]


@pytest.mark.parametrize("way", ["page", "mail"])
def test_harm_is_told_and_gets_nowhere(tmp_path: Path, way: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    with installed(outside / "data") as installation, socket.create_server(("127.0.0.1", 0)) as never_called:
        never_called.settimeout(0.1)
        ways = Ways(**{name: str(value) for name, value in inside(installation, PREPARE).items()})
        cases = list(harms(never_called.getsockname()[1]))
        port = _free_port()
        with installation.worker(TENURE_MAIL_IN=f"127.0.0.1:{port}", TENURE_MAIL_IN_DOMAIN=DOMAIN):
            _await(port)
            for harm in cases:
                if way == "page":
                    _put_on_the_page(installation, ways, harm)
                else:
                    mailed(port, f"{ways.key}@{DOMAIN}", harm)
            seen = _all_read(installation)
        # The web process is the one that was started, and answers.
        _put_on_the_page(installation, ways, cases[0])
        with pytest.raises(TimeoutError):
            never_called.accept()
    papers, mails = cast("Papers", seen["papers"]), cast("Papers", seen["mails"])
    _nothing_escaped(outside, papers)
    _each_is_told(outside / "data" / "files", papers, cases)
    assert len(mails) == (len(cases) if way == "mail" else 0)
    for mail in mails:
        assert mail["taken"] + len(mail["left"]) == 1, mail
        assert all(code in set(Trouble) for _name, code, *_values in mail["left"]), mail


def _put_on_the_page(installation: Installation, ways: Ways, harm: Harm) -> None:
    status, said = uploaded(installation, ways, harm)
    assert status in {200, 422}, (harm.name, status, said[:300])
    assert len(said) > len('{"text": ""}'), harm.name


def _nothing_escaped(outside: Path, papers: Papers) -> None:
    assert {path.name for path in outside.iterdir()} == {"data"}
    assert not [path for path in outside.rglob("*") if "escape" in path.name]
    assert files_below(outside / "data" / "files") == {one["file"] for one in papers}


def _each_is_told(files: Path, papers: Papers, cases: Sequence[Harm]) -> None:
    right = {harm.content: harm.right for harm in cases}
    for one in papers:
        assert one["said"], one
        assert len(one["name"]) <= 255
        assert not set(one["name"]) & set("/\\\u202e\u200f"), one
        expected = right.get((files / one["file"]).read_bytes(), frozenset())
        if expected and one["archive"] is None:
            assert (one["state"], one["trouble"] in expected) == ("failed", True), one
        if one["trouble"] == Trouble.NOTHING_TAKEN_OUT:
            assert all(said for _name, _code, said in one["left"]), one


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _await(port: int) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.2)
    raise AssertionError("the letterbox does not open")


def _all_read(installation: Installation) -> dict[str, object]:
    end = time.monotonic() + MINUTES * 60
    while time.monotonic() < end:
        seen = inside(installation, LOOK)
        if all(one["state"] in DONE for one in cast("Papers", seen["papers"])):
            return seen
        time.sleep(5)
    raise AssertionError("something is never read")
