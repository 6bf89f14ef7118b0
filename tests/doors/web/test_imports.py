"""A client book in a browser: file, columns, preview, report, undo; and whatever else people upload (R57)."""

import csv
import html
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from tenure.operations.import_work import run_waiting
from tenure.records.models import BookImport, Client, ImportState, Person
from tests.books.shelf import sample
from tests.doors.web.walking import signed_in
from tests.operations.importing import BIRCH, ELM, FIR, NAMELESS, book, imported, previewed
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def upload(person: Person, content: bytes, name: str = "clients.csv") -> tuple[Browser, str]:
    """Uploads a file; the browser, and the page it ends on."""
    browser = signed_in(person)
    answer = browser.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code in {200, 422}
    return browser, html.unescape(answer.content.decode())


def chosen(page: str) -> dict[str, str]:
    """The column form as the page preselects it."""
    fields = {}
    for name, options in re.findall(r'<select name="(column-\d+)".*?>(.*?)</select>', page, re.DOTALL):
        selected = re.search(r'<option value="([^"]*)" selected>', options)
        fields[name] = selected[1] if selected else ""
    return fields


def the_import() -> BookImport:
    return BookImport.objects.get()


def send_columns(browser: Browser, page: str, **changed: str) -> str:
    address = reverse("import_columns", args=[the_import().id])
    answer = browser.post(address, {**chosen(page), **changed}, follow=True)
    return html.unescape(answer.content.decode())


def confirm(browser: Browser, *products: str) -> str:
    found = the_import()
    address = reverse("import_detail", args=[found.id])
    answer = browser.post(address, {"digest": found.digest, "products": products}, follow=True)
    return html.unescape(answer.content.decode())


def test_from_a_file_to_clients_and_back(world: World) -> None:
    browser, page = upload(world.olive, sample("xero-contacts").read_bytes())
    assert "Harbour Lane Bakery Ltd" in page
    assert chosen(page)["column-0"] == "name"
    page = send_columns(browser, page)
    assert "Import 24 clients" in page
    assert "Line 2 has the same company number." in page
    assert not Client.objects.filter(name="Café Lumière").exists()
    page = confirm(browser, "bookkeeping")
    assert "Imported by Olive Reed" in page
    lumiere = Client.objects.get(name="Café Lumière")
    assert f"/clients/{lumiere.id}/" in page
    assert [one.product for one in lumiere.subscriptions.all()] == ["bookkeeping"]
    undo = reverse("import_undo", args=[the_import().id])
    page = html.unescape(browser.get(undo).content.decode())
    assert "24 clients are erased" in page
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest is not None
    answer = browser.post(undo, {"digest": digest[1]}, follow=True)
    assert "24 removed again" in answer.content.decode()
    assert not Client.objects.filter(name="Café Lumière").exists()


def test_old_and_new_values_stand_side_by_side(world: World) -> None:
    browser, page = upload(world.olive, book(("Birch & Sons", "new@birch.example", "", "")))
    page = send_columns(browser, page)
    assert "<del>office@birch.example</del>" in page
    assert "<ins>new@birch.example</ins>" in page


def test_a_column_without_names_is_asked_for_and_nothing_chosen_is_lost(world: World) -> None:
    browser, page = upload(world.olive, book(ELM))
    page = send_columns(browser, page, **{"column-0": "", "column-2": "note"})
    assert "Choose the column that has the clients' names." in page
    assert chosen(page)["column-2"] == "note"


def test_the_wrong_mapping_is_seen_in_the_preview_and_changed(world: World) -> None:
    browser, page = upload(world.olive, book(ELM))
    page = send_columns(browser, page, **{"column-2": "email", "column-1": ""})
    assert "is not an e-mail address" in page
    columns = html.unescape(browser.get(reverse("import_columns", args=[the_import().id])).content.decode())
    page = send_columns(browser, columns, **{"column-1": "email", "column-2": "phone"})
    assert "Import 1 client" in page


def test_a_file_can_be_read_with_another_encoding(world: World) -> None:
    browser, _page = upload(world.olive, "Name;City\nCafé;Orléans\n".encode("cp1252"))
    address = reverse("import_columns", args=[the_import().id])
    answer = browser.post(address, {"reread": "yes", "encoding": "cp850", "delimiter": "59"}, follow=True)
    assert "CafÚ" in answer.content.decode()
    answer = browser.post(address, {"reread": "yes", "encoding": "utf-8", "delimiter": "59"})
    assert answer.status_code == 422
    assert "bytes that are no text" in answer.content.decode()
    answer = browser.post(address, {"reread": "yes", "encoding": "rot13", "delimiter": "x"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"Name,Email\r\n", "a row of headers, but no client"),
        (b'Name,Email\n"Acme,a@b.example\nBirch,c@d.example\n' * 9, "quotation mark"),
        (b"PK\x03\x04\x14\x00\x06\x00", "spreadsheet file"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 9, "not a text file"),
        (b"<!doctype html><p>Sign in first", "web page"),
        ((",".join(f"C{n}" for n in range(300)) + "\nx\n").encode(), "300 columns"),
        (b"acme@example.com,Acme\nbirch@example.com,Birch\n", "add a row with the names of the columns"),
    ],
)
def test_what_is_no_client_book_is_refused_in_a_sentence(world: World, content: bytes, said: str) -> None:
    _browser, page = upload(world.olive, content)
    assert said in page
    assert not BookImport.objects.exists()


