"""Files that somebody adds on a page: each stored, known already or refused, and told so by itself (R20)."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.actor import Actor
from tenure.operations.document_files import NotTaken, kind_to_add
from tenure.operations.documents import Added, Addition, AlreadyThere, add_document
from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES_AT_ONCE,
    MAX_FORM_BYTES,
    MEBIBYTE,
)
from tenure.outlets.extraction.names import display_name
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.client_papers import Document
from tenure.speech.speak import speak
from tenure.web.document_form import DocumentForm
from tenure.web.unread_words import why_unread
from tenure.web.upload_counting import Excess, LetGo, let_go

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

logger = logging.getLogger(__name__)

JSON: Final = "application/json"


class Outcome(StrEnum):
    """What became of one file."""

    STORED = "stored"
    HELD = "held"
    HERE = "here"
    REFUSED = "refused"
    LOST = "lost"


NOT_ADDED: Final = frozenset({Outcome.HERE, Outcome.REFUSED, Outcome.LOST})
STATUS: Final = {Outcome.REFUSED: 422, Outcome.LOST: 503}
# What a script shows before the server has answered, or instead of its answer.
ON_ITS_WAY: Final = ("waiting", "sending", "storing", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one file, in words; `url` leads to its document, if there is one."""

    name: str
    outcome: Outcome
    text: str
    url: str = ""


def posted(
    request: HttpRequest,
    form: DocumentForm,
    *,
    client_id: str,
    actor: Actor,
    again: Callable[[DocumentForm, Sequence[Told]], HttpResponse],
    done: Callable[[], HttpResponse],
) -> HttpResponse:
    """Stores what the form brings, and answers a script, or the page: `done` if all is stored, else `again`."""
    told = tuple(_told(request, form, client_id=client_id, actor=actor)) if form.is_valid() else ()
    if form.is_valid() and not told:
        form.add_error("file", _("Choose a file first."))
    if request.accepts(JSON) and not request.accepts("text/html"):
        return _answer(form, told)
    if form.errors or any(one.outcome in NOT_ADDED for one in told):
        return again(form, told)
    _say(request, told)
    return done()


def adding(form: DocumentForm, told: Sequence[Told] = ()) -> Mapping[str, object]:
    """What the form's template needs: the form, what became of the files it brought, and how large one may be."""
    return {
        "form": form,
        "told": told,
        "told_summary": summary_of(told),
        "outcomes": (*(one.value for one in Outcome), *ON_ITS_WAY),
        "most": MAX_FILE_BYTES,
        "most_archive": MAX_ARCHIVE_BYTES,
        "most_shown": MAX_FILE_BYTES // MEBIBYTE,
        "most_archive_shown": MAX_ARCHIVE_BYTES // MEBIBYTE,
        "too_large": speak(Failure(trouble=Trouble.TOO_LARGE).message),
        "archive_too_large": speak(Failure(trouble=Trouble.ARCHIVE_TOO_LARGE).message),
    }


def summary_of(told: Sequence[Told]) -> str:
    """How many files were stored, known already and refused."""
    stored = sum(one.outcome in {Outcome.STORED, Outcome.HELD} for one in told)
    here = sum(one.outcome is Outcome.HERE for one in told)
    refused = sum(one.outcome is Outcome.REFUSED for one in told)
    lost = sum(one.outcome is Outcome.LOST for one in told)
    parts = (
        (stored, ngettext("%(n)d stored", "%(n)d stored", stored)),
        (here, ngettext("%(n)d already here", "%(n)d already here", here)),
        (refused, ngettext("%(n)d refused", "%(n)d refused", refused)),
        (lost, ngettext("%(n)d not stored", "%(n)d not stored", lost)),
    )
    return ", ".join(words % {"n": number} for number, words in parts if number)


def _told(request: HttpRequest, form: DocumentForm, *, client_id: str, actor: Actor) -> Iterator[Told]:
    business = form.cleaned_data.get("business") or None
    for file in form.cleaned_data["file"]:
        yield _added(file, client_id=client_id, business=business, actor=actor)
    for gone in let_go(request):
        yield Told(name=gone.name, outcome=Outcome.REFUSED, text=_why(gone))


