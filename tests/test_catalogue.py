"""The catalogue tool finds sentences however they are marked, and keeps translations when it writes."""

from pathlib import Path

import polib

from scripts.catalogue import Sentence, placeholders, sentences
from scripts.update_messages import update

PAGE = """{% load i18n %}
   {% translate "Client book" context "title" %} it's not closed (
 {% blocktranslate count n=clients|length trimmed %}
   one {{ n }} client
 {% plural %}
   {{ n }} clients
 {% endblocktranslate %}
<a title="{{ _("Manage") }}">
"""
CODE = """
from tenure.core.wording import say, say_many
say("%(client)s is stopped.", client="Acme")
say_many("%(count)d day", "%(count)d days", count=3)
_(
    "A sentence "
    "in two lines"
)
"""


def test_sentences_are_found_in_templates_and_code(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(PAGE)
    (tmp_path / "code.py").write_text(CODE)
    found = {(sentence.context, sentence.text, sentence.plural) for sentence in sentences(tmp_path)}
    assert found == {
        ("title", "Client book", None),
        (None, "one %(n)s client", "%(n)s clients"),
        (None, "Manage", None),
        (None, "%(client)s is stopped.", None),
        (None, "%(count)d day", "%(count)d days"),
        (None, "A sentence in two lines", None),
    }


def test_translations_survive_an_update_and_what_is_gone_is_obsolete(tmp_path: Path) -> None:
    file = tmp_path / "fr/LC_MESSAGES/django.po"
    kept, gone = Sentence(context=None, text="Client"), Sentence(context=None, text="Fax")
    catalogue = update(file, [kept, gone])
    for entry in catalogue:
        entry.msgstr = f"{entry.msgid} en français"
    catalogue.save(str(file))

    update(file, [kept, Sentence(context=None, text="Location")])
    after = {entry.msgid: entry for entry in polib.pofile(str(file))}
    assert after["Client"].msgstr == "Client en français"
    assert after["Location"].msgstr == ""
    assert after["Fax"].obsolete
    once = file.read_text()
    update(file, [kept, Sentence(context=None, text="Location")])
    assert file.read_text() == once


def test_placeholders_of_both_kinds_are_seen() -> None:
    assert placeholders("%(count)d of {total:,} at 100%%, {{literal}}") == {"count", "total"}
