"""A terminal to try commands in: what went to which stream, and the exit code."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.translation import override

from tenure.cli.main import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one document on standard output; fails if there is anything else."""
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


type Tenure = Callable[..., Said]


@pytest.fixture
def tenure(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Tenure]:
    """`tenure("show", node, "--as", email)` as a terminal in English would run it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def type_in(*arguments: str) -> Said:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return Said(code=code, out=out, err=err)

    with override("en"):
        yield type_in
