"""What would be otherwise under another policy, rule by rule, in the same sentences (R5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenure.web.policy_words import Article, Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule that changes. Empty lines: it is not there."""

    term: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterDifference:
    """What changes about one verb. `note` says that it comes or goes as a whole."""

    title: str
    icon: str
    note: str
    differences: tuple[Difference, ...]


def differences(before: tuple[Chapter, ...], after: tuple[Chapter, ...]) -> tuple[ChapterDifference, ...]:
    """The chapters that change, those of today first; empty if nothing would."""
    return tuple(_changed(before, after))


def _changed(before: tuple[Chapter, ...], after: tuple[Chapter, ...]) -> Iterator[ChapterDifference]:
    then = {chapter.key: chapter for chapter in after}
    for chapter in before:
        other = then.pop(chapter.key, None)
        if other is None:
            yield _whole(chapter, _("No longer offered"))
        elif found := tuple(_rules(chapter.articles, other.articles)):
            yield ChapterDifference(title=other.title, icon=other.icon, note="", differences=found)
    for chapter in then.values():
        added = tuple(Difference(term=one.term, before=(), after=one.lines) for one in chapter.articles)
        yield ChapterDifference(
            title=chapter.title, icon=chapter.icon, note=_("New: not offered today"), differences=added
        )


def _whole(chapter: Chapter, note: str) -> ChapterDifference:
    return ChapterDifference(title=chapter.title, icon=chapter.icon, note=note, differences=())


def _rules(before: tuple[Article, ...], after: tuple[Article, ...]) -> Iterator[Difference]:
    now = {article.term: article.lines for article in before}
    then = {article.term: article.lines for article in after}
    for term in (*now, *(term for term in then if term not in now)):
        if now.get(term) != then.get(term):
            yield Difference(term=term, before=now.get(term, ()), after=then.get(term, ()))
