"""The page of a service's visits: recorded, listed, removed, refused with the way out (R46)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.records.models import Visit
from tests.doors.web.test_payments import hidden, words
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def test_a_visit_is_recorded_listed_and_removed(world: HaulerWorld) -> None:
    mina, address = signed_in(world.mina), f"/services/{world.skip.id}/visits/"
    assert address in mina.get(f"/services/{world.skip.id}/").content.decode()
    assert "/visits/" not in mina.get(f"/services/{world.weekly.id}/").content.decode()
    page = mina.get(address).content.decode()
    assert "No visit yet" in page
    today = timezone.now().date()
    typed = {
        "on": (today - timedelta(days=2)).isoformat(),
        "quantity": "1.5",
        "note": "Behind the <gate>",
        "stamp": hidden(page, "stamp"),
    }
    for _time in range(2):
        assert mina.post(address, typed).status_code == 302
    assert Visit.objects.count() == 1
    text = words(mina.get(address).content.decode())
    assert "Behind the <gate>" in text
    assert "1.5" in text
    assert "Not billed yet" in text
    removed = mina.post(f"/visits/{Visit.objects.get().id}/removal/", follow=True)
    assert "The visit is removed." in words(removed.content.decode())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": ""}, "required"),
        ({"on": "2199-01-01"}, "still to come"),
        ({"quantity": "0"}, "more than zero"),
        ({"quantity": "Infinity"}, "Enter a number"),
        ({"stamp": "x" * 41}, "not valid any more"),
    ],
)
def test_wrong_input_is_said_at_its_field(world: HaulerWorld, typed: dict[str, str], said: str) -> None:
    sent = {"on": "2026-06-10", "quantity": "1", "note": "Kept as typed", "stamp": "", **typed}
    answer = signed_in(world.mina).post(f"/services/{world.skip.id}/visits/", sent)
    assert answer.status_code == 422
    assert said in words(answer.content.decode())
    assert "Kept as typed" in answer.content.decode()


def test_a_stopped_account_says_what_to_do_first(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    sent = {"on": "2026-06-10", "quantity": "1", "note": ""}
    answer = signed_in(world.mina).post(f"/services/{world.skip.id}/visits/", sent)
    assert answer.status_code == 422
    assert "Reactivate it first" in words(answer.content.decode())


def test_older_visits_are_a_page_away(world: HaulerWorld) -> None:
    today = timezone.now().date()
    Visit.objects.bulk_create(
        Visit(client=world.mill_lane, service=world.skip, on=today - timedelta(days=n)) for n in range(60)
    )
    mina, address = signed_in(world.mina), f"/services/{world.skip.id}/visits/"
    first = mina.get(address).content.decode()
    assert first.count("Not billed yet") == 50
    after = first.partition("?after=")[2].partition('"')[0]
    assert mina.get(f"{address}?after={after}").content.decode().count("Not billed yet") == 10
    assert mina.get(f"{address}?after=nonsense").status_code == 200


def test_strangers_and_staff(world: HaulerWorld) -> None:
    visit = Visit.objects.create(client=world.mill_lane, service=world.skip, on="2026-06-10")
    address, removal = f"/services/{world.skip.id}/visits/", f"/visits/{visit.id}/removal/"
    fay = signed_in(world.fay)
    assert fay.get(address).status_code == 200
    assert fay.post(address, {}).status_code == fay.post(removal).status_code == 403
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    other = signed_in(quinn)
    assert other.get(address).status_code == other.post(removal).status_code == 404
    assert Visit.objects.exists()
