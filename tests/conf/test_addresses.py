"""Addresses of databases and mail servers, as operators write them."""

import pytest

from tenure.conf.database import database_from_url
from tenure.conf.mail import mailer_from_url


def test_postgresql_address_with_everything_in_it() -> None:
    database = database_from_url("postgresql://olive:p%40ss@db.example:5433/tenure?sslmode=require")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "tenure")
    assert (database["USER"], database["PASSWORD"]) == ("olive", "p@ss")
    options = database["OPTIONS"]
    assert isinstance(options, dict)
    assert options["sslmode"] == "require"
    assert "pool" in options


def test_postgresql_by_its_socket() -> None:
    assert database_from_url("postgresql:///tenure?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_sqlite_writers_take_the_lock_before_they_read() -> None:
    options = database_from_url("sqlite:////srv/tenure/tenure.sqlite3")["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode = WAL" in options["init_command"]


@pytest.mark.parametrize(
    "url",
    ["", "tenure.sqlite3", "sqlite://", "sqlite:///", "sqlite://host/file", "mysql://host/name",
     "postgresql://host", "postgresql://host/name?colour=red"],
)  # fmt: skip
def test_an_address_that_is_no_database_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(ValueError, match=r"must|cannot"):
        database_from_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", {"host": "mail.example", "port": None}),
        ("smtp://me:se%3Acret@mail.example:587?tls=starttls", {"password": "se:cret", "use_tls": True}),
        ("smtp://mail.example:465?tls=ssl", {"port": 465, "use_ssl": True}),
    ],
)
def test_mail_servers(url: str, expected: dict[str, object]) -> None:
    options = mailer_from_url(url)["OPTIONS"]
    assert isinstance(options, dict)
    assert {name: options[name] for name in expected} == expected


@pytest.mark.parametrize(
    "url",
    ["mail.example", "smtp://", "smtp://mail.example?tls=perhaps", "smtp://mail.example?colour=red",
     "smtp://mail.example:port", "maildir://folder", "maildir:///"],
)  # fmt: skip
def test_an_address_that_is_no_mail_server_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(ValueError, match=r"must|may|Port"):
        mailer_from_url(url)
