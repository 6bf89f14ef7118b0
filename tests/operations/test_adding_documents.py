"""Files of clients: the same bytes are one document, sizes are counted, and what no document is does not come in (R20)."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.core.actor import Actor, Side
from tenure.operations import document_files
from tenure.operations.document_files import NotTaken, kind_to_add, measured
from tenure.operations.documents import Added, AlreadyThere, Way, add_document
from tenure.operations.errors import Missing
from tenure.operations.log import verify
from tenure.outlets.extraction import limits
from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.troubles import Trouble
from tenure.records.models import Client, Document, IncomingMail, LogEntry
from tenure.records.models.document import Origin
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a bill"


@pytest.fixture
def world() -> World:
    return practice_world()


def add(world: World, content: bytes = PDF, name: str = "bill.pdf", client: Client | None = None) -> object:
    to = client or world.birch
    return add_document(to.id, ContentFile(content), name=name, actor=world.actor(world.mina))


def files_of(client: Client) -> set[str]:
    folder = f"documents/{client.id}"
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


def test_the_same_bytes_are_one_document_whatever_they_are_called(world: World) -> None:
    first = add(world)
    assert isinstance(first, Added)
    again = add(world, name="copy of the bill.pdf")
    assert isinstance(again, AlreadyThere)
    assert again.document.pk == first.document.pk
    assert files_of(world.birch) == {first.document.id}
    assert LogEntry.objects.filter(event="document_added").count() == 1
    assert list(verify()) == []


def test_another_client_may_have_the_same_file(world: World) -> None:
    add(world)
    assert isinstance(add(world, client=world.dune), Added)


def test_one_that_failed_or_whose_file_is_gone_is_told_apart(world: World) -> None:
    first = add(world)
    assert isinstance(first, Added)
    Document.objects.update(state="failed")
    again = add(world)
    assert isinstance(again, AlreadyThere)
    assert again.document.state == "failed"
    Document.objects.update(file="")
    assert isinstance(add(world), Added), "a name without a file is no copy"


def test_another_that_came_meanwhile_is_found_under_the_lock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(file: "ContentFile[bytes]") -> document_files.Measured:
        monkeypatch.undo()
        add(world, name="quicker.pdf")
        return measured(file)

    monkeypatch.setattr("tenure.operations.documents.measured", meanwhile)
    again = add(world)
    assert isinstance(again, AlreadyThere)
    assert again.document.name == "quicker.pdf"
    assert files_of(world.birch) == {again.document.id}, "its own file is removed"


def test_the_size_is_what_was_read_not_what_is_claimed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)
    monkeypatch.setattr(limits, "MAX_ARCHIVE_BYTES", 300)
    file = ContentFile(PDF + b"x" * 200)
    file.size = 3
    actor = world.actor(world.mina)
    with pytest.raises(NotTaken) as caught:
        add_document(world.birch.id, file, name="a.pdf", actor=actor)
    assert caught.value.failure.trouble is Trouble.TOO_LARGE
    assert isinstance(add(world, b"PK\x03\x04" + b"x" * 200, "a.zip"), Added), "a ZIP holds many"
    with pytest.raises(NotTaken) as caught:
        add(world, b"PK\x03\x04" + b"x" * 400, "b.zip")
    assert caught.value.failure.trouble is Trouble.ARCHIVE_TOO_LARGE
    small = ContentFile(PDF)
    small.size = 9
    stored = add_document(world.birch.id, small, name="a.pdf", actor=actor).document
    assert stored.size == len(PDF)


def test_an_empty_file_and_a_strangers_client_get_not_even_a_folder(world: World) -> None:
    with pytest.raises(NotTaken) as caught:
        add(world, b"")
    assert caught.value.failure.trouble is Trouble.EMPTY
    with pytest.raises(Missing):
        add_document(world.birch.id, ContentFile(PDF), name="a", actor=world.actor(world.stan))
    assert files_of(world.birch) == set()


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"MZ\x90\x00", Trouble.PROGRAM),
        (b"<svg onload='alert(1)'/>", Trouble.WEB_PAGE),
        (b"Dear all, please pay.", Trouble.UNKNOWN_KIND),
        (b"PK\x03\x04....word/document.xml", Trouble.OFFICE_FILE),
        (b"%PDF-1.7 <script>alert(1)</script>", Trouble.TWO_KINDS),
    ],
)
def test_what_no_document_is_does_not_come_in(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(NotTaken) as caught:
        kind_to_add(ContentFile(content))
    assert caught.value.failure.trouble is trouble


def test_the_kind_is_told_from_the_bytes_and_the_file_left_at_its_beginning() -> None:
    file = ContentFile(PDF)
    assert kind_to_add(file) is FileKind.PDF
    assert file.read() == PDF


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\bill.pdf", "bill.pdf"),
        ("in\u202efdp.exe.pdf", "infdp.exe.pdf"),
        ("\x00\n", "document"),
        ("..", "document"),
    ],
)
def test_a_name_is_for_people_only(world: World, name: str, shown: str) -> None:
    added = add(world, name=name)
    assert isinstance(added, Added)
    assert added.document.name == shown
    assert added.document.file.name == f"documents/{world.birch.id}/{added.document.id}"


def test_a_name_of_300_characters_keeps_its_ending(world: World) -> None:
    added = add(world, name="a" * 300 + ".pdf")
    assert isinstance(added, Added)
    assert len(added.document.name) <= limits.MAX_NAME_CHARS
    assert added.document.name.endswith("….pdf")


def test_what_comes_out_of_an_archive_was_added_by_whoever_added_it(world: World) -> None:
    mail = IncomingMail.objects.create(client=world.birch, sender="zoe@bakery.example", message_key="k")
    system = Actor(
        person="", name="Tenure", email="", side=Side.SYSTEM, firm=world.firm.id, clients=(world.birch.id,)
    )
    by_mail = add_document(
        world.birch.id,
        ContentFile(b"PK\x03\x04"),
        name="scans.zip",
        way=Way(origin=Origin.MAIL, mail=mail),
        actor=system,
    ).document
    assert (by_mail.origin, by_mail.added_by_id, by_mail.added_side) == ("mail", None, "system")
    out = add_document(
        world.birch.id, ContentFile(PDF), name="a.pdf", way=Way(archive=by_mail), actor=system
    ).document
    assert (out.archive_id, out.came_in, out.origin, out.mail_id) == (
        by_mail.id,
        "scans.zip",
        "mail",
        mail.id,
    )
