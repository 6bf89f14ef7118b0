"""Wakes Django for a command, and says in a sentence why it cannot."""

import os

from tenure.cli.ending import failed
from tenure.cli.words import terminal_language

SETTINGS = "tenure.conf.settings"


def start() -> None:
    """Makes tables and translations available. Ends the command where a setting is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)

    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.utils.translation import activate

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise failed("wrong_settings", str(wrong)) from wrong
    activate(
        terminal_language() if terminal_language() in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )
