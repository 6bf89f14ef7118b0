"""A demo's mailbox, so that its pages are among those that are walked."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def post_office(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "mailbox"
    backend = "tenure.outlets.mailbox.MaildirBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"folder": str(folder)}}}
    settings.TENURE_DEMO = True
    # Hundreds of answers that say no are what is asked for here.
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
