"""What a return step by step has left: the guide on the profile, and the page that brings all of it back (R37, R39)."""

import html
import re
from typing import TYPE_CHECKING

import pytest

from tenure.core.actions import Answers, Verb
from tenure.core.stops import Restore
from tenure.records.models import Service, Stop, Transition
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

OWN = Answers(restore=Restore.OWN)
SCHEDULE = ("end_date", "deactivate_on_end_date")


@pytest.fixture
def world() -> HaulerWorld:
    """Mill Lane was deactivated and came back by itself."""
    world = hauler_world()
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    do(world, world.mina, Verb.REACTIVATE, world.mill_lane.id, OWN)
    return world


def words(answer: "Answer") -> str:
    main = answer.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def profile(world: HaulerWorld, who: str = "mina") -> "Answer":
    return signed_in(getattr(world, who)).get(f"/clients/{world.mill_lane.id}/")


def page_of(world: HaulerWorld, who: str = "mina") -> "Answer":
    return signed_in(getattr(world, who)).get(f"/clients/{world.mill_lane.id}/returns/")


def form_of(page: "Answer", *, without: str = "") -> dict[str, str | list[str]]:
    text = page.content.decode()
    parts = [part for part in re.findall(r'name="part" value="([^"]+)"', text) if part != without]
    hidden = dict(re.findall(r'name="((?:digest|ticket)_[^"]+)" value="([^"]+)"', text))
    return {"part": parts, **hidden}


def confirm(world: HaulerWorld, form: dict[str, str | list[str]], who: str = "mina") -> "Answer":
    return signed_in(getattr(world, who)).post(f"/clients/{world.mill_lane.id}/returns/", form, follow=True)


def test_r37_after_the_account_the_profile_says_what_is_left_and_leads_on(world: HaulerWorld) -> None:
    text = words(profile(world))
    assert "2 locations and 4 services are still deactivated." in text
    assert (
        f"/clients/{world.mill_lane.id}/?locations=deactivated#locations" in profile(world).content.decode()
    )
    for place in (world.depot, world.shop):
        do(world, world.mina, Verb.REACTIVATE, place.id, OWN)
    assert "Still deactivated: 4 services." in words(profile(world))
    assert f"/clients/{world.mill_lane.id}/services/?state=deactivated" in profile(world).content.decode()
    for service in (world.weekly, world.monthly, world.skip, world.parcels):
        do(world, world.mina, Verb.REACTIVATE, service.id, OWN)
    assert "The return is not complete" not in words(profile(world))


def test_r39_a_locations_return_brings_its_services_as_they_were(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.REACTIVATE, world.depot.id, Answers(restore=Restore.AS_IT_WAS))
    assert "1 location and 1 service are still deactivated." in words(profile(world))


def test_what_was_deactivated_by_itself_is_no_return_to_finish() -> None:
    world = hauler_world()
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    do(world, world.mina, Verb.DEACTIVATE, world.parcels.id)
    assert "The return is not complete" not in words(profile(world))
    assert page_of(world)["Location"] == f"/clients/{world.mill_lane.id}/"


def test_while_the_account_is_deactivated_there_is_nothing_to_guide(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert "The return is not complete" not in words(profile(world))


def test_r39_all_of_it_comes_back_as_it_was_with_the_schedules_of_before(world: HaulerWorld) -> None:
    page = page_of(world)
    assert "The deactivation of Depot, " in words(page)
    assert "The deactivation of Shop, Parcels ends. The end date of 1 recurring service is removed." in words(
        page
    )
    done = confirm(world, form_of(page))
    assert "2 parts are reactivated." in words(done)
    assert not Stop.objects.filter(lifted_at=None).exists()
    assert set(Service.objects.values_list(*SCHEDULE)) == {(None, False)}


def test_r4_a_part_that_is_suspended_too_says_that_it_stays_so(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.SUSPEND, world.shop.id, Answers(type="vacation"))
    assert "Shop stays suspended." in words(page_of(world))


def test_what_is_not_ticked_stays(world: HaulerWorld) -> None:
    confirm(world, form_of(page_of(world), without=world.shop.id))
    assert set(Stop.objects.filter(lifted_at=None).values_list("node", flat=True)) == {
        world.shop.id,
        world.parcels.id,
    }
    assert "Nothing was chosen" in words(confirm(world, {"part": []}))


def test_a_part_that_changed_meanwhile_stays_and_the_others_come_back(world: HaulerWorld) -> None:
    form = form_of(page_of(world))
    do(world, world.mina, Verb.REACTIVATE, world.depot.id, OWN)
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    form[f"digest_{world.depot.id}"] = "0" * 32
    said = words(confirm(world, form))
    assert "1 part is reactivated." in said
    assert not Stop.objects.filter(node=world.shop.id, lifted_at=None).exists()
    assert Stop.objects.filter(node=world.depot.id, lifted_at=None).exists()


def test_a_stale_digest_does_nothing_and_says_so(world: HaulerWorld) -> None:
    form = form_of(page_of(world)) | {f"digest_{world.depot.id}": "0" * 32}
    assert "Something has changed since you looked." in words(confirm(world, form))
    assert Stop.objects.filter(node=world.depot.id, lifted_at=None).exists()


def test_sending_it_twice_does_it_once(world: HaulerWorld) -> None:
    form = form_of(page_of(world))
    confirm(world, form)
    before = Transition.objects.count()
    confirm(world, form)
    assert Transition.objects.count() == before


def test_parts_of_others_and_nonsense_are_not_touched(world: HaulerWorld) -> None:
    form = form_of(page_of(world)) | {"part": [world.forge.id, "loc_0", "%00"]}
    confirm(world, form)
    assert Stop.objects.filter(lifted_at=None).count() == 6


def test_without_the_right_one_reads_where_it_stands_and_gets_no_button(world: HaulerWorld) -> None:
    assert "2 locations and 4 services are still deactivated." in words(profile(world, "fay"))
    assert "/returns/" not in profile(world, "fay").content.decode()
    assert page_of(world, "fay").status_code == 403
    form = form_of(page_of(world))
    assert confirm(world, form, "fay").status_code == 403
    assert Stop.objects.filter(lifted_at=None).count() == 6
