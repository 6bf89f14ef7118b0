"""The demo keeps to itself: its letters stay on this machine, are shown, and lead back to it."""

import os
from pathlib import Path

import pytest

from tenure.cli.demo import _keep_to_itself
from tenure.conf.environment import read


def test_letters_of_a_demo_land_in_its_own_mailbox_which_its_pages_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = {
        "TENURE_SMTP_URL": "smtp://mail.example.com",
        "TENURE_FILES_URL": "s3://files.example.com/ours",
    }
    monkeypatch.setattr(os, "environ", elsewhere)
    _keep_to_itself(tmp_path, "http://127.0.0.1:8042/", "127.0.0.1:2525")
    settings = read(os.environ)
    assert settings.demo
    assert "TENURE_FILES_URL" not in os.environ
    assert settings.mail_in_domain
    assert settings.url == "http://127.0.0.1:8042"
    assert settings.mailer["OPTIONS"] == {"folder": f"{tmp_path}/mailbox"}
