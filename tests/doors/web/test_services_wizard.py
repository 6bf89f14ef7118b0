"""A service in the wizard: what comes back with which end date, and the collections before and after (R36, R38, R39)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.records.models import Service, Stop
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_service

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def test_as_it_was_offers_the_end_date_that_was_there_before_r39(world: HaulerWorld) -> None:
    later = timezone.localdate() + 60 * DAY
    service = new_service(world.depot, "Until spring", "FREQ=DAILY", end=later, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, service.id)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, service.id)
    walk.look()
    assert walk.step == "restore"
    walk.press("Continue", restore="as_it_was")
    assert walk.step == "end_date"
    assert f'value="{later.isoformat()}"' in walk.text
    assert walk.says("as it was, it does so again.")
    assert walk.says("Next collections")
    walk.press("Reactivate", end_date=later.isoformat(), ends_itself="on")
    assert walk.says("Until spring (Mill Lane Foods) is reactivated.")
    assert walk.url == f"/services/{service.id}/"
    row = Service.objects.get(pk=service.pk)
    assert (row.end_date, row.deactivate_on_end_date) == (later, True)


def test_alone_it_comes_back_without_an_end_date_r38(world: HaulerWorld) -> None:
    later = timezone.localdate() + 60 * DAY
    service = new_service(world.depot, "Until spring", "FREQ=DAILY", end=later)
    do(world, world.mina, Verb.DEACTIVATE, service.id)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, service.id)
    walk.look()
    walk.press("Continue", restore="own")
    assert later.isoformat() not in walk.text
    walk.press("Reactivate", end_date="")
    row = Service.objects.get(pk=service.pk)
    assert (row.end_date, row.deactivate_on_end_date) == (None, False)


def test_an_end_date_that_is_over_meanwhile_needs_an_answer_r38(world: HaulerWorld) -> None:
    now = timezone.now()
    yesterday = timezone.localdate() - DAY
    service = new_service(world.depot, "Autumn leaves", "FREQ=DAILY", end=yesterday, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, service.id, at=now - 5 * DAY)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, service.id)
    walk.look()
    walk.press("Continue", restore="as_it_was")
    assert walk.step == "end_date"
    assert walk.says("it would be deactivated again at once.")
    assert walk.says("Remove the end date, or choose a later one.")
    walk.press("Reactivate", end_date=yesterday.isoformat(), ends_itself="on")
    assert walk.status == 422
    assert walk.says("it would be deactivated again at once.")
    assert Stop.objects.filter(lifted_at=None).count() == 1
    walk.press("Reactivate", end_date="")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_wrong_date_is_said_at_its_field(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, world.weekly.id)
    walk.look()
    assert walk.step == "end_date", "nothing was there before: there is nothing to choose"
    walk.press("Reactivate", end_date="yesterday")
    assert walk.status == 422
    assert walk.says("Enter a valid date.")


def test_deactivating_shows_the_days_that_go_and_leads_to_the_service_r36(world: HaulerWorld) -> None:
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, world.weekly.id)
    walk.look()
    assert walk.says("Next collections")
    assert walk.text.count("days__gone") == 12
    walk.press("Deactivate")
    assert walk.url == f"/services/{world.weekly.id}/"
    assert walk.says("Weekly bins (Mill Lane Foods) is deactivated.")
    assert walk.says("None while it is stopped.")


def test_a_customer_as_it_was_brings_its_schedules_back_r39(world: HaulerWorld) -> None:
    later = timezone.localdate() + 60 * DAY
    service = new_service(world.depot, "Until spring", "FREQ=DAILY", end=later, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, world.skip.id)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, world.mill_lane.id)
    walk.look()
    browser = walk.browser
    for choice, said in (("own", "stay stopped"), ("as_it_was", "Until spring runs until")):
        piece = browser.get(
            f"{walk.address}?step=restore&ahead=1&restore={choice}", headers={"HX-Request": "true"}
        )
        assert said in piece.content.decode(), choice
    walk.press("Reactivate", restore="as_it_was")
    row = Service.objects.get(pk=service.pk)
    assert (row.end_date, row.deactivate_on_end_date) == (later, True)
    assert Service.objects.get(pk=world.weekly.pk).end_date is None
    assert [stop.node for stop in Stop.objects.filter(lifted_at=None)] == [world.skip.id]
