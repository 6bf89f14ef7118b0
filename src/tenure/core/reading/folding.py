"""Letters as they are compared: without case, accents, spaces and signs, because pictures lose all four."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

# The ring of "n°" is read as one of these or not at all.
RINGS = "°º"


@dataclass(frozen=True, slots=True)
class Folded:
    """`letters` of a text, and for each of them its place in the text."""

    text: str
    letters: str
    places: tuple[int, ...]

    def begins(self, at: int) -> bool:
        """Whether a word begins at letter `at`."""
        place = self.places[at]
        return place == 0 or _apart(self.text[place - 1], self.text[place])

    def whole(self, start: int, end: int) -> bool:
        """Whether a word ends after these letters, and no column between them."""
        place = self.places[end - 1] + 1
        if "\t" in self.text[self.places[start] : place]:
            return False
        return place >= len(self.text) or _apart(self.text[place - 1], self.text[place])


def folded(text: str) -> Folded:
    """`text` as it is compared."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in _letters(sign):
            letters.append(letter)
            places.append(place)
    return Folded(text, "".join(letters), tuple(places))


@lru_cache(maxsize=20_000)
def letters_of(text: str) -> str:
    """The letters and digits of `text`, in lower case and without accents."""
    return "".join(map(_letters, text))


@cache
def _letters(sign: str) -> str:
    if sign == "#":
        return "no"
    if sign in RINGS:
        return ""
    plain = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


def _apart(before: str, after: str) -> bool:
    """Whether a word may end between two signs: "DateInvoice" and "Total12" were glued by a reader of pictures."""
    if not (before.isalnum() and after.isalnum()) or before in RINGS or after in RINGS:
        return True
    return before.isdigit() != after.isdigit() or (before.islower() and after.isupper())
