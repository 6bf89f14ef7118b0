"""A verb that asks next to nothing is confirmed in a dialog over the page, by the same rules as on a page (R34, R35)."""

import html
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.records.models import Draft, LogEntry, Stop, Transition
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, solo_world
from tests.worlds import new_firm, new_member, new_person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

PAGE = "http://testserver/clients/{client}/billing/?q=1#top"


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


class Dialog:
    """What htmx would put into the dialog, asked from a page of the customer."""

    def __init__(self, world: HaulerWorld, verb: str, node: str, who: str = "mina") -> None:
        self.browser: Browser = signed_in(getattr(world, who))
        self.address = f"/{verb}/{node}/"
        self.headers = {
            "HX-Request": "true",
            "HX-Target": "verb-dialog",
            "HX-Current-URL": PAGE.format(client=world.mill_lane.id),
        }
        self.answer = self.browser.get(self.address, headers=self.headers)

    @property
    def text(self) -> str:
        return self.answer.content.decode()

    @property
    def words(self) -> str:
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    @property
    def hidden(self) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text))

    def confirm(self, **answers: str) -> "Answer":
        action = html.unescape(re.findall(r'hx-post="([^"]+)"', self.text)[0])
        self.answer = self.browser.post(action, self.hidden | answers, headers=self.headers)
        if self.answer.status_code == 302:
            self.answer = self.browser.get(self.answer["Location"], headers=self.headers)
        return self.answer


def test_r34_every_tab_of_a_profile_has_the_menu_with_deactivate_or_reactivate_by_state(
    world: HaulerWorld,
) -> None:
    browser, client = signed_in(world.mina), world.mill_lane.id
    pages = ("", "services/", "billing/", "users/", "documents/", "activity/", "settings/")

    def menus() -> set[tuple[bool, bool]]:
        found = set()
        for page in pages:
            text = browser.get(f"/clients/{client}/{page}").content.decode()
            menu = text.partition('id="profile-menu"')[2].partition("</div>")[0]
            found.add((f"/deactivation/{client}/" in menu, f"/reactivation/{client}/" in menu))
        return found

    assert menus() == {(True, False)}
    do(world, world.mina, Verb.DEACTIVATE, client)
    assert menus() == {(False, True)}


def test_r35_the_dialog_asks_in_the_articles_words_and_shows_what_would_change(world: HaulerWorld) -> None:
    dialog = Dialog(world, "deactivation", world.mill_lane.id)
    assert "<html" not in dialog.text
    assert (
        "You are about to deactivate this account; all services and locations in it will be deactivated. "
        "Do you wish to continue?" in dialog.words
    )
    assert "2 locations are stopped too." in dialog.words
    assert "4 services are stopped too." in dialog.words
    assert re.findall(r"<button [^>]*>([A-Z][^<]+)</button>", dialog.text) == ["Cancel", "Deactivate"]


def test_r35_looking_and_leaving_changes_nothing(world: HaulerWorld) -> None:
    Dialog(world, "deactivation", world.mill_lane.id)
    assert not Stop.objects.exists()
    assert not Draft.objects.exists()


def test_r35_confirming_does_it_and_leads_back_to_the_page_below(world: HaulerWorld) -> None:
    dialog = Dialog(world, "deactivation", world.mill_lane.id)
    done = dialog.confirm()
    assert done["HX-Redirect"] == f"/clients/{world.mill_lane.id}/billing/?q=1"
    assert Stop.objects.filter(lifted_at=None).count() == 7
    assert "Mill Lane Foods is deactivated." in dialog.browser.get("/clients/").content.decode()


@pytest.mark.parametrize(
    "below",
    [
        "https://elsewhere.example/",
        "http://testserver//elsewhere.example/",
        "javascript:alert(1)",
        "http://[",
        "",
    ],
)
def test_the_page_below_is_only_ever_one_of_ours(world: HaulerWorld, below: str) -> None:
    dialog = Dialog(world, "deactivation", world.mill_lane.id)
    dialog.headers["HX-Current-URL"] = below
    assert dialog.confirm()["HX-Redirect"] == f"/clients/{world.mill_lane.id}/"


