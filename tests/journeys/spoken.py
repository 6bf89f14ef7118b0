"""What a page says, in the language of its reader: so that one journey is walked in both."""

from collections.abc import Callable

from django.utils.translation import gettext, override

type Say = Callable[..., str]


def speaking(language: str) -> Say:
    """`say(sentence, **values)` gives an English sentence as the catalogue of this language has it."""

    def say(sentence: str, **values: object) -> str:
        with override(language):
            said = gettext(sentence)
        return said % values if values else said

    return say
