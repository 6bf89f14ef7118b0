"""Every part of the look on one page, for the eyes of those who build it; served only while DEBUG is on."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

SAMPLES = Path(__file__).with_name("gallery.json")


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Client name", help_text="As it is written on invoices.")
    email = forms.EmailField(label="E-mail")
    when = forms.ChoiceField(label="When", choices=[("day", "At the end of today"), ("month", "Next month")])
    note = forms.CharField(label="Note to the client", required=False, widget=forms.Textarea({"rows": 3}))
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
    form = SampleForm(initial={"when": "day"})
    wrong = SampleForm({"name": "Northline", "email": "not an address", "when": "day"})
    return render(request, "gallery.html", {"form": form, "wrong": wrong, **_samples()})


def _samples() -> dict[str, Any]:
    samples: dict[str, Any] = json.loads(SAMPLES.read_text("utf-8"))
    for event in samples["events"]:
        event["when"] = datetime.fromisoformat(event["when"])
    return samples


urlpatterns = [path("gallery/", gallery, name="gallery")]
