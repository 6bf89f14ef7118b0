"""Ids are typed, opaque, and known before the row is written."""

import re

import pytest

from tenure.core.tree import KIND_BY_PREFIX, Kind, kind_of
from tenure.records.ids import ID_LENGTH, new_id, new_ids, new_search_row
from tenure.records.models import Client, Stop

SHAPE = re.compile(r"[a-z]{3,4}_[0-9a-hjkmnp-tv-z]{24}")


@pytest.mark.parametrize("prefix", [*KIND_BY_PREFIX, "firm", "usr", "trn"])
def test_an_id_says_what_it_names(prefix: str) -> None:
    made = new_id(prefix)
    assert SHAPE.fullmatch(made)
    assert made.startswith(f"{prefix}_")
    assert len(made) <= ID_LENGTH
    assert kind_of(made) == KIND_BY_PREFIX.get(prefix)


def test_ids_never_repeat() -> None:
    assert len({new_id("cli") for _ in range(20_000)}) == 20_000


def test_a_client_has_its_id_before_it_is_written() -> None:
    assert kind_of(Client(name="Acme").id) is Kind.CLIENT
    assert Client().id != Client().id
    assert Stop().id.startswith("stp_")


def test_search_rows_only_rise_and_fit_in_62_bits() -> None:
    rows = [new_search_row() for _ in range(20_000)]
    assert rows == sorted(set(rows))
    assert rows[0] > 0
    assert rows[-1] < 2**62


def test_ids_made_by_the_thousand_are_like_those_made_one_by_one_and_rise() -> None:
    many = new_ids("inv", 2000)
    assert len(set(many)) == 2000
    assert many == sorted(many)
    assert all(SHAPE.fullmatch(each) for each in many)
    assert many[-1][:12] <= new_id("inv")[:12], "both begin with the time"
