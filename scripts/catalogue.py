"""Every sentence of Tenure that a person may see, found in the Python files and the templates.

The one place that knows how sentences are marked; `bin/messages` writes them into the catalogues and
`tests/test_translations.py` compares, so that the two can never disagree.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/tenure"
LOCALE = SOURCE / "locale"

type Spec = tuple[int | tuple[int, str], ...]

SINGULAR: Spec = (1,)
PLURAL: Spec = (1, 2)
IN_CONTEXT: Spec = ((1, "c"), 2)
PLURAL_IN_CONTEXT: Spec = ((1, "c"), 2, 3)

MARKERS: dict[str, Spec] = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
    # The core marks its sentences without knowing Django (tenure.core.wording).
    "say": SINGULAR,
    "say_many": PLURAL,
    "N_": SINGULAR,
    "NP_": PLURAL,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[sdfir]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")


@dataclass(slots=True, kw_only=True)
class Sentence:
    """One message id with the files it stands in; `plural` where its form follows a number."""

    context: str | None
    text: str
    plural: str | None = None
    files: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)


def sentences(source: Path = SOURCE) -> list[Sentence]:
    """All marked sentences below `source`, sorted by their text."""
    found: dict[tuple[str | None, str], Sentence] = {}
    for file in _files(source):
        for context, text, plural, notes in _marked(file):
            sentence = found.setdefault((context, text), Sentence(context=context, text=text))
            sentence.plural = sentence.plural or plural
            sentence.files.add(file.relative_to(source.parent).as_posix())
            sentence.notes.update(notes)
    return sorted(found.values(), key=lambda sentence: (sentence.text, sentence.context or ""))


def placeholders(text: str) -> set[str]:
    """The names of the values that `text` is filled with, `%(name)s` or `{name}`."""
    return {percent or brace for percent, brace in PLACEHOLDER.findall(text)}


def _files(source: Path) -> Iterator[Path]:
    for pattern in ("*.py", "*.html", "*.txt"):
        for file in sorted(source.rglob(pattern)):
            if pattern == "*.py" or "templates" in file.parts:
                yield file


def _marked(file: Path) -> Iterator[tuple[str | None, str, str | None, list[str]]]:
    text = file.read_text(encoding="utf-8")
    code = text if file.suffix == ".py" else _template_as_code(text, file)
    messages = extract("python", io.BytesIO(code.encode()), MARKERS, ["Translators:"], {"encoding": "utf-8"})
    for _line, message, notes, context in messages:
        first, plural = message if isinstance(message, tuple) else (message, None)
        if first:
            yield context, first, plural, notes


def _template_as_code(text: str, file: Path) -> str:
    """The template as Python in which only its sentences are left; the bracket makes indentation free."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    return f"(\n{templatize(text, origin=str(file))}\n)"
