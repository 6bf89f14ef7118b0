"""Brings the catalogues of translations up to date with the sentences in the source. Run by bin/messages.

Translations stay; a sentence that is gone is marked obsolete; a new one waits untranslated. There are no line
numbers in a catalogue, so that two people who add sentences do not disagree about the rest.
"""

import sys
from pathlib import Path

import polib

from scripts.catalogue import LOCALE, Sentence, placeholders, sentences

WIDTH = 110
HEADER = {
    "Project-Id-Version": "tenure",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}


def update(file: Path, wanted: list[Sentence]) -> polib.POFile:
    """Write `wanted` into the catalogue `file`, made if missing, and return it."""
    language = file.parent.parent.name
    catalogue = polib.pofile(str(file), wrapwidth=WIDTH) if file.exists() else polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {**HEADER, "Language": language, "Plural-Forms": PLURALS[language]}
    before: dict[tuple[str | None, str], polib.POEntry] = {
        (entry.msgctxt, entry.msgid): entry for entry in catalogue
    }
    entries = [_entry(sentence, before.pop((sentence.context, sentence.text), None)) for sentence in wanted]
    catalogue.clear()
    catalogue.extend(entries + [_obsolete(entry) for entry in before.values() if _translated(entry)])
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(file))
    return catalogue


def _entry(sentence: Sentence, before: polib.POEntry | None) -> polib.POEntry:
    """The entry of a sentence, with the translation it had."""
    entry = polib.POEntry(
        msgctxt=sentence.context,
        msgid=sentence.text,
        msgid_plural=sentence.plural or "",
        occurrences=[(file, "") for file in sorted(sentence.files)],
        comment="\n".join(sorted(sentence.notes)),
        flags=["python-format"] if placeholders(sentence.text) else [],
    )
    forms = dict(before.msgstr_plural) if before else {}
    singular = before.msgstr if before else ""
    if sentence.plural:
        entry.msgstr_plural = forms or {0: singular, 1: ""}
    else:
        entry.msgstr = singular or forms.get(0, "")
    if before:
        entry.tcomment = before.tcomment
        entry.flags += [flag for flag in before.flags if flag not in entry.flags and flag != "python-format"]
    return entry


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.occurrences = []
    return entry


def _translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))


def main() -> int:
    """Update every language and say what is left to translate."""
    wanted = sentences()
    for language in PLURALS:
        file = LOCALE / language / "LC_MESSAGES/django.po"
        catalogue = update(file, wanted)
        missing = len(catalogue.untranslated_entries())
        obsolete = len(catalogue.obsolete_entries())
        print(f"{language}: {len(wanted)} sentences, {missing} to translate, {obsolete} obsolete")
    return 0


if __name__ == "__main__":
    sys.exit(main())
