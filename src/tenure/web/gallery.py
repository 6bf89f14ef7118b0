"""Every part of the look on one page, for the eyes of those who build it; served only while DEBUG is on."""

from datetime import UTC, datetime
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

PEOPLE: Final = [
    {"id": "usr_1", "name": "Amelia Tran", "email": "amelia@northline.example", "state": "joined"},
    {"id": "usr_2", "name": "Étienne Desrosiers-Lamontagne", "email": "etienne@tremblay.example", "state": "invited"},
]
CLIENTS: Final = [
    ("Blue Heron Coffee Roasters", "blueheron.example", "Amelia Tran", "good", "Active", 3, "12 430,00 $", "2 hours ago"),
    ("Boulangerie du Vieux-Port", "vieuxport.example", "Luc Gagnon", "good", "Active", 1, "3 210,50 $", "Yesterday"),
    ("Harbour View Catering", "harbourview.example", "Amelia Tran", "warn", "Hand-over pending", 2, "8 004,00 $", "3 days ago"),
    ("Électricité Tremblay ltée", "tremblay.example", "Priya Nair", "suspended", "", 4, "22 118,75 $", "3 days ago"),
    ("Sterling Courier Services", "sterling.example", "Marc Dubois", "deactivated", "", 1, "640,00 $", "12 days ago"),
    ("Summit IT Support LLC", "summit-it.example", "Priya Nair", "both", "", 2, "5 480,20 $", "18 days ago"),
    ("Lakeside Hardware Co.", "lakeside.example", "Marc Dubois", "muted", "Invited", 5, "0,00 $", "—"),
]
EFFECTS: Final = [
    ("file-clock", "warn", "Document extraction is suspended", "18 documents waiting will stay in the queue and resume on reactivation.", "18 held", ""),
    ("lock", "bad", "4 people lose access at once", "Priya Nair stays as owner of record. Portal sessions end immediately.", "4 people", ""),
    ("invoice", "warn", "2 open invoices stay payable", "22 118,75 $ outstanding. Recurring billing stops on 1 December.", "2 open", ""),
    ("building", "muted", "4 businesses and 9 locations become read-only", "Services keep their settings and price lists.", "Kept", ""),
    ("archive", "good", "Records are kept for 7 years", "You can reactivate at any time until 21 November 2033.", "Reversible", ""),
]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Client name", help_text="As it is written on invoices.")
    email = forms.EmailField(label="E-mail")
    when = forms.ChoiceField(label="When", choices=[("now", "At the end of today"), ("month", "At the end of the month")])
    note = forms.CharField(label="Note to the client", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.ChoiceField(
        label="Why is the client leaving?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("price", "Price"), ("closing", "The business closes"), ("other", "Something else")],
    )
    read = forms.BooleanField(label="I have read the changes above")
    book = forms.FileField(label="Client book", help_text="CSV, up to 50 MB")


def gallery(request: HttpRequest) -> HttpResponse:
    """Draw every part with sample content."""
    form = SampleForm(initial={"when": "now"})
    wrong = SampleForm({"name": "Northline", "email": "not an address", "when": "now"})
    return render(request, "gallery.html", {"form": form, "wrong": wrong, **SAMPLES})


urlpatterns = [path("gallery/", gallery, name="gallery")]

SAMPLES: Final[dict[str, object]] = {
    "people": PEOPLE,
    "clients": CLIENTS,
    "tabs": [
        {"label": "Active", "url": "#", "count": 42, "active": True},
        {"label": "Deactivated", "url": "#", "count": 7, "active": False},
        {"label": "Invited", "url": "#", "count": 3, "active": False},
    ],
    "steps": [
        {"label": "Reason", "state": "done", "url": "#"},
        {"label": "Review impact", "state": "current", "url": ""},
        {"label": "Survey", "state": "todo", "url": ""},
        {"label": "Confirm by e-mail", "state": "todo", "url": ""},
    ],
    "effects": [dict(zip(("icon", "tone", "title", "text", "badge", "badge_tone"), row, strict=True)) for row in EFFECTS],
    "facts": [("Requested by", "Amelia Tran"), ("Reason", "Seasonal pause"), ("Takes effect", "Today, 18:00"), ("Client notified", "Yes, in French")],
    "options": [
        {"value": "as-it-was", "title": "As it was", "text": "Only what this deactivation stopped: 2 products."},
        {"value": "all", "title": "Everything", "text": "All products, those stopped earlier too: 3 products."},
    ],
    "events": [
        {"icon": "deactivate", "tone": "warn", "title": "Bookkeeping deactivated", "url": "#", "text": "Reason: seasonal pause. 18 documents held.", "who": "Amelia Tran", "when": datetime(2026, 11, 21, 14, 5, tzinfo=UTC)},
        {"icon": "user-plus", "tone": "info", "title": "Étienne Desrosiers invited", "url": "", "text": "", "who": "Priya Nair", "when": datetime(2026, 11, 3, 9, 30, tzinfo=UTC)},
        {"icon": "check", "tone": "good", "title": "Client connected", "url": "", "text": "Invitation accepted.", "who": "Luc Gagnon", "when": datetime(2026, 8, 12, 16, 0, tzinfo=UTC)},
    ],
}
