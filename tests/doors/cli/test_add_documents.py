"""Documents are added at the terminal, by whoever may, with a word on each file (R20)."""

from pathlib import Path

import pytest

from tenure.core.actions import Answers, Verb
from tenure.records.models import Document
from tests.doors.cli.conftest import Tenure
from tests.operations.acting import do, product_of
from tests.outlets.extraction import papers
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def test_each_file_is_added_or_says_why_not(tenure: Tenure, world: World, tmp_path: Path) -> None:
    bill = papers.pdf()
    for name, content in {
        "one.pdf": bill,
        "same.pdf": bill,
        "x.exe": b"MZ\x90",
        "0.pdf": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in ("one.pdf", "same.pdf", "x.exe", "0.pdf")]
    said = tenure("add-documents", world.birch.id, *files, "--as", world.zoe.email, "--json")
    assert said.code == 1
    one, same, program, nothing = said.json["documents"]
    document = Document.objects.get()
    assert (one["outcome"], one["document"], one["state"]) == ("added", document.id, "received")
    assert (document.origin, document.added_by, document.name) == ("terminal", world.zoe, "one.pdf")
    assert (same["outcome"], same["document"]) == ("already_there", document.id)
    assert program["error"]["code"] == "program"
    assert nothing["error"] == {"code": "empty", "sentence": "The file is empty."}


def test_under_a_stop_it_is_held_and_a_person_reads_so(tenure: Tenure, world: World, tmp_path: Path) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    (tmp_path / "one.pdf").write_bytes(papers.pdf())
    said = tenure("add-documents", world.birch.id, str(tmp_path / "one.pdf"), "--as", world.olive.email)
    assert said.code == 0
    assert "held" in said.out
    assert Document.objects.get().id in said.out


def test_foreign_and_missing_look_alike_and_a_missing_file_adds_none(
    tenure: Tenure, world: World, tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_bytes(papers.pdf())
    file = str(tmp_path / "one.pdf")
    foreign = tenure("add-documents", world.birch.id, file, "--as", world.stan.email)
    missing = tenure("add-documents", "cli_nobody", file, "--as", world.stan.email)
    assert (foreign.code, foreign.err) == (missing.code, missing.err)
    assert foreign.code != 0
    elsewhere = ("--business", "biz_nobody")
    assert (
        tenure("add-documents", world.birch.id, file, "--as", world.zoe.email, *elsewhere).code
        == foreign.code
    )
    assert tenure("add-documents", world.birch.id, file, "/no/such", "--as", world.zoe.email).code == 2
    assert not Document.objects.exists()
