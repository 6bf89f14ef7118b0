"""Why a service has no line on an invoice, in the reader's words (R42, R43)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.core.service_lines import Unbilled

WORDS: Final[dict[Unbilled, Promise]] = {
    Unbilled.NOT_YET: _("it begins later"),
    Unbilled.ENDED: _("it had ended before"),
    Unbilled.STOPPED: _("it was stopped all the time"),
    Unbilled.STOPPED_NOW: _("it is stopped now"),
    Unbilled.IN_PART: _("it ran on some days only, and your policy bills whole months"),
    Unbilled.NO_VISIT: _("no visit waits to be billed"),
}


def unbilled_in_words(reason: Unbilled) -> str:
    """The reason, to stand after the service's name."""
    return str(WORDS[reason])
