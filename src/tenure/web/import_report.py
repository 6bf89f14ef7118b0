"""The report of a performed import row by row, and undoing it after a look at what that would do (R57)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tenure.operations.errors import Invalid
from tenure.operations.import_undo import plan_undo
from tenure.operations.imports import ask_undo
from tenure.records.book_imports import BookImport, ImportState, UndoResult, problem_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.import_frame import at_once, found, steps
from tenure.web.import_rows import rows_context

KEPT_SHOWN = 50


def report(request: FirmRequest, book_import: BookImport) -> HttpResponse:
    """What became of each row."""
    problem = problem_of(book_import)
    context = {
        **rows_context(request, book_import),
        "steps": steps(book_import),
        "problem": speak(problem) if problem is not None else "",
        "undone": book_import.state == ImportState.UNDONE,
        "may_undo": book_import.state == ImportState.DONE,
    }
    return render(request, "imports/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def import_undo(request: FirmRequest, import_id: str) -> HttpResponse:
    """What undoing would do, client by client; on POST it is done exactly so."""
    book_import = found(request, import_id)
    if request.method == "POST":
        try:
            at_once(ask_undo(book_import.id, digest=request.POST.get("digest", "")[:64], actor=request.actor))
        except Invalid as invalid:
            messages.warning(request, speak(invalid.message))
        return redirect("import_detail", book_import.id)
    if book_import.state != ImportState.DONE:
        return redirect("import_detail", book_import.id)
    plan = plan_undo(book_import)
    context = {
        "book_import": book_import,
        "digest": plan.digest,
        "erased": plan.counts[UndoResult.ERASED],
        "restored": plan.counts[UndoResult.RESTORED],
        "kept": plan.counts[UndoResult.KEPT],
        "rows": [(row, speak(row.reason.message)) for row in plan.kept[:KEPT_SHOWN]],
        "changes_something": plan.counts[UndoResult.ERASED] + plan.counts[UndoResult.RESTORED] > 0,
    }
    return render(request, "imports/undo.html", context)
