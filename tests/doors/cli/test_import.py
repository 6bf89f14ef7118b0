"""A client book from the terminal: previewed, written as a whole, undone; bad files change nothing (R57)."""

from pathlib import Path

import pytest

from tenure.operations.log import verify
from tenure.records.models import BookImport, Client, Subscription
from tests.doors.cli.conftest import Said, Tenure
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

BOOK = """Name;E-mail;Company number
Fern & Co;fern@fern.example;111
Gull Ltd;gull@gull.example;222
Birch & Sons;new@birch.example;
;nobody@example.com;
"""


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def bring(world: World, tenure: Tenure, tmp_path: Path) -> "Bring":
    return Bring(world, tenure, tmp_path)


class Bring:
    """`bring(text, "--preview")` imports a file with this text as Olive."""

    def __init__(self, world: World, tenure: Tenure, folder: Path) -> None:
        self.world, self.tenure, self.folder = world, tenure, folder

    def __call__(
        self, content: str | bytes, *options: str, person: str | None = None, json: bool = True
    ) -> Said:
        file = self.folder / "clients.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.command(str(file), *options, person=person, json=json)

    def command(self, *arguments: str, person: str | None = None, json: bool = True) -> Said:
        who = ("--firm", self.world.firm.slug, "--as", person or self.world.olive.email)
        return self.tenure("import", *arguments, *who, *(("--json",) if json else ()))


def test_a_preview_says_what_becomes_of_each_row_and_leaves_nothing_behind(
    world: World, bring: Bring
) -> None:
    said = bring(BOOK, "--preview")
    report = said.json
    assert (said.code, report["performed"], report["import"]) == (0, False, None)
    assert report["counts"] == {"created": 2, "updated": 1, "unchanged": 0, "refused": 1}
    assert [row["result"] for row in report["rows"]] == ["created", "created", "updated", "refused"]
    assert report["rows"][3]["reasons"][0]["sentence"]
    assert not BookImport.objects.exists()
    assert Client.objects.filter(firm=world.firm).count() == 4


def test_a_book_is_written_undone_and_both_are_said(world: World, bring: Bring) -> None:
    said = bring(BOOK)
    assert said.code == 0
    assert list(verify()) == []
    fern = Client.objects.get(name="Fern & Co")
    assert said.json["rows"][0]["client"] == fern.id
    assert list(Subscription.objects.filter(client=fern).values_list("product", flat=True)) == ["bookkeeping"]
    undone = bring.command("--undo", said.json["import"])
    assert (undone.code, undone.json["counts"]) == (0, {"erased": 2, "restored": 1})
    assert not Client.objects.filter(name="Fern & Co").exists()
    assert bring.command("--undo", said.json["import"]).code == 3
    assert list(verify()) == []


def test_a_second_time_nothing_changes(world: World, bring: Bring) -> None:
    bring(BOOK)
    again = bring(BOOK)
    assert again.code == 0
    assert again.json["counts"] == {"created": 0, "updated": 0, "unchanged": 3, "refused": 1}
    assert BookImport.objects.count() == 1


def test_columns_are_named_by_hand_and_products_chosen(world: World, bring: Bring) -> None:
    said = bring(
        "Who,Where\nFern,fern@fern.example\n",
        "--map",
        "Who=name",
        "--map",
        "Where=email",
        "--product",
        "data_health",
    )
    assert said.code == 0
    fern = Client.objects.get(name="Fern")
    assert (fern.email, fern.subscriptions.get().product) == ("fern@fern.example", "data_health")
    bring("Name\nGull\n", "--no-products")
    assert not Client.objects.get(name="Gull").subscriptions.exists()


@pytest.mark.parametrize("option", ["Who", "Who=nonsense", "Nobody=name", "=name"])
def test_a_mapping_nobody_can_follow_is_wrong_usage(bring: Bring, option: str) -> None:
    said = bring("Who,Name\na,b\n", "--map", option)
    assert (said.code, set(said.json)) == (2, {"error"})
    assert not BookImport.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Name,E-mail\n",
        b'Name,E-mail\n"Fern,fern@fern.example\n',
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04" + bytes(200),
        ",".join(f"c{n}" for n in range(300)).encode() + b"\n1\n",
        b"Colour,Shape\nred,round\n",
    ],
    ids=["empty", "headers only", "missing quote", "picture", "spreadsheet", "300 columns", "no name"],
)
def test_a_bad_file_is_refused_with_a_sentence_and_changes_nothing(
    world: World, bring: Bring, content: bytes
) -> None:
    said = bring(content)
    assert said.code in {0, 3}
    if said.code:
        assert said.json["refusals"][0]["sentence"]
    assert bring(content, json=False).code == said.code
    assert not BookImport.objects.exists()
    assert Client.objects.filter(firm=world.firm).count() == 4


def test_no_file_no_right_no_firm(world: World, bring: Bring) -> None:
    assert bring.command("/nowhere.csv").code == 2
    assert bring.command().code == 2
    assert bring(BOOK, person=world.fay.email).json["refusals"][0]["code"] == "not_permitted"
    assert bring(BOOK, person=world.stan.email).json["refusals"][0]["code"] == "not_connected"
    assert bring.command("--undo", "imp_1").json["refusals"][0]["code"] == "not_found"
    assert bring(BOOK, "--product", "telepathy").code == 3
    assert not BookImport.objects.exists()


def test_people_read_the_counts_and_how_to_take_it_back(world: World, bring: Bring) -> None:
    said = bring(BOOK, json=False)
    assert "Created: 2, updated: 1, unchanged: 0, refused: 1." in said.out
    assert f"tenure import --undo {BookImport.objects.get().id}" in said.out
    assert "\x1b" not in said.out
