"""The demo keeps to itself: its letters stay on this machine, are shown, and lead back to it."""

import os
from pathlib import Path

import pytest

from tenure.cli.demo import _keep_to_itself
from tenure.conf.environment import read


def test_letters_of_a_demo_land_in_its_own_mailbox_which_its_pages_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "environ", {"TENURE_SMTP_URL": "smtp://mail.example.com"})
    _keep_to_itself(tmp_path, "http://127.0.0.1:8042/")
    settings = read(os.environ)
    assert settings.demo
    assert settings.url == "http://127.0.0.1:8042"
    assert settings.mailer["OPTIONS"] == {"folder": f"{tmp_path}/mailbox"}
