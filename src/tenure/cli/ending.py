"""How a command ends: the exit codes that scripts rely on, and what is said on the way out."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Promised in `docs/cli.md`; they never change their meaning."""

    DONE = 0
    FAILED = 1
    WRONG_USAGE = 2
    REFUSED = 3
    FACTS_CHANGED = 4


class Ended(Exception):
    """The command ends without having done its work: `document` for programs, `sentences` for people."""

    def __init__(self, code: ExitCode, document: dict[str, object], *sentences: str) -> None:
        super().__init__(*sentences)
        self.code = code
        self.document = document
        self.sentences = sentences


def failed(name: str, sentence: str, *, code: ExitCode = ExitCode.FAILED, field: str = "") -> Ended:
    """An end that is nobody's refusal: something is wrong, and the sentence says what."""
    error = {"code": name, "sentence": sentence} | ({"field": field} if field else {})
    return Ended(code, {"error": error}, sentence)


def wrong_usage(sentence: str) -> Ended:
    """The end of a command that was typed in a way nobody can follow."""
    return failed("wrong_usage", sentence, code=ExitCode.WRONG_USAGE)
