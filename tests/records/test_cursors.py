"""A cursor from a link is somebody's input: what makes no sense means the beginning."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.records.cursors import LARGEST, Sort, cursor_at, read_cursor
from tenure.records.models import Client
from tenure.records.words import plain


def packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@given(
    name=st.text().map(plain),
    at=st.datetimes(timezones=st.just(UTC)),
    held=st.integers(0, LARGEST),
    sort=st.sampled_from(Sort),
    back=st.booleans(),
)
def test_a_cursor_comes_back_as_it_went(
    *, name: str, at: datetime, held: int, sort: Sort, back: bool
) -> None:
    row = Client(sort_name=name[:60], last_activity_at=at, documents_held=held)
    cursor = read_cursor(cursor_at(row, sort, back=back), sort)
    assert cursor is not None
    assert (cursor.key, cursor.id, cursor.back) == (getattr(row, sort.field), row.id, back)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "é",
        "\x00",
        "a" * 5000,
        packed(),
        packed("name", 0, "a"),
        packed("activity", 0, "2026-01-01T00:00:00+00:00", "cli_1"),
        packed("name", 0, 7, "cli_1"),
        packed("name", 0, "nul\x00", "cli_1"),
        packed("name", 0, "\ud800", "cli_1"),
        packed("name", 0, "a", "usr_1"),
        packed("name", 0, "a", "cli_\x00"),
        packed("name", 0, "a", ["cli_1"]),
        packed({"name": 1}, 0, "a", "cli_1"),
        base64.urlsafe_b64encode(b"[" * 800).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_nonsense_is_the_beginning(text: str) -> None:
    assert read_cursor(text, Sort.NAME) is None


@pytest.mark.parametrize("key", ["0001-01-01T00:00:00+14:00", "yesterday", 7, None])
def test_a_wrong_time_is_the_beginning(key: object) -> None:
    assert read_cursor(packed("activity", 0, key, "cli_1"), Sort.ACTIVITY) is None


@pytest.mark.parametrize("key", [-1, LARGEST + 1, 1.5, "7", None])
def test_a_wrong_number_is_the_beginning(key: object) -> None:
    assert read_cursor(packed("documents", 0, key, "cli_1"), Sort.DOCUMENTS) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for sort in Sort:
        read_cursor(text, sort)