def test_a_stale_dialog_does_nothing_and_shows_the_new_plan(world: HaulerWorld) -> None:
    dialog = Dialog(world, "deactivation", world.mill_lane.id)
    new_location(world.mill_lane, "Yard")
    dialog.confirm()
    assert not Stop.objects.exists()
    assert "The facts have changed since you looked." in dialog.words
    assert "3 locations are stopped too." in dialog.words
    assert "HX-Redirect" not in dialog.confirm().headers or Stop.objects.count() == 8
    assert Stop.objects.filter(lifted_at=None).count() == 8


def test_a_second_click_does_it_once(world: HaulerWorld) -> None:
    dialog = Dialog(world, "deactivation", world.mill_lane.id)
    form, address = dialog.hidden, dialog.address
    first = dialog.browser.post(address, form, headers=dialog.headers)
    second = dialog.browser.post(address, form, headers=dialog.headers)
    made = Transition.objects.get()
    assert first["HX-Redirect"].startswith("/clients/")
    assert second["HX-Redirect"] == f"/transitions/{made.id}/"


def test_what_cannot_be_done_says_so_in_the_dialog_and_a_call_around_it_is_logged(world: HaulerWorld) -> None:
    dialog = Dialog(world, "reactivation", world.mill_lane.id)
    assert "This cannot be done now." in dialog.words
    assert "<form" not in dialog.text
    refused = Dialog(world, "deactivation", world.mill_lane.id, who="fay")
    assert "You do not have the right to do this." in refused.words
    refused.browser.post(refused.address, {"digest": "x"}, headers=refused.headers)
    assert LogEntry.objects.filter(event="refused").count() == 1
    assert not Stop.objects.exists()


def test_r37_r39_a_return_offers_how_much_comes_back_and_looks_ahead(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    dialog = Dialog(world, "reactivation", world.mill_lane.id)
    assert "You are about to reactivate this account." in dialog.words
    assert "6 parts below it stay stopped" in dialog.words
    ahead = dialog.browser.get(
        f"{dialog.address}?step=restore&ahead=1&restore=as_it_was",
        headers=dialog.headers | {"HX-Target": "verb-dialog-plan"},
    ).content.decode()
    assert "parts below it stay stopped" not in ahead
    assert "<html" not in ahead
    dialog.confirm(restore="as_it_was")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_wrong_choice_comes_back_with_its_complaint(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    dialog = Dialog(world, "reactivation", world.mill_lane.id)
    assert dialog.confirm(restore="nonsense").status_code == 422
    assert "<html" not in dialog.text
    assert Stop.objects.filter(lifted_at=None).count() == 7


def test_a_verb_with_more_to_ask_goes_to_its_page(world: HaulerWorld) -> None:
    page = signed_in(world.mina).get(f"/clients/{world.mill_lane.id}/").content.decode()
    assert f'hx-get="/deactivation/{world.mill_lane.id}/"' in page
    assert f'hx-get="/suspension/{world.mill_lane.id}/"' not in page
    assert (
        Dialog(world, "suspension", world.mill_lane.id)
        .answer["HX-Redirect"]
        .startswith(f"/suspension/{world.mill_lane.id}/")
    )


def test_strangers_and_signed_out_people_find_nothing_in_it(world: HaulerWorld) -> None:
    stan = new_person("Stan Moreau")
    new_member(new_firm("Southbank", "hauler"), stan, "administrator")
    stranger = signed_in(stan)
    address, headers = f"/deactivation/{world.depot.id}/", {"HX-Request": "true", "HX-Target": "verb-dialog"}
    assert stranger.get(address, headers=headers).status_code == 404
    assert Browser().get(address, headers=headers)["HX-Redirect"].startswith("/accounts/login/")


def test_a_business_that_returns_alone_fits_it_too() -> None:
    world = solo_world()
    do(world, world.mina, Verb.DEACTIVATE, world.bakery.id, Answers(owner=world.zoe.id))
    headers = {"HX-Request": "true", "HX-Target": "verb-dialog"}
    answer = signed_in(world.mina).get(f"/reactivation/{world.bakery.id}/", headers=headers)
    assert "You are about to reactivate this business." in answer.content.decode()


def test_without_htmx_the_same_address_is_the_page_of_the_wizard(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = signed_in(world.mina).get(f"/reactivation/{world.mill_lane.id}/").content.decode()
    assert "<html" in page
    assert "Reactivate Mill Lane Foods" in page
