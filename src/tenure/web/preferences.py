"""What a person decides for themselves: name, language, light or dark; and the way to password and keys (R3)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.operations.errors import Invalid
from tenure.operations.preferences import set_language, set_name, set_theme
from tenure.speech.speak import speak
from tenure.web import appearance, language

THEMES = [
    ("system", gettext_lazy("As the system has it")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]


class PreferencesForm(forms.Form):
    """Who somebody is and how pages look to them."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        help_text=gettext_lazy("As colleagues and clients read it, in lists and letters."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    locale = forms.ChoiceField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Of the pages, and of the e-mails you get."),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Appearance"), choices=THEMES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
        self.fields["locale"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """The form, and links to what allauth looks after."""
    if request.method != "POST":
        return _page(request, PreferencesForm(initial=_chosen(request)))
    form = PreferencesForm(request.POST, initial=_chosen(request))
    if not form.is_valid() or not _kept(request, form):
        return _page(request, form, status=422)
    answer = redirect("preferences")
    language.remember(answer, form.cleaned_data["locale"])
    appearance.remember(answer, form.cleaned_data["theme"])
    with translation.override(form.cleaned_data["locale"]):
        messages.success(request, _("Saved."))
    return answer


def _chosen(request: HttpRequest) -> dict[str, object]:
    cookie = request.COOKIES.get(appearance.COOKIE, "")
    return {
        "name": getattr(request.user, "name", ""),
        "locale": getattr(request.user, "locale", ""),
        "theme": cookie or getattr(request.user, "theme", ""),
    }


def _kept(request: HttpRequest, form: PreferencesForm) -> bool:
    person, typed = str(request.user.pk), form.cleaned_data
    try:
        set_name(person, typed["name"])
        set_language(person, typed["locale"])
        set_theme(person, typed["theme"])
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return False
    return True


def _page(request: HttpRequest, form: PreferencesForm, status: int = 200) -> HttpResponse:
    return render(request, "preferences/preferences.html", {"form": form}, status=status)
