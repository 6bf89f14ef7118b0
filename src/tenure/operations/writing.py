"""Writing only what changed."""

from collections.abc import Mapping

from django.db.models import Model


def write_changed(row: Model, values: Mapping[str, object]) -> tuple[str, ...]:
    """Sets the values on a row and stores those that differ; returns their names. Nothing changed: nothing is stored."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return changed
