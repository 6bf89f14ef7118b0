"""Regenerating an issued invoice, or putting back what it said: the two side by side, then in one step (R44)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.errors import Missing
from tenure.operations.invoice_versions import preview_restore, restore_version
from tenure.operations.regeneration import preview_regeneration, regenerate
from tenure.operations.rewriting import Comparison, LinesChanged
from tenure.records.invoice_sheets import Sheet
from tenure.records.invoice_versions import version_of
from tenure.web.client_frame import Frame
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_comparison import beside
from tenure.web.invoice_page import invoice_frame, show_invoice
from tenure.web.rights import needs
from tenure.web.rule_news import say_what_the_rule_did


class Look(Protocol):
    """Compares, for the reader."""

    def __call__(self) -> Comparison:
        """The comparison now."""


class Act(Protocol):
    """Does what was shown."""

    def __call__(self, digest: str) -> object:
        """Raises LinesChanged if something else would happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """One way of writing an invoice anew: how to look and act, and its words."""

    look: Look
    act: Act
    words: Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_regenerate(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """The stored invoice beside the one its services would make today; POST writes that one."""
    frame, sheet = _found(request, invoice_id)
    number = sheet.invoice.shown_number
    rewrite = Rewrite(
        look=partial(preview_regeneration, invoice_id, actor=request.actor, at=frame.at),
        act=partial(regenerate, invoice_id, actor=request.actor),
        words={
            "here": _("Regenerate"),
            "button": _("Regenerate %(number)s") % {"number": number},
            "new_title": _("As it would be"),
            "done": _("%(number)s is regenerated. What it said before is kept.") % {"number": number},
        },
    )
    return _answer(frame, sheet, rewrite)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_restore(request: FirmRequest, invoice_id: str, version_id: str) -> HttpResponse:
    """The stored invoice beside what it said before; POST puts that back."""
    frame, sheet = _found(request, invoice_id)
    version = version_of(sheet.invoice, version_id)
    if version is None:
        raise Missing(version_id)
    day = date_format(localtime(version.replaced_at), "DATE_FORMAT")
    rewrite = Rewrite(
        look=partial(preview_restore, invoice_id, version_id, actor=request.actor),
        act=partial(restore_version, invoice_id, version_id, actor=request.actor),
        words={
            "here": _("Put back"),
            "button": _("Put these lines back"),
            "new_title": _("As it was until %(day)s") % {"day": day},
            "done": _("The lines of %(number)s are put back. What it said meanwhile is kept.")
            % {"number": sheet.invoice.shown_number},
        },
    )
    return _answer(frame, sheet, rewrite)


def _found(request: FirmRequest, invoice_id: str) -> tuple[Frame, Sheet]:
    found = invoice_frame(request, invoice_id)
    needs(request.actor, Right.BILLING)
    return found


def _answer(frame: Frame, sheet: Sheet, rewrite: Rewrite) -> HttpResponse:
    request, changed = frame.request, False
    if request.method == "POST":
        seen = request.POST.get("digest", "")
        try:
            rewrite.act(seen)
        except LinesChanged as moved:
            comparison, changed = moved.comparison, moved.comparison.digest != seen
        else:
            messages.success(request, rewrite.words["done"])
            say_what_the_rule_did(frame)
            return redirect("invoice", sheet.invoice.id)
    else:
        comparison = rewrite.look()
    context = {"comparison": comparison, "beside": beside(comparison), "changed": changed, **rewrite.words}
    status = 409 if request.method == "POST" else 200
    return show_invoice(frame, sheet, "rewrite.html", context, status=status)
