"""The parts of the look keep their promises: drawings exist, nothing is inline, a greyed button says why."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from tenure.web.appearance import theme
from tenure.web.templatetags.icons import icon, icon_names
from tenure.web.templatetags.ui import initials

TEMPLATES = Path(__file__).parents[3] / "src/tenure/web/templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
BY_PATH = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))


@BY_PATH
def test_every_drawing_a_page_asks_for_exists(page: Path) -> None:
    asked = re.findall(r"""\bicon(?: |=)["']([a-z-]+)["']""", page.read_text("utf-8"))
    assert set(asked) <= icon_names()


@BY_PATH
def test_no_page_carries_inline_style_or_script(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag


def test_an_unknown_drawing_is_named() -> None:
    with pytest.raises(ValueError, match='No icon "unicorn"'):
        icon("unicorn")


def test_a_drawing_with_a_word_of_its_own_is_read_out_and_others_are_not() -> None:
    assert 'role="img" aria-label="Locked"' in icon("lock", label="Locked")
    assert 'aria-hidden="true"' in icon("lock")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amelia Tran", "AT"), ("Électricité Tremblay ltée", "ÉT"), ("« Acme »", "A"), ("", "?")],
)
def test_initials_come_from_the_first_words(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_refused_button_is_grey_and_says_why_in_words() -> None:
    """R22: the wait is written beside the button, and screen readers hear it with the button."""
    button = render_to_string(
        "parts/button.html", {"text": "Reactivate", "id": "back", "reason": "Possible from 21 March 2027"}
    )
    assert 'aria-disabled="true" aria-describedby="back-why"' in button
    assert re.search(r'id="back-why".*Possible from 21 March 2027', button)
    assert 'type="submit"' not in button


def test_a_suspended_and_deactivated_account_shows_both_in_words() -> None:
    """R4: shape and text carry the state, never colour alone."""
    standing = render_to_string("parts/standing.html", {"suspended": True, "deactivated": True})
    assert "Suspended" in standing
    assert "Deactivated" in standing
    assert "icon--deactivated" in standing


def test_what_people_typed_stays_text_in_every_wrapper() -> None:
    page = Template("{% load ui %}{% card title=name %}{{ name }}{% endcard %}")
    shown = page.render(Context({"name": "<script>alert(1)</script>"}))
    assert "<script>" not in shown


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_theme_is_kept_and_the_way_back_stays_here(rf: RequestFactory, chosen: str) -> None:
    response = theme(rf.post("/theme/", {"theme": chosen, "next": "//elsewhere.example/"}))
    assert response.cookies["theme"].value == chosen
    assert response["Location"] == "/"


def test_following_the_system_forgets_the_theme(rf: RequestFactory) -> None:
    response = theme(rf.post("/theme/", {"theme": "system", "next": "/clients/?tab=deactivated"}))
    assert response.cookies["theme"].value == ""
    assert response["Location"] == "/clients/?tab=deactivated"


def test_a_strange_theme_in_the_cookie_is_ignored(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES["theme"] = '"><script>'
    page = Template("{% load ui %}[{% theme %}]")
    assert page.render(Context({"request": request})) == "[]"


@pytest.mark.parametrize("page", ["400", "403", "404", "500", "403_csrf"])
def test_error_pages_need_nothing_but_themselves(page: str) -> None:
    assert "<h1>" in render_to_string(f"{page}.html")
