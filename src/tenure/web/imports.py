"""Client books: bringing one in, where each of them stands, and what became of the earlier ones (R57)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from tenure.core.actor import Right
from tenure.operations.errors import Invalid
from tenure.operations.imports import bring_in, discard
from tenure.outlets.books import BookError
from tenure.records.book_imports import BookImport, ImportState, imports_of, problem_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.import_forms import BookForm
from tenure.web.import_frame import WORKING, found, steps
from tenure.web.import_preview import preview
from tenure.web.import_report import report
from tenure.web.import_words import import_shown
from tenure.web.rights import needs

LISTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def imports(request: FirmRequest) -> HttpResponse:
    """The place to drop a file, and the imports so far."""
    needs(request.actor, Right.CLIENTS)
    form = BookForm()
    if request.method == "POST":
        form = BookForm(request.POST, request.FILES)
        if form.is_valid() and (book_import := _brought_in(request, form)) is not None:
            return redirect("import_columns", book_import.id)
    shown = [import_shown(book_import) for book_import in imports_of(request.actor)[:LISTED]]
    status = 422 if form.errors else 200
    return render(request, "imports/imports.html", {"form": form, "imports": shown}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def import_detail(request: FirmRequest, import_id: str) -> HttpResponse:
    """The page that fits how far an import has come: what to do next, how far it is, or its report."""
    book_import = found(request, import_id)
    match ImportState(book_import.state):
        case ImportState.PREVIEWED:
            return preview(request, book_import)
        case ImportState.DONE | ImportState.UNDONE:
            return report(request, book_import)
        case ImportState.CHECKING | ImportState.RUNNING | ImportState.UNDOING:
            return render(request, "imports/progress.html", _progress(book_import))
        case ImportState.UPLOADED | ImportState.FAILED:
            return redirect("import_columns", book_import.id)


@require_safe
@firm_member
def import_progress(request: FirmRequest, import_id: str) -> HttpResponse:
    """The bar alone, asked for every second; once there is something else to see the page comes anew."""
    book_import = found(request, import_id)
    if book_import.state not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "imports/progress.html#bar", _progress(book_import))


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def import_removal(request: FirmRequest, import_id: str) -> HttpResponse:
    """Forgets an import that was not performed, with its file."""
    if request.method != "POST":
        return redirect("import_detail", import_id)
    try:
        discard(import_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
        return redirect("import_detail", import_id)
    messages.success(request, _("The file is discarded. No client was touched."))
    return redirect("imports")


def _brought_in(request: FirmRequest, form: BookForm) -> BookImport | None:
    """The import of the file; None if it is no client book, with the reason in the form."""
    file = form.uploaded()
    try:
        return bring_in(file, name=file.name or "", actor=request.actor)
    except BookError as error:
        form.add_error("file", speak(error.message))
        return None


def _progress(book_import: BookImport) -> dict[str, object]:
    state = ImportState(book_import.state)
    reading = state is ImportState.CHECKING and book_import.rows_done > 0
    label = {
        ImportState.CHECKING: _("Comparing the rows with your clients"),
        ImportState.RUNNING: _("Writing all rows at once"),
        ImportState.UNDOING: _("Undoing the import at once"),
    }[state]
    return {
        "book_import": book_import,
        "steps": steps(book_import),
        "label": label,
        "done": book_import.rows_done,
        # Writing is one step: all of it, or nothing.
        "total": book_import.rows_total if reading else 0,
        "waiting": book_import.lease_until is None,
        "problem": problem_of(book_import),
    }
