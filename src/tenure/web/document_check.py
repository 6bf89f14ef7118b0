"""Checking one document: its form, what was typed into it, and what comes of its buttons (R20, R24)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from tenure.core.actor import Actor
from tenure.core.reading.corrected import Correctable, Values, corrections_of, overlaid
from tenure.core.reading.reading import Field
from tenure.operations.document_checks import ChangedMeanwhile, check_document, receipt_of, told_by
from tenure.operations.errors import Invalid
from tenure.records.client_papers import Document
from tenure.records.document_values import DocumentValues, values_of
from tenure.speech.speak import speak
from tenure.web.document_check_form import ORDER, CheckForm, as_typed
from tenure.web.document_fields import FieldRow, field_rows, first_to_look_at, focus_on
from tenure.web.document_rates_form import RateRow, RatesTyped, rates_as_typed, rates_typed
from tenure.web.reading_words import LABELS, value_in_words

CONFIRM, NEXT, SAVE = "confirm", "next", "save"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """The form at one moment; `stale`: the document is another than when it was opened, `changes` says in what."""

    form: CheckForm
    rates: tuple[RateRow, ...]
    rows: list[FieldRow]
    stale: bool = False
    changes: tuple[str, ...] = ()


def fresh(document: Document, known: DocumentValues, *, calls_attention: bool = True) -> Checking:
    """The form as it is opened; where it comes by itself it does not call the focus to it."""
    values = known.values
    currency = values.fields.get(Field.CURRENCY, "")
    told = told_by(values)
    first = {name.value: as_typed(name, told[name], currency) for name in ORDER}
    form = _form(document, known, initial={**first, **_receipts(document, known)})
    return _checking(form, rates_as_typed(values.rates, currency), known, calls_attention=calls_attention)


def sent(request: HttpRequest, document: Document, known: DocumentValues, actor: Actor) -> Checking | None:
    """What a person sent: kept (None), or the form again with what is wrong beside each field."""
    form = _form(document, known, data=request.POST)
    valid = form.is_valid()
    currency = form.told().get(Correctable.CURRENCY, known.values.fields.get(Field.CURRENCY, ""))
    rates = rates_typed(request.POST, currency)
    if not valid or rates.text is None:
        return _checking(form, rates.rows, known)
    try:
        state = check_document(
            document.id,
            {**form.told(), Correctable.RATES: rates.text},
            seen=form.cleaned_data["seen"],
            actor=actor,
            confirm=request.POST.get("do") != SAVE,
        )
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return _checking(form, rates.rows, known)
    except ChangedMeanwhile:
        return _changed(request, document, rates, actor)
    said = _("%(name)s is confirmed.") if state == "ready" else _("What you corrected in %(name)s is kept.")
    messages.success(request, said % {"name": document.name})
    return None


def looked_at(typed: QueryDict, document: Document, known: DocumentValues) -> Values:
    """What would hold if it were confirmed as it is typed now; what cannot be understood counts as it was."""
    form = _form(document, known, data=typed)
    form.is_valid()
    told = {**told_by(known.values), **form.told()}
    rates = rates_typed(typed, told[Correctable.CURRENCY])
    if rates.text is not None:
        told[Correctable.RATES] = rates.text
    return overlaid(known.reading, corrections_of(known.reading, told))


def _changed(request: HttpRequest, document: Document, rates: RatesTyped, actor: Actor) -> Checking:
    """The form with what was typed, on the document as it is by now."""
    document.refresh_from_db()
    known = values_of([document.id])[document.id]
    typed = request.POST.copy()
    changes = tuple(_changes(typed.get("was", ""), document, known))
    for name, value in _receipts(document, known).items():
        typed[name] = value
    form = _form(document, known, data=typed)
    form.is_valid()
    return Checking(form=form, rates=rates.rows, rows=field_rows(known, form), stale=True, changes=changes)


def _changes(was: str, document: Document, known: DocumentValues) -> list[str]:
    """One sentence for each field that says something else than when the page was opened."""
    before, now = _plain(was), told_by(known.values)
    currency = known.values.fields.get(Field.CURRENCY, "")
    said = []
    for name in ORDER:
        if before.get(name.value, "") != now[name]:
            value = value_in_words(Field(name.value), now[name], currency) if now[name] else _("nothing")
            said.append(_("%(field)s: now %(value)s.") % {"field": LABELS[Field(name.value)], "value": value})
    if before.get(Correctable.RATES.value, "") != now[Correctable.RATES]:
        said.append(_("The tax by rate is another."))
    by = str(document.confirmed_by) if document.confirmed_by is not None else ""
    return [*said, _("%(name)s has confirmed it.") % {"name": by}] if by else said


def _plain(was: str) -> Mapping[str, str]:
    try:
        found = json.loads(was)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _receipts(document: Document, known: DocumentValues) -> dict[str, str]:
    return {"seen": receipt_of(document, known), "was": json.dumps(told_by(known.values))}


def _form(
    document: Document,
    known: DocumentValues,
    *,
    data: QueryDict | None = None,
    initial: dict[str, str] | None = None,
) -> CheckForm:
    language = known.values.fields.get(Field.LANGUAGE, "")
    country = document.client.country
    return CheckForm(data=data, initial=initial, country=country, languages=(language,) if language else ())


def _checking(
    form: CheckForm, rates: tuple[RateRow, ...], known: DocumentValues, *, calls_attention: bool = True
) -> Checking:
    rows = field_rows(known, form)
    if calls_attention:
        focus_on(form, first_to_look_at(rows))
    return Checking(form=form, rates=rates, rows=rows)