def test_hostile_cells_are_text(world: World) -> None:
    evil = ("<script>alert(1)</script> Ltd", "a@b.example", "", "")
    formula = ('=HYPERLINK("http://evil.example")', "c@d.example", "", "")
    browser, page = upload(world.olive, book(evil, formula, headers=("Name", "Email", "<b>Phone</b>", "x")))
    send_columns(browser, page)
    raw = browser.get(reverse("import_detail", args=[the_import().id])).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ltd" in raw
    rows = list_of(browser)
    assert rows[2][1] == '\'=HYPERLINK("http://evil.example")'


def test_the_report_is_a_file_too(world: World) -> None:
    done = imported(world, book(ELM, BIRCH, NAMELESS))
    rows = list_of(signed_in(world.olive))
    assert [row[2] for row in rows[1:]] == ["Created", "Updated", "Refused"]
    assert rows[3][3] == "The row has no client name."
    assert rows[2][5] == world.birch.id
    only = list_of(signed_in(world.olive), "?result=refused")
    assert len(only) == 2
    assert done.refused == 1


def list_of(browser: Browser, query: str = "") -> list[list[str]]:
    answer = browser.get(reverse("import_rows", args=[the_import().id]) + query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(StringIO(text)))


def test_a_long_book_is_the_workers_and_the_page_shows_how_far_it_is(world: World) -> None:
    rows = [(f"Client number {n}", f"c{n}@long.example", "", "") for n in range(1_001)]
    browser, page = upload(world.olive, book(*rows))
    page = send_columns(browser, page)
    assert "Comparing the rows" in page
    assert "Waiting for the worker" in page
    progress = reverse("import_progress", args=[the_import().id])
    assert "<progress" in browser.get(progress).content.decode()
    assert run_waiting() == 1
    assert browser.get(progress).headers["HX-Refresh"] == "true"
    page = confirm(browser)
    assert "Writing all rows at once" in page
    assert run_waiting() == 1
    page = browser.get(reverse("import_detail", args=[the_import().id]) + "?after=1000").content.decode()
    assert "Client number 999" in page
    assert 'rel="prev"' in page
    assert Client.objects.filter(firm=world.firm).count() == 1_005


def test_a_second_click_and_an_old_tab_do_no_harm(world: World) -> None:
    browser, page = upload(world.olive, book(ELM))
    send_columns(browser, page)
    old = the_import().digest
    confirm(browser)
    assert "Imported by" in confirm(browser)
    assert Client.objects.filter(name=ELM[0]).count() == 1
    again = previewed(world, book(ELM, FIR))
    answer = browser.post(
        reverse("import_detail", args=[again.id]), {"digest": old, "products": []}, follow=True
    )
    assert "The preview changed since you looked." in html.unescape(answer.content.decode())
    assert fresh_state(again) == ImportState.PREVIEWED


def test_a_discarded_file_is_forgotten(world: World) -> None:
    browser, page = upload(world.olive, book(ELM))
    send_columns(browser, page)
    answer = browser.post(reverse("import_removal", args=[the_import().id]), follow=True)
    assert "No client was touched." in answer.content.decode()
    assert not BookImport.objects.exists()


@pytest.mark.parametrize(
    "page", ["import_detail", "import_columns", "import_progress", "import_rows", "import_undo"]
)
def test_strangers_find_nothing_and_who_may_not_is_told_whom_to_ask(world: World, page: str) -> None:
    seen = previewed(world, book(ELM))
    address = reverse(page, args=[seen.id])
    assert signed_in(world.stan).get(address).status_code == 404
    refused = signed_in(world.fay).get(address)
    assert refused.status_code == 403
    assert "Olive Reed" in refused.content.decode()
    assert signed_in(world.zoe).get(address).status_code == 302
    assert Browser().get(address).status_code == 302


def test_nonsense_in_the_address_is_the_first_page(world: World) -> None:
    done = imported(world, book(ELM, FIR))
    browser = signed_in(world.olive)
    for query in ("?after=-1", "?after=x", "?after=99999999999999999999", "?result=maybe", "?after=%00"):
        assert browser.get(reverse("import_detail", args=[done.id]) + query).status_code == 200


def fresh_state(book_import: BookImport) -> str:
    book_import.refresh_from_db()
    return book_import.state
