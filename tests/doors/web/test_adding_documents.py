"""Files added on both sides' pages: many at once or one by one by a script, each told what became of it (R20)."""

import json
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils.html import strip_tags

from tenure.core.actions import Answers, Verb
from tenure.outlets.extraction import limits
from tenure.records.models import Document, Person
from tenure.web import upload_counting
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
type Side = tuple[Person, str]


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture(params=["firm", "client"])
def side(world: World, request: pytest.FixtureRequest) -> Side:
    """Who adds, and where."""
    birch = world.birch.id
    return {
        "firm": (world.mina, f"/clients/{birch}/documents/"),
        "client": (world.zoe, f"/account/{birch}/documents/"),
    }[request.param]


def pdf(name: str = "bill.pdf", more: bytes = b"a bill") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 " + more, content_type="application/pdf")


def send(side: Side, *files: SimpleUploadedFile, **more: str) -> "Answer":
    return signed_in(side[0]).post(side[1], {"file": list(files), **more}, follow=True)


def by_script(side: Side, *files: SimpleUploadedFile, **more: str) -> tuple[int, dict[str, str]]:
    browser = signed_in(side[0])
    answer = browser.post(side[1], {"file": list(files), **more}, headers={"Accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def words(answer: "Answer") -> str:
    return " ".join(strip_tags(answer.content.decode()).split())


def test_many_files_of_one_form_are_all_stored(side: Side) -> None:
    answer = send(side, pdf("a.pdf", b"a"), pdf("b.pdf", b"b"), pdf("c.pdf", b"c"))
    assert "3 documents are stored." in words(answer)
    assert set(Document.objects.values_list("name", flat=True)) == {"a.pdf", "b.pdf", "c.pdf"}


def test_each_file_is_told_what_became_of_it(side: Side) -> None:
    send(side, pdf("first.pdf"))
    program = SimpleUploadedFile("setup.exe", b"MZ\x90")
    answer = send(side, pdf("new.pdf", b"new"), pdf("copy.pdf"), program, SimpleUploadedFile("nil.pdf", b""))
    assert answer.status_code == 422
    said = words(answer)
    assert "1 stored, 1 already here, 2 refused" in said
    assert "The same file is already here as “first.pdf”, added on" in said
    assert "This is a program, not a document." in said
    assert "The file is empty." in said
    assert Document.objects.count() == 2


def test_a_script_sends_one_file_and_gets_words_in_the_readers_language(side: Side) -> None:
    status, said = by_script(side, pdf())
    document = Document.objects.get()
    assert (status, said["outcome"], said["url"]) == (200, "stored", f"/documents/{document.id}/reading/")
    Person.objects.update(locale="fr")
    status, said = by_script(side, SimpleUploadedFile("nil.pdf", b""))
    assert (status, said["outcome"], said["text"]) == (422, "refused", "Le fichier est vide.")


def test_a_script_hears_of_a_copy_that_failed_or_is_held(world: World, side: Side) -> None:
    by_script(side, pdf())
    Document.objects.update(state="failed", trouble="damaged")
    status, said = by_script(side, pdf("copy.pdf"))
    assert (status, said["outcome"]) == (200, "here")
    assert "The file is damaged or incomplete." in said["text"]
    Document.objects.update(state="held")
    assert "It is held" in by_script(side, pdf("copy.pdf"))[1]["text"]


def test_what_is_stopped_is_stored_and_held(world: World, side: Side) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    assert by_script(side, pdf())[1]["outcome"] == "held"


def test_no_file_is_an_error_of_the_form(side: Side) -> None:
    answer = send(side)
    assert answer.status_code == 422
    assert "Choose a file first." in words(answer)
    status, said = by_script(side)
    assert (status, said["outcome"], said["text"]) == (422, "refused", "Choose a file first.")


def test_a_business_that_is_none_of_the_clients_stores_nothing(side: Side) -> None:
    for odd in ("biz_nosuch", "\x00", "x" * 5000):
        assert send(side, pdf(), business=odd).status_code in {200, 422}
        # A client without businesses has no such field: what is sent beside the form does nothing.
        assert Document.objects.filter(subscription__business__isnull=False).count() == 0


def test_names_are_for_people(side: Side) -> None:
    send(side, pdf("in\u202efdp.exe.pdf", b"1"), pdf("a" * 300 + ".pdf", b"2"), pdf("..\\..\\x.pdf", b"3"))
    names = sorted(Document.objects.values_list("name", flat=True))
    assert names[1:] == ["infdp.exe.pdf", "x.pdf"]
    assert len(names[0]) <= 120


def test_a_file_too_large_is_let_go_while_it_is_counted_and_the_others_stay(
    side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 200_000)
    files = [pdf("a.pdf", b"a"), pdf("huge.pdf", b"x" * 300_000), pdf("b.pdf", b"b" * 3_000)]
    answer = send(side, *files)
    assert answer.status_code == 422
    assert "2 stored, 1 refused" in words(answer)
    assert "huge.pdf" in words(answer)
    assert "The file is larger than 25 MB." in words(answer)
    status, said = by_script(side, pdf("huge.pdf", b"x" * 300_000))
    assert (status, said["text"]) == (422, "The file is larger than 25 MB.")


def test_more_files_than_a_form_may_bring_are_named(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_counting, "MAX_FILES_AT_ONCE", 2)
    answer = send(side, *(pdf(f"{number}.pdf", str(number).encode()) for number in range(4)))
    said = words(answer)
    assert "2 stored, 2 refused" in said
    assert "files can be added at once. Add this one by itself." in said
    for document in Document.objects.all():
        assert document.file.open("rb").read().startswith(b"%PDF"), "no file is lost with those let go"


def test_a_form_that_is_too_much_as_a_whole_stops_being_kept(
    side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_counting, "MAX_FORM_BYTES", 150_000)
    answer = send(side, pdf("a.pdf", b"a" * 100_000), pdf("b.pdf", b"b" * 100_000), pdf("c.pdf", b"c"))
    assert "2 stored, 1 refused" in words(answer)
    monkeypatch.setattr(upload_counting, "MAX_SKIMMED_BYTES", 250_000)
    answer = send(side, pdf("d.pdf", b"d"), pdf("e.pdf", b"e" * 400_000))
    assert "1 stored, 1 refused" in words(answer)


def test_large_files_go_by_the_disk_and_none_is_lost(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1_000_000)
    files = [pdf(f"{n}.pdf", str(n).encode() * 900_000) for n in range(4)]
    answer = send(side, *files[:3], pdf("huge.pdf", b"x" * 1_500_000), files[3])
    assert "4 stored, 1 refused" in words(answer)
    for document in Document.objects.all():
        assert len(document.file.open("rb").read()) == document.size == 900_009


def test_a_request_cut_off_or_made_of_nonsense_is_no_error_of_ours(side: Side) -> None:
    browser = signed_in(side[0])
    kind = "multipart/form-data; boundary=b"
    half = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 half'
    answer = browser.generic("POST", side[1], half, kind)
    assert answer.status_code == 422
    assert "The file did not arrive whole." in words(answer)
    for content, stated in (
        (b"", kind),
        (b"\x00" * 10, kind),
        (b"{}", "application/json"),
        (b"x", "text/plain"),
    ):
        assert browser.generic("POST", side[1], content, stated).status_code in {400, 422}
    assert not Document.objects.exists()


def test_a_form_without_its_token_stores_nothing(side: Side) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(side[0])
    assert browser.post(side[1], {"file": pdf()}).status_code == 403
    assert not Document.objects.exists()
    token = (
        browser.get(side[1])
        .content.decode()
        .partition('name="csrfmiddlewaretoken" value="')[2]
        .partition('"')[0]
    )
    assert browser.post(side[1], {"file": pdf(), "csrfmiddlewaretoken": token}).status_code == 302


def test_strangers_store_nothing(world: World) -> None:
    for page in (f"/clients/{world.birch.id}/documents/", f"/account/{world.birch.id}/documents/"):
        assert signed_in(world.stan).post(page, {"file": pdf()}).status_code == 404
        assert Browser().post(page, {"file": pdf()}).status_code == 302
    assert not Document.objects.exists()