def _added(file: "UploadedFile[bytes]", *, client_id: str, business: str | None, actor: Actor) -> Told:
    name = file.name or ""
    try:
        kind = kind_to_add(file)
        addition = add_document(
            client_id,
            file,
            name=name,
            content_type=file.content_type or "",
            business=business,
            actor=actor,
        )
    except NotTaken as refused:
        return Told(name=display_name(name), outcome=Outcome.REFUSED, text=speak(refused.message))
    except OSError:
        logger.exception("a file could not be stored")
        said = _("The file could not be stored just now. Try again in a moment.")
        return Told(name=display_name(name), outcome=Outcome.LOST, text=said)
    url = reverse("document_reading", args=[addition.document.id])
    outcome, text = _outcome(addition, kind)
    return Told(name=display_name(name), outcome=outcome, text=text, url=url)


def _outcome(addition: Addition, kind: FileKind) -> tuple[Outcome, str]:
    match addition:
        case AlreadyThere(document=earlier):
            return Outcome.HERE, _known(earlier)
        case Added(document=document) if document.state == "held":
            return Outcome.HELD, _("Stored and held: extraction is stopped for now.")
        case Added(document=document) if document.subscription_id is None:
            return Outcome.STORED, _("Stored.")
        case Added() if kind is FileKind.ZIP:
            return Outcome.STORED, _("Stored. Each document in it is listed as soon as it is unpacked.")
        case Added():
            return Outcome.STORED, _("Stored. It is read in a moment.")


def _known(earlier: Document) -> str:
    """Which document has the same content, since when, and what is the matter with it if something is."""
    day = date_format(timezone.localtime(earlier.added_at), "DATE_FORMAT")
    said = _("The same file is already here as “%(name)s”, added on %(day)s.") % {
        "name": earlier.name,
        "day": day,
    }
    more = {
        "held": _("It is held: extraction is stopped for now."),
        "failed": why_unread(earlier) or _("It could not be read."),
    }.get(earlier.state, "")
    return f"{said} {more}".strip()


def _why(gone: LetGo) -> str:
    match gone.why:
        case NotTaken(message=message):
            return speak(message)
        case Excess.TOO_MANY:
            return _("At most %(most)d files can be added at once. Add this one by itself.") % {
                "outcomes": (*(one.value for one in Outcome), *ON_ITS_WAY),
                "most": MAX_FILES_AT_ONCE,
            }
        case Excess.TOO_MUCH:
            return _("At most %(most)d MB can be added at once. Add this one by itself.") % {
                "outcomes": (*(one.value for one in Outcome), *ON_ITS_WAY),
                "most": MAX_FORM_BYTES // MEBIBYTE,
            }
        case Excess.CUT_OFF:
            return _("The file did not arrive whole. Add it again.")


def _answer(form: DocumentForm, told: Sequence[Told]) -> HttpResponse:
    """For a script, which sends one file at a time."""
    if form.errors:
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"outcome": Outcome.REFUSED.value, "text": words, "url": ""}, status=422)
    one = told[0]
    content = {"outcome": one.outcome.value, "text": one.text, "url": one.url}
    return JsonResponse(content, status=STATUS.get(one.outcome, 200))


def _say(request: HttpRequest, told: Sequence[Told]) -> None:
    held = [one for one in told if one.outcome is Outcome.HELD]
    if len(told) == 1:
        said = (
            _("%(name)s is stored and held: extraction is stopped for now.")
            if held
            else _("%(name)s is stored.")
        )
        messages.success(request, said % {"name": told[0].name})
        return
    said = ngettext("%(n)d document is stored.", "%(n)d documents are stored.", len(told)) % {"n": len(told)}
    if held:
        said += " " + ngettext(
            "%(n)d of them is held: extraction is stopped for now.",
            "%(n)d of them are held: extraction is stopped for now.",
            len(held),
        ) % {"n": len(held)}
    messages.success(request, said)
