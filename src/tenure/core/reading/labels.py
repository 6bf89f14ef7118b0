"""The phrases in a line that announce something: "Invoice no.", "Total TTC", "fällig am"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tenure.core.reading.folding import Folded
from tenure.core.reading.lexicon import Term, Tongue, tongues
from tenure.core.reading.reading import DocumentKind

_FIRST_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A phrase at `text[start:end]` of a line, and what it may announce."""

    start: int
    end: int
    phrase: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNamed:
    """A name of a kind of document at `text[start:end]` of a line."""

    start: int
    end: int
    phrase: str
    kind: DocumentKind


def labels_in(line: Folded, language: str) -> Iterator[Label]:
    """The labels of a line. Of phrases that begin alike the longest counts; `language` settles what others dispute."""
    at = 0
    while at < len(line.letters):
        phrase = _longest(line, at, _phrases())
        if phrase is None:
            at += 1
            continue
        start, at = at, at + len(phrase)
        yield Label(
            start=line.places[start],
            end=line.places[at - 1] + 1,
            phrase=phrase,
            terms=_terms(phrase, language),
        )


def kinds_in(line: Folded) -> Iterator[KindNamed]:
    """The names of kinds of document in a line, in whatever language."""
    for at in range(len(line.letters)):
        phrase = _longest(line, at, _kinds())
        if phrase is not None:
            yield KindNamed(
                start=line.places[at],
                end=line.places[at + len(phrase) - 1] + 1,
                phrase=phrase,
                kind=_kind_of(phrase),
            )


def kind_named_by(label: Label) -> KindNamed | None:
    """The kind of document whose number a label announces: "Factuurnummer", "N° de facture"."""
    every = (name for names in _kinds().values() for name in names)
    names = [name for name in every if label.phrase.startswith(name) or label.phrase.endswith(name)]
    if not names:
        return None
    longest = max(names, key=len)
    return KindNamed(start=label.start, end=label.end, phrase=longest, kind=_kind_of(longest))


def _longest(line: Folded, at: int, phrases: Mapping[str, tuple[str, ...]]) -> str | None:
    if not line.begins(at):
        return None
    for phrase in (
        *phrases.get(line.letters[at : at + _FIRST_LETTERS], ()),
        *phrases.get(line.letters[at], ()),
    ):
        if line.letters.startswith(phrase, at) and line.whole(at, at + len(phrase)):
            return phrase
    return None


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    return _by_first_letters(phrase for tongue in tongues() for phrase in tongue.terms)


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    return _by_first_letters(phrase for tongue in tongues() for phrase in tongue.kinds)


def _by_first_letters(phrases: Iterator[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        found[phrase[:_FIRST_LETTERS]].add(phrase)
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in found.items()}


def _kind_of(phrase: str) -> DocumentKind:
    return next(tongue.kinds[phrase] for tongue in tongues() if phrase in tongue.kinds)


@cache
def _terms(phrase: str, language: str) -> tuple[Term, ...]:
    own: list[Tongue] = [tongue for tongue in tongues() if tongue.code == language and phrase in tongue.terms]
    return tuple(dict.fromkeys(term for tongue in own or tongues() for term in tongue.terms.get(phrase, ())))
