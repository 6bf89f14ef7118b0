"""The addresses of the pages. Nouns: what a page is about, not what it does. One file for each part of the product."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter

from tenure.web.appearance import theme
from tenure.web.help import help_page
from tenure.web.here import place
from tenure.web.home import home
from tenure.web.language import language
from tenure.web.preferences import preferences
from tenure.web.set_up import first_steps
from tenure.web.verb_nouns import NodeId, VerbNoun

register_converter(VerbNoun, "verb_noun")
register_converter(NodeId, "node_id")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("place/", place, name="place"),
    path("theme/", theme, name="theme"),
    path("language/", language, name="set_language"),
    path("set-up/", first_steps, name="set_up"),
    path("preferences/", preferences, name="preferences"),
    path("help/", help_page, name="help"),
    # Read here rather than imported above: these use the converters.
    path("", include("tenure.web.urls_clients")),
    path("", include("tenure.web.urls_billing")),
    path("", include("tenure.web.urls_verbs")),
    path("", include("tenure.web.urls_firm")),
    path("", include("tenure.web.urls_own")),
]

if settings.DEBUG:
    urlpatterns += [path("", include("tenure.web.gallery"))]
