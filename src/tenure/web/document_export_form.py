"""What somebody wants to take out: documents by state, days and business, or those ticked in the list (R20)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.operations.document_export import Choice, Shape
from tenure.records.document_choice import MOST_CHOSEN, states_at
from tenure.web.stop_forms import day_field
from tenure.web.wizard_choices import Choice as Option

STAGES: Final[Sequence[tuple[str, Promise]]] = (
    ("unread", gettext_lazy("Not read yet")),
    ("review", gettext_lazy("To be checked")),
    ("ready", gettext_lazy("Extracted")),
    ("held", gettext_lazy("Held")),
    ("failed", gettext_lazy("Not readable")),
    ("unpacked", gettext_lazy("Unpacked")),
)
LAST_YEAR: Final = 9998  # the day after has to exist in every time zone


class ExportForm(forms.Form):
    """Which documents, and as what. Without a word it means all of them, with their files."""

    use_required_attribute = False

    stage = forms.MultipleChoiceField(
        label=gettext_lazy("Only documents that are"),
        choices=STAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick none for all of them. A ZIP that was unpacked is left out then: its files are there."
        ),
    )
    first = day_field(gettext_lazy("Added from"))
    last = day_field(gettext_lazy("Added until"))

    def __init__(self, sent: QueryDict, *, businesses: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sent)
        self.ticked = tuple(sent.getlist("document"))[:MOST_CHOSEN]
        wanted = sent.get("as", Shape.ZIP)
        self.shape = Shape(wanted) if wanted in set(Shape) else Shape.ZIP
        if businesses:
            choices = [("", _("All businesses")), *businesses]
            self.fields["business"] = forms.ChoiceField(label=_("Business"), required=False, choices=choices)

    def clean(self) -> dict[str, object]:
        """The first day comes first."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("This day is before the first one."))
        for name, day in (("first", first), ("last", last)):
            if isinstance(day, date) and not 1 < day.year <= LAST_YEAR:
                self.add_error(name, _("Give a day that documents can have been added on."))
        return said

    def choice(self, client: str | None) -> Choice:
        """What was chosen, among the documents of this client or of all; the form is valid."""
        said = self.cleaned_data
        return Choice(
            client=client,
            documents=self.ticked,
            states=states_at(said["stage"]),
            since=_begin(said["first"]),
            before=_begin(said["last"] and said["last"] + timedelta(days=1)),
            business=said.get("business", ""),
        )


def shapes() -> list[Option]:
    """As what documents can be taken out, for the cards."""
    return [
        Option(
            value=Shape.ZIP.value,
            title=_("Everything in one ZIP file"),
            text=_("The files themselves, with the table and the JSON beside them."),
        ),
        Option(
            value=Shape.CSV.value,
            title=_("Table (CSV)"),
            text=_("A row for each document, for a spreadsheet or another program."),
        ),
        Option(
            value=Shape.JSON.value,
            title=_("JSON, for programs"),
            text=_("Also what the machine read, how sure it was, and where on the page."),
        ),
    ]


def _begin(day: date | None) -> datetime | None:
    """The first moment of a day where the reader is."""
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))
