"""The preview of a client book: what importing it would do, and the button that does exactly that (R57)."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from tenure.operations.errors import Invalid
from tenure.operations.imports import confirm
from tenure.records.book_imports import BookImport, problem_of
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest
from tenure.web.import_forms import ConfirmationForm
from tenure.web.import_frame import at_once, steps
from tenure.web.import_rows import rows_context
from tenure.web.typed import typed_before


def preview(request: FirmRequest, book_import: BookImport) -> HttpResponse:
    """The rows with their verdicts; on POST the import begins."""
    products = policy_of(firm_of(request.actor)).products
    initial = {"products": [product.code for product in products[:1]], "digest": book_import.digest}
    if request.method != "POST":
        typed = typed_before(request)
        form = ConfirmationForm(products, initial={**initial, **_kept(typed)})
        return _page(request, book_import, form)
    form = ConfirmationForm(products, request.POST)
    if not form.is_valid():
        return _page(request, book_import, form, status=422)
    said = form.cleaned_data
    try:
        at_once(
            confirm(
                book_import.id,
                digest=said["digest"],
                products=said.get("products", ()),
                actor=request.actor,
            )
        )
    except Invalid as invalid:
        messages.warning(request, speak(invalid.message))
    return redirect("import_detail", book_import.id)


def _kept(typed: QueryDict | None) -> dict[str, object]:
    """What was ticked when the session had ended."""
    return {} if typed is None else {"products": typed.getlist("products")}


def _page(
    request: FirmRequest, book_import: BookImport, form: ConfirmationForm, *, status: int = 200
) -> HttpResponse:
    problem = problem_of(book_import)
    context = {
        **rows_context(request, book_import),
        "steps": steps(book_import),
        "form": form,
        "problem": speak(problem) if problem is not None else "",
        "to_write": book_import.created + book_import.updated,
        "changes_something": book_import.created + book_import.updated > 0,
        "ignored": [header for header, field in book_import.mapping if not field],
    }
    return render(request, "imports/preview.html", context, status=status)
