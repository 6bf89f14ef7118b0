"""In which language a document is written: by the words that only one language has (R20)."""

import re
from collections.abc import Iterable

from tenure.core.reading.folding import letters_of
from tenure.core.reading.lexicon import LANGUAGES, tongues
from tenure.core.reading.lines import Line
from tenure.core.reading.reading import Found

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH = 6.0


def language_of(lines: Iterable[Line], likely: str) -> Found:
    """The language; `likely` (that of the client) decides where the words do not."""
    words = {letters_of(word) for line in lines for word in _WORD.findall(line.text)}
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        speakers = [tongue.code for tongue in tongues() if _knows(tongue.code, word)]
        for code in speakers:
            # A word of two languages says little about either.
            scores[code] += 1 / len(speakers) ** 2
    if likely in scores:
        scores[likely] += 0.2
    (best, first), (_, second), *_ = sorted(scores.items(), key=lambda each: -each[1])
    if first == 0:
        return Found(value="en", confidence=0.1)
    share = (first - second) / first
    return Found(value=best, confidence=round(min(0.99, share * 0.6 + min(first / _ENOUGH, 1) * 0.4), 3))


def _knows(code: str, word: str) -> bool:
    tongue = next(tongue for tongue in tongues() if tongue.code == code)
    return word in tongue.common or word in tongue.terms or word in tongue.kinds
