"""The demo's mailbox: letters land here instead of at their receivers, so that one can read and answer them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenure.outlets.mailbox import ReceivedLetter, mailbox_folder, read_letter, read_mailbox
from tenure.web.letter_paper import on_paper, paper, with_a_frame
from tenure.web.nav import mailbox_shown

LETTERS = 100
SEARCHED = 1_000


@require_safe
@login_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest letters; `q` keeps those whose receiver or subject has these words."""
    folder = mailbox_folder()
    if folder is None or not mailbox_shown():
        raise Http404
    search = request.GET.get("q", "").strip()
    letters = read_mailbox(folder, SEARCHED if search else LETTERS)
    found = [one for one in letters if search.casefold() in f"{one.to} {one.subject}".casefold()]
    return render(request, "mailbox/mailbox.html", {"letters": found[:LETTERS], "search": search})


@with_a_frame
@require_safe
@login_required
def mailbox_letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter as its receiver reads it."""
    return render(request, "mailbox/letter.html", {"letter": _found(key)})


@on_paper
@require_safe
@login_required
def mailbox_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The letter alone, as a mail program draws it."""
    return paper(_found(key).html)


def _found(key: str) -> ReceivedLetter:
    folder = mailbox_folder()
    letter = read_letter(folder, key) if folder is not None and mailbox_shown() else None
    if letter is None:
        raise Http404
    return letter
