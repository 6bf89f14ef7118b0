"""Every sentence a person may see is there in French, with the same values in it (R3)."""

from collections.abc import Iterator

import polib
import pytest

from scripts.catalogue import LOCALE, placeholders, sentences

HOW = "run bin/messages, then translate what is empty"


@pytest.fixture(scope="module")
def french() -> dict[tuple[str | None, str], polib.POEntry]:
    catalogue = polib.pofile(str(LOCALE / "fr/LC_MESSAGES/django.po"))
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}


def test_every_sentence_is_in_the_catalogue_and_nothing_else(
    french: dict[tuple[str | None, str], polib.POEntry],
) -> None:
    wanted = {(sentence.context, sentence.text) for sentence in sentences()}
    assert sorted(text for _context, text in wanted - french.keys()) == [], HOW
    assert sorted(text for _context, text in french.keys() - wanted) == [], HOW


def test_every_sentence_is_translated(french: dict[tuple[str | None, str], polib.POEntry]) -> None:
    assert [entry.msgid for entry in french.values() if not all(_forms(entry))] == [], HOW


def test_no_translation_is_a_guess(french: dict[tuple[str | None, str], polib.POEntry]) -> None:
    assert [entry.msgid for entry in french.values() if entry.fuzzy] == []


def test_plural_sentences_have_both_forms(french: dict[tuple[str | None, str], polib.POEntry]) -> None:
    plurals = {(sentence.context, sentence.text): sentence.plural for sentence in sentences()}
    assert [e.msgid for key, e in french.items() if e.msgid_plural != (plurals.get(key) or "")] == [], HOW
    assert [e.msgid for e in french.values() if e.msgid_plural and set(e.msgstr_plural) != {0, 1}] == []


def test_translations_are_filled_with_the_same_values(
    french: dict[tuple[str | None, str], polib.POEntry],
) -> None:
    """The singular may leave its number out ("one client"); no value may be asked for that nobody gives."""
    assert [wrong for entry in french.values() for wrong in _wrong_values(entry)] == []


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _wrong_values(entry: polib.POEntry) -> Iterator[str]:
    given = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    needed = given - ({"count"} if entry.msgid_plural else set())
    for form in filter(None, _forms(entry)):
        used = placeholders(form)
        if used - given or (needed & placeholders(entry.msgid)) - used:
            yield f"{entry.msgid!r} -> {form!r}"
