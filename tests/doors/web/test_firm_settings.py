"""The firm's own page: kept by those who may change its rules, with nothing typed lost (R7)."""

import pytest

from tenure.records.models import LogEntry
from tests.doors.web.walking import signed_in
from tests.worlds import World, fresh, practice_world

TYPED = {
    "firm_name": "Northline & Daughters",
    "locale": "fr",
    "time_zone": "Europe/Paris",
    "country": "fr",
    "currency": "eur",
}


@pytest.fixture
def world(db: None) -> World:
    return practice_world()


def test_what_is_typed_is_kept_and_logged(world: World) -> None:
    answer = signed_in(world.olive).post("/firm/", TYPED)
    firm = fresh(world.firm)
    assert answer.status_code == 302
    assert (firm.name, firm.locale, firm.time_zone) == ("Northline & Daughters", "fr", "Europe/Paris")
    assert (firm.country, firm.currency) == ("FR", "EUR")
    entry = LogEntry.objects.get(chain=firm.id, event="firm_edited")
    assert entry.content["fields"] == ["name", "locale", "time_zone", "country", "currency"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"firm_name": " "}, "required"),
        ({"firm_name": "x" * 201}, "200"),
        ({"firm_name": "Nul\x00"}, "Null characters"),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"locale": "xx"}, "xx"),
        ({"country": "FRA"}, "two letters"),
        ({"currency": "€"}, "three letters"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(world: World, wrong: dict[str, str], said: str) -> None:
    answer = signed_in(world.olive).post("/firm/", TYPED | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="eur"' in page or "currency" in wrong
    assert fresh(world.firm).name == "Northline Accounting"


def test_others_are_told_whom_to_ask(world: World) -> None:
    answer = signed_in(world.fay).get("/firm/")
    assert answer.status_code == 403
    assert "Olive Reed" in answer.content.decode()
