"""Why a document has not been read, and what helps: in words for whoever added it (R20, R24)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.client_papers import Document
from tenure.speech.speak import speak
from tenure.web.archive_words import unpacked_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What is the case with a document that has no reading, and what is to be done."""

    icon: str
    title: str | Promise
    text: str | Promise


WAITS: Final = Unread(
    icon="clock",
    title=gettext_lazy("Waiting to be read"),
    text=gettext_lazy("It is read as soon as those before it are done. You need not do anything."),
)
UNREAD: Final = {
    "received": WAITS,
    "waiting": WAITS,
    "processing": Unread(
        icon="refresh",
        title=gettext_lazy("Being read"),
        text=gettext_lazy("This takes a few seconds. The result appears here."),
    ),
    "held": Unread(
        icon="file-clock",
        title=gettext_lazy("Held"),
        text=gettext_lazy(
            "It is stored and not sent for extraction, because the product that reads it is stopped. "
            "Whoever reactivates the product chooses whether this document is read."
        ),
    ),
}
NOTHING_KEPT: Final = Unread(
    icon="file",
    title=gettext_lazy("Nothing to show"),
    text=gettext_lazy("No fields are kept of this document. Download the file to see what it says."),
)
NO_PRODUCT: Final = Unread(
    icon="file",
    title=gettext_lazy("Stored only"),
    text=gettext_lazy("No product reads documents here. Download the file to see what it says."),
)
NO_FILE: Final = Unread(
    icon="file",
    title=gettext_lazy("There is no file"),
    text=gettext_lazy("Only the name of this document is stored. Add the file again to have it read."),
)
WAITING: Final = ("received", "waiting")


def unread_in_words(document: Document) -> Unread:
    """What is said instead of a reading."""
    if document.state == "failed":
        return Unread(icon="error", title=_("Not readable"), text=why_unread(document))
    if document.state in WAITING and not document.file:
        return NO_FILE
    if document.state in WAITING and document.subscription_id is None:
        return NO_PRODUCT
    if document.state == "unpacked":
        return Unread(icon="archive", title=_("Unpacked"), text=unpacked_in_words(document))
    return UNREAD.get(document.state, NOTHING_KEPT)


def moves_by_itself(document: Document) -> bool:
    """Whether somebody who waits before this page will see it change: it is about to be read, or being read."""
    waits = document.state in WAITING and bool(document.file) and document.subscription_id is not None
    return waits or document.state == "processing"


def why_unread(document: Document) -> str:
    """The sentence of what stood in the way of reading a document; empty if nothing did."""
    if document.state != "failed":
        return ""
    if document.trouble not in {trouble.value for trouble in Trouble}:
        return _("This document could not be read.")
    failure = Failure(trouble=Trouble(document.trouble), values=document.trouble_values)
    return speak(failure.message)
