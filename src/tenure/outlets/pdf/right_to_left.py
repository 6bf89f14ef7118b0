"""Hebrew and Arabic as they are written: from right to left, Arabic letters joined.

A paper is written from left to right; a run of the other direction is turned inside it. That is enough for names,
addresses and lines of an invoice, and leaves out what only running text in these languages needs.
"""

import unicodedata
from functools import cache
from itertools import groupby
from typing import Final

TURNED: Final = frozenset({"R", "AL"})
STRAIGHT: Final = frozenset({"L", "EN", "AN"})
FORMS: Final = range(0xFE70, 0xFEFD)
MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def visual(text: str) -> str:
    """The signs in the order in which they stand on paper, from left to right."""
    if text.isascii() or not any(unicodedata.bidirectional(sign) in TURNED for sign in text):
        return text
    joined = _joined(unicodedata.normalize("NFC", text))
    runs = ["".join(sign for _, sign in run) for _, run in groupby(_directed(joined), key=lambda one: one[0])]
    turned = [run[::-1].translate(MIRRORED) if _turns(run) else run for run in runs]
    return "".join(reversed(turned) if _turns(runs[0]) else turned)


def _directed(text: str) -> list[tuple[bool, str]]:
    """Each sign with whether it runs to the left; what has no direction goes with both its neighbours, or stays."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    before = _carried(kinds)
    after = _carried(kinds[::-1])[::-1]
    return [(left and right, sign) for left, right, sign in zip(before, after, text, strict=True)]


def _carried(kinds: list[str]) -> list[bool]:
    carried, turned = [], False
    for kind in kinds:
        if kind in TURNED or kind in STRAIGHT:
            turned = kind in TURNED
        carried.append(turned)
    return carried


def _turns(run: str) -> bool:
    return any(unicodedata.bidirectional(sign) in TURNED for sign in run)


def _joined(text: str) -> str:
    """Arabic letters in the form that their neighbours ask for."""
    forms, made = _forms(), []
    for place, sign in enumerate(text):
        own = forms.get(sign)
        if own is None:
            made.append(sign)
            continue
        before = place > 0 and "initial" in forms.get(text[place - 1], {}) and "final" in own
        after = place + 1 < len(text) and "final" in forms.get(text[place + 1], {}) and "initial" in own
        wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (before, after)
        )
        made.append(own.get(wanted or "isolated", sign))
    return "".join(made)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For each Arabic letter its forms, as Unicode lists them."""
    found: dict[str, dict[str, str]] = {}
    for code in FORMS:
        kind, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if letter and " " not in letter:
            found.setdefault(chr(int(letter, 16)), {})[kind.strip("<>")] = chr(code)
    return found
