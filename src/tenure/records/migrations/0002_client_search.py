"""The search index over clients: FTS5 trigrams on SQLite, pg_trgm on PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenure.records.client_search import build_index, drop_index


def build(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Creates the index."""
    build_index(schema_editor.connection)


def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Removes the index."""
    drop_index(schema_editor.connection)


class Migration(migrations.Migration):
    """Needs the clients' table."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(build, drop)]
