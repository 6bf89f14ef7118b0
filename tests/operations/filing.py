"""A folder of one test for the files of documents, to be looked into afterwards."""

from pathlib import Path

from pytest_django.fixtures import Settings

STORE = "django.core.files.storage.FileSystemStorage"


def keep_files_in(folder: Path, settings: Settings) -> None:
    """From here on files are stored there."""
    store = {"BACKEND": STORE, "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": store}


def files_in(folder: Path) -> set[str]:
    """Every file below it, by its path from there."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
