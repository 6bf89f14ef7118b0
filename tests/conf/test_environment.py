"""What an operator may set, and what is said when it is wrong."""

import re
from pathlib import Path

import pytest

from tenure.conf.environment import WrongSettings, read


def test_nothing_set_is_an_installation_on_this_machine_only() -> None:
    environment = read({})
    assert environment.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert environment.database["ENGINE"] == "django.db.backends.sqlite3"
    assert environment.database["NAME"] == str(environment.data_folder / "tenure.sqlite3")
    assert not environment.debug
    assert environment.mailer["BACKEND"] == "tenure.outlets.mailbox.MaildirBackend"


def test_every_wrong_setting_is_named_not_only_the_first() -> None:
    with pytest.raises(WrongSettings) as wrong:
        read(
            {
                "DATABASE_URL": "mysql://somewhere",
                "TENURE_DEBUG": "perhaps",
                "TENURE_FILES_URL": "ftp://files.example",
                "TENURE_HOSTS": "https://tenure.example",
                "TENURE_HAND_OVER_DAYS": "a week",
                "TENURE_INVITATION_DAYS": "0",
                "TENURE_MAIL_FROM": "nobody",
                "TENURE_MAIL_IN": "everywhere",
                "TENURE_MAIL_IN_DOMAIN": "post@documents.example",
                "TENURE_PLANS": "/nowhere/plans.toml",
                "TENURE_PROXIES": "many",
                "TENURE_SECRET_KEY": "short",
                "TENURE_SMTP_URL": "smtp://mail.example?tls=maybe",
                "TENURE_TRIAL_DAYS": "two weeks",
                "TENURE_URL": "tenure.example",
            }
        )
    named = [sentence.split()[0] for sentence in wrong.value.sentences]
    assert sorted(named) == [
        "DATABASE_URL",
        "TENURE_DEBUG",
        "TENURE_FILES_URL",
        "TENURE_HAND_OVER_DAYS",
        "TENURE_HOSTS",
        "TENURE_INVITATION_DAYS",
        "TENURE_MAIL_FROM",
        "TENURE_MAIL_IN",
        "TENURE_MAIL_IN",
        "TENURE_MAIL_IN_DOMAIN",
        "TENURE_PLANS",
        "TENURE_PROXIES",
        "TENURE_SECRET_KEY",
        "TENURE_SMTP_URL",
        "TENURE_TRIAL_DAYS",
        "TENURE_URL",
    ]
    assert all(sentence.endswith(".") for sentence in wrong.value.sentences)


def test_links_in_mails_lead_to_the_first_host() -> None:
    assert (
        read({"TENURE_HOSTS": "books.example, www.books.example", "TENURE_HTTPS": "1"}).url
        == "https://books.example"
    )
    assert read({}).url == "http://localhost:8000"
    assert read({"TENURE_URL": "http://127.0.0.1:9000/"}).url == "http://127.0.0.1:9000"


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(WrongSettings, match="TENURE_DATA must name a folder"):
        read({"TENURE_DATA": str(file)})


def test_two_secret_keys_are_one_too_many(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 50)
    with pytest.raises(WrongSettings, match="both set"):
        read({"TENURE_SECRET_KEY": "s" * 50, "TENURE_SECRET_KEY_FILE": str(file)})


def test_a_secret_key_file_has_to_be_there() -> None:
    with pytest.raises(WrongSettings, match="TENURE_SECRET_KEY_FILE must name a file that exists"):
        read({"TENURE_SECRET_KEY_FILE": "/nowhere/key"})


def test_a_folder_with_strange_characters_is_still_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #1?"
    environment = read({"TENURE_DATA": str(folder)})
    assert environment.database["NAME"] == str(folder / "tenure.sqlite3")
    assert environment.files["OPTIONS"] == {"location": str(folder / "files")}
    assert environment.mailer["OPTIONS"] == {"folder": str(folder / "mailbox")}


def test_every_setting_is_explained_to_operators() -> None:
    root = Path(__file__).parents[2]
    read_here = set(
        re.findall(r'"((?:TENURE|DATABASE)_[A-Z_]+)"', (root / "src/tenure/conf/environment.py").read_text())
    )
    explained = set(re.findall(r"^\| `([A-Z_]+)`", (root / "docs/operating.md").read_text(), re.MULTILINE))
    assert explained == read_here


def test_an_installation_brings_its_own_plans_and_every_slip_in_them_is_named(tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    plan = """
        currency = "CHF"
        [[plans]]
        code = "all"
        extraction = true
        name = { en = "Everything", fr = "Tout" }
        summary = { en = "All there is.", fr = "Tout ce qu'il y a." }
        prices = { CHF = "49.00" }
    """
    file.write_text(plan, encoding="utf-8")
    environment = read({"TENURE_PLANS": str(file), "TENURE_TRIAL_DAYS": "30"})
    assert [tariff.code for tariff in environment.catalogue.tariffs] == ["all"]
    assert environment.trial_days == 30
    file.write_text(plan.replace('"49.00"', '"cheap"').replace("extraction = true", ""), encoding="utf-8")
    with pytest.raises(WrongSettings) as wrong:
        read({"TENURE_PLANS": str(file)})
    [sentence] = wrong.value.sentences
    assert sentence.startswith(f"TENURE_PLANS names {file}, which is no catalogue of plans: ")
    assert "extraction must be true or false" in sentence
    assert "prices must look like" in sentence
    file.write_text("[[plans]", encoding="utf-8")
    with pytest.raises(WrongSettings, match="TENURE_PLANS"):
        read({"TENURE_PLANS": str(file)})


def test_mail_comes_in_where_both_the_place_and_the_domain_are_set() -> None:
    assert read({}).mail_in is None
    both = read({"TENURE_MAIL_IN": "[::1]:2525", "TENURE_MAIL_IN_DOMAIN": "Documents.Example"})
    assert (both.mail_in, both.mail_in_domain) == (("::1", 2525), "documents.example")
    with pytest.raises(WrongSettings, match="TENURE_MAIL_IN is set without TENURE_MAIL_IN_DOMAIN"):
        read({"TENURE_MAIL_IN": "127.0.0.1:2525"})
    for wrong in ("2525", "127.0.0.1:", "127.0.0.1:99999", "a b:25", "smtp://127.0.0.1:25"):
        with pytest.raises(WrongSettings, match="must be an address and a port"):
            read({"TENURE_MAIL_IN": wrong, "TENURE_MAIL_IN_DOMAIN": "documents.example"})
