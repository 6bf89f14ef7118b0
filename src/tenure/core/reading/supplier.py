"""Who wrote the document: the name at its head, beside its tax number, or as the holder of the account (R20)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tenure.core.reading.amounts import amounts_in
from tenure.core.reading.dates import dates_in
from tenure.core.reading.folding import letters_of
from tenure.core.reading.labels import kinds_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.reading import Found, Place
from tenure.core.reading.sheet import Cell, Sheet, cells_of

_HEAD = 0.35
_FOOT = 0.86
_MOST_WORDS = 8
FEWEST_LETTERS = 3
SHORT = 4
_BLOCK_LINES = 6
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)\.[A-Za-z]{2,}")
_POSTCODE = re.compile(r"\b\d{4,5}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b")


@dataclass(frozen=True, slots=True)
class _Name:
    cell: Cell
    score: float


def supplier_of(sheet: Sheet) -> Found | None:
    """The supplier's name as it is written."""
    signs = _Signs.of(sheet)
    names = sorted(
        (_Name(cell, _score(sheet, signs, index, cell)) for index, cell in _cells(sheet)),
        key=lambda name: -name.score,
    )
    if not names or names[0].score < 0.3:
        return None
    best = names[0]
    rivals = [name for name in names if letters_of(name.cell.text) != letters_of(best.cell.text)]
    lead = best.score - (rivals[0].score if rivals else 0)
    sure = min(0.97, 0.45 + 0.16 * best.score + 0.22 * lead)
    return best.cell.found(_tidy(best.cell.text), sure)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a document says about who wrote it, elsewhere than in the name."""

    domains: tuple[str, ...]
    holders: tuple[str, ...]
    declared: frozenset[tuple[int, int]]
    customers: tuple[Place, ...]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet) -> "_Signs":
        return cls(
            domains=tuple(
                letters_of(match[1]) for line in sheet.lines for match in _DOMAIN.finditer(line.text)
            ),
            holders=tuple(letters_of(cell.text) for cell in _named_by(sheet, Term.HOLDER)),
            declared=frozenset((id(cell.line), cell.start) for cell in _named_by(sheet, Term.SUPPLIER)),
            customers=tuple(_customer_blocks(sheet)),
            lines=tuple(line.folded.letters for line in sheet.lines),
        )


def _score(sheet: Sheet, signs: _Signs, index: int, cell: Cell) -> float:
    """Every sign for and against, added up."""
    line, letters, place = cell.line, letters_of(cell.text), cell.place
    height = max(word.bottom - word.top for word in line.words_in(cell.start, cell.end))
    score = 0.5 * max(0.0, 1 - place.top / _HEAD)
    score += min(1.0, max(0.0, height / sheet.height - 1.15))
    score += 0.9 if has_legal_form(cell.text) else 0
    score += 0.35 if index == 0 else 0
    score += 1.6 if (id(line), cell.start) in signs.declared else 0
    score += 1.5 if any(_alike(letters, holder) for holder in signs.holders) else 0
    score += 1.3 if any(_alike(letters, domain) for domain in signs.domains) else 0
    score += 0.6 if sum(letters in other for other in signs.lines) > 1 else 0
    score += 0.4 if _above_tax_number(sheet, index, place) else 0
    score -= 2.2 if any(_inside(place, block) for block in signs.customers) else 0
    score -= 0.5 if re.search(r"\d", cell.text) else 0
    score -= 0.15 * max(0, len(cell.text.split()) - 5)
    return score


def has_legal_form(text: str) -> bool:
    """Whether it ends (or begins, as in "SARL Dupont") with what only companies have in their names."""
    words = [letters_of(word) for word in text.replace(".", "").split()]
    words = [word for word in words if word]
    ends = {"".join(words[-length:]) for length in (1, 2, 3, 4)} | set(words[:1])
    return len(words) > 1 and bool(ends & _legal_forms())


def _cells(sheet: Sheet) -> Iterator[tuple[int, Cell]]:
    """What may be a name: at the head, at the foot, or where a label says so."""
    declared = {
        (id(cell.line), cell.start): cell
        for cell in (*_named_by(sheet, Term.SUPPLIER), *_named_by(sheet, Term.HOLDER))
    }
    for index, line in enumerate(sheet.lines):
        for cell in declared.values():
            if cell.line is line and _may_be_name(sheet, index, cell):
                yield index, cell
        if line.page != 1 or _HEAD + 0.1 < line.top < _FOOT - 0.06:
            continue
        for whole in cells_of(line):
            for cell in _parts(whole):
                if _may_be_name(sheet, index, cell):
                    yield index, cell


def _parts(cell: Cell) -> Iterator[Cell]:
    """The sender's line of a letter holds name, street and town: "Müller GmbH · Hauptstr. 1 · 10115 Berlin"."""
    pattern = "|".join(map(re.escape, _table()["separators"])) + r"|, (?=[^,]*\d)"
    start = cell.start
    for match in (*re.finditer(pattern, cell.text), None):
        end = cell.start + match.start() if match else cell.end
        part = _trimmed(Cell(cell.line, start, end))
        if part.text:
            yield part
        start = cell.start + match.end() if match else cell.end


