"""The tables as an app: they are called `records_…` in the database."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from tenure.records.client_search import keep_index_fed


class RecordsConfig(AppConfig):
    """The installation's tables."""

    name = "tenure.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes sure, after every migration, that the search index still hears of changes."""
        post_migrate.connect(keep_index_fed, sender=self)
