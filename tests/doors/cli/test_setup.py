"""First set-up from the terminal: asked for, or from options; never a default password (R7)."""

from pathlib import Path

import pytest

from tenure.records.models import Firm, Person
from tests.doors.cli.conftest import Tenure
from tests.worlds import PASSWORD

pytestmark = pytest.mark.django_db

WHO = ("--email", "olive@example.com", "--name", "Olive Reed")
WHAT = ("--firm", "Northline Accounting", "--profile", "practice", "--time-zone", "Europe/London")


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests is up to date already; standard input is no terminal."""
    monkeypatch.setattr("tenure.cli.setting_up.prepare", lambda: None)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)


@pytest.fixture
def password(tmp_path: Path) -> tuple[str, str]:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return "--password-file", str(file)


def test_a_firm_and_its_administrator(tenure: Tenure, password: tuple[str, str]) -> None:
    said = tenure("setup", *WHAT, *WHO, *password, "--json")
    assert (said.code, said.json["firm"]["slug"]) == (0, "northline-accounting")
    assert Person.objects.get().check_password(PASSWORD)


def test_once_set_up_it_refuses_unless_another_firm_is_meant(
    tenure: Tenure, password: tuple[str, str]
) -> None:
    tenure("setup", *WHAT, *WHO, *password)
    again = tenure("setup", *WHAT, *WHO, *password, "--json")
    assert (again.code, again.json["refusals"][0]["code"]) == (3, "not_permitted")
    assert tenure("setup", *WHAT, *WHO, *password, "--another", "--slug", "second").code == 0
    assert Firm.objects.count() == 2


def test_what_is_missing_is_named(tenure: Tenure, password: tuple[str, str]) -> None:
    for given, option in (
        ((*WHO, *password), "--firm"),
        ((*WHAT, *WHO[2:], *password), "--email"),
        ((*WHAT, *WHO[:2], *password), "--name"),
        ((*WHAT, *WHO), "--password-file"),
        ((*WHAT, *WHO, "--password-file", "/nowhere"), "password"),
    ):
        said = tenure("setup", *given, "--json")
        assert said.code == 2
        assert option in said.json["error"]["sentence"]
    assert not Firm.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "option"),
    [
        (("--time-zone", "Mars"), "--time-zone"),
        (("--profile", "bakery"), "--profile"),
        (("--email", "olive"), "--email"),
        (("--locale", "de"), "--locale"),
        (("--firm", " "), "--firm"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_option(
    tenure: Tenure, password: tuple[str, str], wrong: tuple[str, str], option: str
) -> None:
    said = tenure("setup", *WHAT, *WHO, *password, *wrong)
    assert (said.code, said.out) == (2, "")
    assert option in said.err


def test_a_weak_password_is_refused_and_never_repeated(tenure: Tenure, tmp_path: Path) -> None:
    file = tmp_path / "weak"
    file.write_text("password123")
    said = tenure("setup", *WHAT, *WHO, "--password-file", str(file), "--json")
    assert said.code == 2
    assert "password123" not in said.out + said.err
