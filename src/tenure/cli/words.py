"""The terminal's own language, for what is said before Django is awake: help and wrong usage."""

import gettext
import os
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language() -> str:
    """The two letters of the language this terminal is set to; `en` where it says none."""
    said = next((os.environ[name] for name in VARIABLES if os.environ.get(name)), "en")
    return said[:2].lower() if said[:2].isalpha() else "en"


_ = gettext.translation("django", CATALOGUES, [terminal_language()], fallback=True).gettext
