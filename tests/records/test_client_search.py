"""Search finds any part of a name, and takes whatever people type for words (R57)."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tenure.records import find_clients
from tenure.records.client_search import build_index
from tenure.records.models import Client
from tenure.records.queries import Tab, client_page, clients_of
from tenure.records.words import search_text_of, sort_name_of
from tests.worlds import World, new_client, practice_world

HOSTILE = [
    "%", "%%%", "_", "___", '"', '"""', "'", "'''", "*", "***", "\\", "\\\\\\", "\x00", "\x00\x00\x00",
    "🦊🦊🦊", "' OR 1=1 --", '" OR "a', "acme OR birch", "acme NOT birch", "NEAR(acme birch)", "search:acme",
    "^acme", "acme*", "(acme", "a b", "-acme", "\ud800\udfff abc", "acme" * 500, "a " * 5000, "+acme",
    "{search}: acme",
]  # fmt: skip


@pytest.fixture
def world() -> World:
    return practice_world()


def names(world: World, typed: str) -> list[str]:
    page = client_page(world.actor(world.olive), standing=Tab.ALL, search=typed)
    return [row.name for row in page.rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acme", ["Acme Trading Ltd"]),
        ("radin", ["Acme Trading Ltd"]),
        ("CAFÉ", ["Cedar Café"]),
        ("cafe ced", ["Cedar Café"]),
        ("birch & sons", ["Birch & Sons"]),
        ("h & s", ["Birch & Sons"]),
        ("s h", []),
        ("office@dune.example", ["Dune Surveying"]),
        (".example", ["Acme Trading Ltd", "Birch & Sons", "Cedar Café", "Dune Surveying"]),
        ("d", ["Dune Surveying"]),
        ("du", ["Dune Surveying"]),
        ("un", []),
        ("   ", ["Acme Trading Ltd", "Birch & Sons", "Cedar Café", "Dune Surveying"]),
        ("nobody at all", []),
    ],
)
def test_any_part_of_a_name_finds_it(world: World, typed: str, found: list[str]) -> None:
    assert names(world, typed) == found


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
def test_signs_are_only_signs(world: World, typed: str) -> None:
    names(world, typed)
    strange = new_client(world.firm, f"x {typed} y"[:190].replace("\x00", "").replace("\ud800\udfff", ""))
    assert strange.name in names(world, strange.name)


@pytest.mark.django_db
def test_a_sign_does_not_stand_for_others(world: World) -> None:
    assert names(world, "a%e") == names(world, "a_me") == names(world, "ac*") == []


@pytest.mark.django_db
def test_a_word_that_many_share_is_found_by_walking(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed = names(world, "example dun")
    monkeypatch.setattr(find_clients, "FEW", 0)
    assert names(world, "example dun") == indexed == ["Dune Surveying"]


@pytest.mark.django_db
def test_the_index_follows_every_change(world: World) -> None:
    Client.objects.filter(pk=world.acme.pk).update(search="zebra crossing")
    assert names(world, "acme") == []
    assert names(world, "zebra") == ["Acme Trading Ltd"]
    lone = Client.objects.create(firm=world.firm, name="Lone", sort_name="lone", search="lone wolf")
    assert names(world, "wolf") == ["Lone"]
    lone.delete()
    assert names(world, "wolf") == []


@pytest.mark.django_db
def test_another_firm_finds_nothing_of_ours(world: World) -> None:
    assert client_page(world.actor(world.stan), standing=Tab.ALL, search="acme").rows == ()


@pytest.mark.django_db
def test_building_the_index_twice_does_nothing() -> None:
    build_index(connection)
    assert names(practice_world(), "acme") == ["Acme Trading Ltd"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite copies a table to alter it")
@pytest.mark.django_db(transaction=True)
def test_the_index_is_fed_again_after_a_table_was_altered() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER client_search_added")
    call_command("migrate", verbosity=0)
    world = practice_world()
    assert names(world, "acme") == ["Acme Trading Ltd"]


class AnyText(TestCase):
    """Text made by chance, on a client and in the search field."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = practice_world()

    @settings(max_examples=60, deadline=None)
    @given(name=st.text(min_size=1, max_size=40), typed=st.text(max_size=40))
    @example(name="0", typed="0\r0")
    @example(name="0 0", typed="0\r0")
    @example(name="j r ewing", typed="r j")
    def test_the_index_finds_what_a_plain_comparison_finds(self, name: str, typed: str) -> None:
        sort_name = sort_name_of(name)
        acme = Client.objects.filter(pk=self.world.acme.pk)
        acme.update(sort_name=sort_name, search=search_text_of([name]))
        actor = self.world.actor(self.world.olive)
        for asked in (typed, name):
            words = " ".join(asked.split())
            expected = {row.id for row in clients_of(actor) if _matches(row, words)}
            page = client_page(actor, standing=Tab.ALL, search=asked)
            assert {row.id for row in page.rows} == expected


def _matches(row: Client, typed: str) -> bool:
    text = search_text_of([typed])
    if len(text) < find_clients.SHORTEST:
        return row.sort_name.startswith(text)
    words = text.split()[: find_clients.MOST_WORDS]
    if max(map(len, words)) < find_clients.SHORTEST:
        words = [" ".join(words)]
    return all(word in row.search for word in words)