def _trimmed(cell: Cell) -> Cell:
    text = cell.text
    start = cell.start + len(text) - len(text.lstrip(" .:-·•|,\t#"))
    end = cell.end - (len(text) - len(text.rstrip(" :-·•|,\t")))
    return Cell(cell.line, start, max(start, end))


def _may_be_name(sheet: Sheet, index: int, cell: Cell) -> bool:
    text = cell.text
    letters = letters_of(text)
    if (
        sum(sign.isalpha() for sign in text) < FEWEST_LETTERS
        or len(text.split()) > _MOST_WORDS
        or "@" in text
        or _DOMAIN.search(text)
    ):
        return False
    if any(name.start <= cell.start < name.end for name in kinds_in(cell.line.folded)):
        return False
    labelled = any(
        label.start <= cell.start < label.end
        and (
            len(label.phrase) > SHORT
            or label.phrase == letters
            or cell.line.text[label.end : label.end + 1] == ":"
        )
        for label in sheet.labels[index]
    )
    if labelled and not has_legal_form(text):
        return False
    return not (_is_address(text) or list(dates_in(text)) or any(amount.money for amount in amounts_in(text)))


def _is_address(text: str) -> bool:
    words = [letters_of(word) for word in text.split()]
    if not re.search(r"\d", text):
        return False
    street = any(word in map(letters_of, _table()["street_words"]) for word in words)
    ending = any(word.endswith(end) for word in words for end in map(letters_of, _table()["street_endings"]))
    return street or ending or bool(_POSTCODE.search(text)) or bool(re.match(r"\s*\d+[,\s]", text))


def _named_by(sheet: Sheet, term: Term) -> Iterator[Cell]:
    """The names that a label announces: behind it, in the next column, or under it."""
    for index, label in sheet.labelled(term):
        line = sheet.lines[index]
        columns = list(cells_of(line))
        own = next(cell for cell in columns if cell.start <= label.start < cell.end)
        # The holder of an account is named in the middle of a sentence, too.
        if term is not Term.HOLDER and line.text[own.start : label.start].strip():
            continue
        behind = _trimmed(Cell(line, label.end, own.end))
        # "Van Dijk B.V." and "From: Dijk": a short word is a label only where it stands apart.
        apart = ":" in line.text[label.end : behind.start] or term is Term.HOLDER
        if _lettered(behind) and len(label.phrase) <= SHORT and not apart:
            continue
        after = [cell for cell in columns if cell.start >= own.end and not _is_label(sheet, index, cell)]
        if _lettered(behind):
            yield behind
        elif after and not _lettered(behind) and after[0] is columns[columns.index(own) + 1]:
            yield _trimmed(after[0])
        else:
            yield from (_trimmed(cell) for cell in list(sheet.below(index, label))[:1])


def _lettered(cell: Cell) -> bool:
    return sum(sign.isalpha() for sign in cell.text) >= FEWEST_LETTERS


def _is_label(sheet: Sheet, index: int, cell: Cell) -> bool:
    return any(label.start <= cell.start < label.end for label in sheet.labels[index])


def _customer_blocks(sheet: Sheet) -> Iterator[Place]:
    """The boxes of what stands under "Bill to": names there are not the supplier's."""
    for index, label in sheet.labelled(Term.CUSTOMER, Term.CUSTOMER_TAX_NUMBER):
        line = sheet.lines[index]
        if (
            len(label.phrase) <= 3
            and ":" not in line.text[label.end : label.end + 2]
            and label.end - label.start != len(line.text.strip())
        ):
            continue
        head = line.place(label.start, label.end)
        yield Place(
            page=line.page,
            left=head.left - 0.02,
            top=head.top - 0.25 * (head.bottom - head.top),
            right=max(head.right, head.left + 0.25) + 0.05,
            bottom=head.bottom + (_BLOCK_LINES * 1.4) * sheet.height,
        )


def _inside(place: Place, block: Place) -> bool:
    middle = (place.top + place.bottom) / 2
    return (
        place.page == block.page
        and block.top <= middle <= block.bottom
        and block.left <= place.left <= block.right
    )


def _above_tax_number(sheet: Sheet, index: int, place: Place) -> bool:
    for number, label in sheet.labelled(Term.TAX_NUMBER):
        if 0 <= number - index <= _BLOCK_LINES:
            head = sheet.lines[number].place(label.start, label.end)
            if abs(head.left - place.left) < 0.05 or number == index:
                return True
    return False


def _alike(letters: str, other: str) -> bool:
    """Whether a domain or an account is of that name: alder-bakery.com and Alder Bakery Ltd."""
    if len(letters) < 4 or len(other) < 4:
        return False
    begin = 0
    while begin < min(len(letters), len(other)) and letters[begin] == other[begin]:
        begin += 1
    return begin >= 5 and begin >= 0.6 * min(len(letters), len(other))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;:|·•-")


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(map(letters_of, _table()["legal_forms"]))


@cache
def _table() -> Mapping[str, Any]:
    file = files("tenure.core.reading") / "words" / "companies.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
