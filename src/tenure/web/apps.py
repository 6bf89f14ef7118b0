"""Names the web door for Django, so that its templates, tags and static files are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The browser's door; it owns no tables."""

    name = "tenure.web"
    label = "web"
    verbose_name = "Tenure web"
