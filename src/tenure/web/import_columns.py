"""The columns of a client book: what each of them means, with a look at its first cells (R57)."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.operations.errors import Invalid
from tenure.operations.imports import choose_columns, read_anew, samples
from tenure.outlets.books import BookError, recognise
from tenure.outlets.books.headers import KNOWN
from tenure.records.book_imports import BookImport, ImportState, problem_of
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.import_forms import ColumnsForm, ReadingForm
from tenure.web.import_frame import at_once, found, steps
from tenure.web.typed import typed_before

READ_AGAIN = "reread"
BEFORE_IT_RAN = (ImportState.UPLOADED, ImportState.PREVIEWED, ImportState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One column: its header, its first cells, and what it is taken for, surely or not."""

    header: str
    cells: list[str]
    field: BoundField
    recognised: str
    tone: str

    @property
    def speaks(self) -> bool:
        """Whether there is something to decide: values to see, or a meaning chosen."""
        return bool(self.field.value()) or bool(self.cells)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def import_columns(request: FirmRequest, import_id: str) -> HttpResponse:
    """Shows the columns; takes what the reader makes of them, or reads the file in another way."""
    book_import = found(request, import_id)
    if book_import.state not in BEFORE_IT_RAN:
        return redirect("import_detail", book_import.id)
    reading = ReadingForm(initial=_as_read(book_import))
    if request.method != "POST":
        return _page(request, book_import, ColumnsForm(book_import.mapping, typed_before(request)), reading)
    if READ_AGAIN in request.POST:
        return _read_again(request, book_import)
    form = ColumnsForm(book_import.mapping, request.POST)
    if form.is_valid():
        try:
            at_once(choose_columns(book_import.id, form.chosen(), actor=request.actor))
        except Invalid as invalid:
            form.add_error(None, speak(invalid.message))
        else:
            return redirect("import_detail", book_import.id)
    return _page(request, book_import, form, reading, status=422)


def _read_again(request: FirmRequest, book_import: BookImport) -> HttpResponse:
    reading = ReadingForm(request.POST)
    if reading.is_valid():
        said = reading.cleaned_data
        try:
            read_anew(
                book_import.id, encoding=said["encoding"], delimiter=reading.sign(), actor=request.actor
            )
        except (BookError, Invalid) as error:
            reading.add_error(None, speak(error.message))
        else:
            messages.success(request, _("The file was read again; its columns were recognised anew."))
            return redirect("import_columns", book_import.id)
    return _page(request, book_import, ColumnsForm(book_import.mapping), reading, status=422)


def _page(
    request: FirmRequest,
    book_import: BookImport,
    form: ColumnsForm,
    reading: ReadingForm,
    *,
    status: int = 200,
) -> HttpResponse:
    problem = problem_of(book_import)
    columns = _columns(book_import, form)
    context = {
        "book_import": book_import,
        "steps": steps(book_import, columns=True),
        "form": form,
        "columns": [column for column in columns if column.speaks],
        "empty": [column for column in columns if not column.speaks],
        "reading": reading,
        "problem": speak(problem) if problem is not None else "",
    }
    return render(request, "imports/columns.html", context, status=status)


def _columns(book_import: BookImport, form: ColumnsForm) -> list[ColumnRow]:
    try:
        cells = samples(book_import)
    except BookError:
        cells = []
    sure = {one.header: one for one in recognise([header for header, _field in book_import.mapping])}
    rows = []
    for place, field in enumerate(form):
        one = sure[str(field.label)]
        known = one.confidence >= KNOWN
        rows.append(
            ColumnRow(
                header=one.header,
                cells=cells[place] if place < len(cells) else [],
                field=field,
                recognised="" if one.field is None else _("Recognised") if known else _("To be checked"),
                tone="good" if known else "warn",
            )
        )
    return rows


def _as_read(book_import: BookImport) -> dict[str, str]:
    return {"encoding": book_import.encoding, "delimiter": f"{ord(book_import.delimiter or ',')}"}
