"""Somebody drops files on the page: each shows how far it is and what became of it; without scripts the form does (R20)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tenure.outlets.extraction.limits import MAX_FILE_BYTES
from tenure.records.models import Document
from tests.journeys.conftest import OpenRoom
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What dropping files from the desk does, as the browser tells the page of it.
DROP = """([drop, names]) => {
  const carried = new DataTransfer();
  names.forEach(([name, text]) => carried.items.add(new File([text], name)));
  drop.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def drop(page: Page, *files: tuple[str, str]) -> None:
    area = page.locator("#add .drop").element_handle()
    page.evaluate(DROP, [area, [list(file) for file in files]])


def outcome(page: Page, name: str) -> str:
    """How the file of this name ended; waits until it has."""
    row = page.locator(".adding__row", has=page.locator(".adding__name", has_text=name)).first
    expect(row).to_have_attribute("data-done", "")
    return row.get_attribute("data-state") or ""


def test_files_are_dropped_and_each_says_what_became_of_it(room: OpenRoom) -> None:
    world = practice_world()
    page = room(world.mina).tab(f"/clients/{world.birch.id}/documents/")
    drop(
        page, ("a.pdf", "%PDF-1.7 a"), ("letter.doc", "\\xd0\\xcf"), ("b.pdf", "%PDF-1.7 b"), ("nil.pdf", "")
    )
    assert [outcome(page, name) for name in ("a.pdf", "b.pdf", "letter.doc", "nil.pdf")] == [
        "stored", "stored", "refused", "refused",
    ]  # fmt: skip
    expect(page.locator("#documents tbody tr")).to_have_count(2)
    drop(page, ("a again.pdf", "%PDF-1.7 a"))
    assert outcome(page, "a again.pdf") == "here"
    expect(page.locator("[data-heard]")).to_contain_text("already here as “a.pdf”")
    page.get_by_role("button", name="Clear what is done").click()
    expect(page.locator(".adding__row")).to_have_count(0)
    assert Document.objects.count() == 2


def test_one_too_large_is_not_even_sent_and_a_lost_one_is_tried_again(room: OpenRoom, tmp_path: Path) -> None:
    world = practice_world()
    page = room(world.zoe).tab(f"/account/{world.birch.id}/documents/")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(MAX_FILE_BYTES + 1)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#add input[type=file]").set_input_files(huge)
    assert outcome(page, "huge.pdf") == "refused"
    expect(page.locator(".adding__said").first).to_have_text("The file is larger than 25 MB.")
    assert "POST" not in sent

    def answer_nothing_sensible(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=200, content_type="text/html", body="<p>Sign in</p>")
        else:
            route.continue_()

    page.route("**/documents/", answer_nothing_sensible)
    drop(page, ("bill.pdf", "%PDF-1.7 bill"))
    row = page.locator(".adding__row").first
    expect(row).to_have_attribute("data-state", "lost")
    expect(row).to_contain_text("You are no longer signed in.")
    page.unroute("**/documents/")
    row.get_by_role("button", name="Try again").click()
    assert outcome(page, "bill.pdf") == "stored"
    assert Document.objects.get().name == "bill.pdf"


def test_what_waits_can_be_cancelled_and_leaving_warns(room: OpenRoom) -> None:
    world = practice_world()
    page = room(world.mina).tab(f"/clients/{world.birch.id}/documents/")
    held_back: list[Route] = []
    page.route("**/documents/", lambda route: held_back.append(route))  # noqa: PLW0108 - it looks at the signature
    drop(page, *((f"{number}.pdf", f"%PDF-1.7 {number}") for number in range(4)))
    expect(page.locator(".adding__row[data-state=waiting]")).to_have_count(1)
    page.locator(".adding__row[data-state=waiting]").get_by_role("button", name="Cancel").click()
    assert outcome(page, "3.pdf") == "cancelled"
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(getattr(dialog, "type", ""))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    for route in held_back:
        route.continue_()
    assert [outcome(page, f"{number}.pdf") for number in range(3)] == ["stored"] * 3
    assert Document.objects.count() == 3


def test_without_scripts_the_form_sends_all_of_them_and_says_the_same(room: OpenRoom, tmp_path: Path) -> None:
    world = practice_world()
    for name, content in (("a.pdf", b"%PDF-1.7 a"), ("copy.pdf", b"%PDF-1.7 a"), ("x.exe", b"MZ")):
        (tmp_path / name).write_bytes(content)
    page = room(world.mina, scripts=False).tab(f"/clients/{world.birch.id}/documents/")
    page.locator("#add input[type=file]").set_input_files(
        [tmp_path / "a.pdf", tmp_path / "copy.pdf", tmp_path / "x.exe"]
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".adding__sum")).to_have_text("1 stored, 1 already here, 1 refused")
    expect(page.get_by_role("link", name="Open the document").first).to_be_visible()
    assert Document.objects.count() == 1
