"""The fields of a document as rows: what holds, what the machine read and how sure it is, who put it right (R20)."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tenure.core.reading.corrected import Correctable, as_read
from tenure.core.reading.reading import Field
from tenure.records.document_values import DocumentValues
from tenure.web.document_check_form import ORDER, CheckForm, as_typed
from tenure.web.reading_words import LABELS, Sureness, sureness, value_in_words

CORRECTED = Sureness(text=gettext_lazy("Corrected"), tone="info", icon="pencil", percent="")
NEEDED = Sureness(text=gettext_lazy("Needed"), tone="warn", icon="warning", percent="")

NOT_FOUND = Sureness(text=gettext_lazy("Not found"), tone="muted", icon="minus", percent="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field. `shown` is what holds, `read` what the machine read as somebody would type it, `page` where."""

    name: str
    label: str | Promise
    shown: str
    read: str
    was_read: bool
    corrected: bool
    doubtful: bool
    sure: Sureness | None
    page: int | None = None
    bound: BoundField | None = None

    @property
    def differs(self) -> bool:
        """Whether something else stands in the form than the machine read."""
        return self.bound is not None and self.was_read and str(self.bound.value() or "") != self.read


def field_rows(known: DocumentValues, form: CheckForm | None = None) -> list[FieldRow]:
    """All fields in the order people go through them; with a form each has its input."""
    doubtful = frozenset() if known.reading is None else frozenset(known.reading.doubtful)
    return [_row(name, known, doubtful, form) for name in ORDER]


def first_to_look_at(rows: list[FieldRow]) -> str:
    """The name of the field where a person begins: what is wrong, else what is doubtful, else the first."""
    wrong = (row for row in rows if row.bound is not None and row.bound.errors)
    doubtful = (row for row in rows if row.doubtful)
    return next((row.name for some in (wrong, doubtful, rows) for row in some), "")


def focus_on(form: CheckForm, name: str) -> None:
    """The browser begins there."""
    if name in form.fields:
        form.fields[name].widget.attrs["autofocus"] = True


def _row(
    name: Correctable, known: DocumentValues, doubtful: frozenset[Field], form: CheckForm | None
) -> FieldRow:
    field, values, reading = Field(name.value), known.values, known.reading
    value, currency = values.fields.get(field, ""), values.fields.get(Field.CURRENCY, "")
    found = None if reading is None else reading.fields.get(field)
    place = None if reading is None else (found.place if found is not None else reading.unread.get(field))
    corrected = name in values.corrected
    row = FieldRow(
        name=name.value,
        label=LABELS[field],
        shown=value_in_words(field, value, currency) if value else "",
        read=as_typed(name, as_read(reading, name), as_read(reading, Correctable.CURRENCY)),
        was_read=reading is not None,
        corrected=corrected,
        doubtful=field in doubtful and not corrected,
        sure=None
        if reading is None
        else _sure(found.confidence if found is not None else None, corrected, needed=field in doubtful),
        page=None if place is None else place.page,
        bound=None if form is None else form[name.value],
    )
    if form is not None:
        _describe(form, row)
    return row


def _sure(confidence: float | None, corrected: bool, *, needed: bool) -> Sureness:  # noqa: FBT001
    if corrected:
        return CORRECTED
    if confidence is None:
        return NEEDED if needed else NOT_FOUND
    return sureness(confidence)


def _describe(form: CheckForm, row: FieldRow) -> None:
    """What is said beside a field is read out with it; touching it shows its place."""
    attributes = form.fields[row.name].widget.attrs
    parts = (("sure", row.sure is not None), ("read", row.was_read), ("error", bool(form[row.name].errors)))
    described = " ".join(f"field-{row.name}_{part}" for part, there in parts if there)
    attributes |= {"data-place": row.name}
    if described:
        attributes["aria-describedby"] = described
    if row.was_read:
        attributes["data-read"] = row.read
