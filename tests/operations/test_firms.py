"""The first firm of an installation, and the person who can do everything in it."""

from dataclasses import replace

import pytest

from tenure.core.actor import Right
from tenure.core.profiles import NAMES, profile
from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.firms import Administrator, NewFirm, create_firm, create_first_firm, set_up
from tenure.operations.log import verify
from tenure.records.models import Firm, LogEntry, Person
from tenure.records.people import actor_at_firm
from tests.worlds import PASSWORD, new_person

NORTHLINE = NewFirm(name="Northline Accounting", profile="practice", time_zone="Europe/London", country="gb")
OLIVE = Administrator(email=" Olive@Example.com ", name="Olive Reed", password=PASSWORD)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
def test_a_firm_starts_with_its_profiles_roles_and_an_administrator_who_may_everything(name: str) -> None:
    firm = create_firm(replace(NORTHLINE, profile=name), OLIVE)
    assert set(firm.roles.values_list("key", flat=True)) == {role.key for role in profile(name).roles}
    olive = actor_at_firm(Person.objects.get().id, firm.slug)
    assert olive is not None
    assert olive.rights == frozenset(Right)
    assert (firm.slug, firm.country, firm.policy["origin"]) == ("northline-accounting", "GB", name)


def test_the_start_is_logged_without_naming_anybody() -> None:
    firm = create_firm(NORTHLINE, OLIVE)
    entry = LogEntry.objects.get(chain=firm.id)
    assert entry.event == "firm_created"
    assert "olive" not in str(entry.content).lower()
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "North\x00line"}, "name"),
        ({"slug": "North Line"}, "slug"),
        ({"profile": "bakery"}, "profile"),
        ({"locale": "de"}, "locale"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"country": "Britain"}, "country"),
        ({"currency": "£"}, "currency"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_firm(replace(NORTHLINE, **change), OLIVE)
    assert refused.value.field == field
    assert not set_up()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "olive"}, "email"),
        ({"name": ""}, "person"),
        ({"password": ""}, "password"),
        ({"password": "password123"}, "password"),
        ({"password": "olive@example"}, "password"),
    ],
)
def test_no_weak_password_and_no_nonsense_for_the_administrator(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_firm(NORTHLINE, replace(OLIVE, **change))
    assert refused.value.field == field
    assert not set_up()


def test_only_the_first_comer_sets_an_installation_up() -> None:
    create_first_firm(NORTHLINE, OLIVE)
    with pytest.raises(NotAllowed):
        create_first_firm(replace(NORTHLINE, name="Southbank"), replace(OLIVE, email="stan@example.com"))
    assert Firm.objects.count() == 1


def test_two_firms_of_one_name_get_two_short_names() -> None:
    create_firm(NORTHLINE, OLIVE)
    assert create_firm(NORTHLINE, OLIVE).slug == "northline-accounting-2"
    with pytest.raises(Invalid, match="already a firm"):
        create_firm(replace(NORTHLINE, slug="northline-accounting"), OLIVE)


def test_somebody_who_has_a_sign_in_keeps_it_and_proves_it() -> None:
    new_person("Olive Reed")
    olive = replace(OLIVE, email="olive.reed@example.com", name="Somebody Else")
    with pytest.raises(Invalid, match="not its password"):
        create_firm(NORTHLINE, replace(olive, password="another long one"))
    create_firm(NORTHLINE, olive)
    assert Person.objects.get().name == "Olive Reed"


def test_an_invited_person_first_accepts_the_invitation() -> None:
    Person.objects.create_user("olive@example.com", None, is_active=False)
    with pytest.raises(Invalid, match="not joined"):
        create_firm(NORTHLINE, OLIVE)
