"""Documents at the terminal: counted, and taken out as a table, as JSON, or with their files (R12, R20)."""

import zipfile
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Tenure
from tests.operations.test_document_export import known, stored, table
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

MINA, ZOE = "mina.okafor@example.com", "zoe.birch@example.com"


@pytest.fixture
def world() -> World:
    world = practice_world()
    known(stored(world.birch, "bill.pdf", b"x" * 3000, state="ready"))
    stored(world.birch, "held.pdf", b"x" * 1000, state="held")
    stored(world.acme, "other.pdf", b"x" * 5000)
    return world


def test_without_a_form_they_are_counted(world: World, tenure: Tenure) -> None:
    for person in (MINA, ZOE):
        said = tenure("documents", world.birch.id, "--as", person)
        assert (said.code, said.out.replace("\xa0", " ").splitlines()[0]) == (
            0,
            "2 documents, 3.9 KB; 1 of them held",
        )
    assert tenure("documents", "--firm", world.firm.slug, "--as", MINA).out.startswith("3 documents")


def test_the_table_and_the_json_are_all_that_is_printed(world: World, tenure: Tenure) -> None:
    said = tenure("documents", world.birch.id, "--as", MINA, "--csv", "--state", "ready")
    assert [row["number"] for row in table(said.out.encode())] == ["4711"]
    told = tenure("documents", "--firm", world.firm.slug, "--as", MINA, "--json").json
    assert len(told["documents"]) == 3
    assert told["of"]["firm"] == world.firm.id


def test_the_files_go_into_a_new_zip_and_nothing_is_written_over(
    world: World, tenure: Tenure, tmp_path: Path
) -> None:
    file = tmp_path / "birch.zip"
    said = tenure("documents", world.birch.id, "--as", ZOE, "--zip", str(file))
    assert (said.code, said.out) == (0, f"2 documents are in {file}.\n")
    with zipfile.ZipFile(file) as pack:
        assert pack.testzip() is None
        assert len(pack.read("documents/bill.pdf")) == 3000
    before = file.read_bytes()
    assert tenure("documents", world.birch.id, "--as", ZOE, "--zip", str(file)).code == 2
    assert file.read_bytes() == before
    nowhere = tenure("documents", world.birch.id, "--as", ZOE, "--zip", str(tmp_path / "no" / "x.zip"))
    assert (nowhere.code, len(list(tmp_path.iterdir()))) == (1, 1)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--csv", "--json"],
        ["--state", "eaten", "--csv"],
        ["--from", "soon"],
    ],
)
def test_what_nobody_can_follow_is_wrong_usage(world: World, tenure: Tenure, options: list[str]) -> None:
    whose = [world.birch.id] if options else [world.birch.id, "--firm", world.firm.slug]
    assert tenure("documents", *whose, "--as", MINA, *options).code == 2


def test_nothing_to_take_out_is_said(world: World, tenure: Tenure, tmp_path: Path) -> None:
    file = tmp_path / "none.zip"
    said = tenure("documents", world.birch.id, "--as", MINA, "--zip", str(file), "--until", "2001-01-01")
    assert (said.code, said.err, file.exists()) == (3, "No document fits this choice.\n", False)
    refused = tenure("documents", world.birch.id, "--as", MINA, "--json", "--from", "2090-01-01").json
    assert refused["refusals"][0]["code"] == "nothing_to_take_out"


def test_only_with_the_right_and_only_ones_own(world: World, tenure: Tenure) -> None:
    for person, code in (("fay.lindqvist@example.com", 3), ("stan.moreau@example.com", 3)):
        for options in ([], ["--csv"]):
            said = tenure("documents", world.birch.id, "--as", person, *options)
            assert (said.code, said.out) == (code, "")
