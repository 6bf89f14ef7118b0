"""One client's pages: facts, users, products, papers, history, settings; and who may see them (R5-R9, R15-R25)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.profiles import NAMES
from tenure.records.models import Client, ClientUser, Document, OutboxMail, Subscription, Transition, Wait
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

PAGES = ("", "users/", "subscription/", "documents/", "activity/", "settings/")


@pytest.fixture
def world() -> World:
    return practice_world()


def get(world: World, client: Client, page: str = "", who: str = "olive") -> str:
    answer = signed_in(getattr(world, who)).get(f"/clients/{client.id}/{page}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def deactivate(world: World, client: Client, code: str | None = None, days_ago: int = 0) -> Transition:
    answers = Answers(acknowledged_wait=True, notify=False, owner=client.owner_id)
    at = timezone.now() - timedelta(days=days_ago)
    return do(world, world.olive, Verb.DEACTIVATE, product_of(client, code), answers, at=at)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["olive", "fay"])
def test_every_page_opens_for_everybody_of_the_firm(world: World, page: str, who: str) -> None:
    assert "Birch &amp; Sons" in get(world, world.birch, page, who)


@pytest.mark.parametrize("profile", NAMES)
def test_every_page_opens_under_every_profile(profile: str) -> None:
    world = practice_world(profile)
    browser = signed_in(world.olive)
    for page in ("/", "/clients/", *(f"/clients/{world.birch.id}/{page}" for page in PAGES)):
        assert browser.get(page).status_code == 200, page


def test_r34_the_customer_profile_carries_the_verbs_at_its_upper_right() -> None:
    world = practice_world("hauler")
    shown = get(world, world.birch, "")
    assert f"/deactivation/{world.birch.id}/" in shown
    assert f"/suspension/{world.birch.id}/" in shown


@pytest.mark.parametrize("page", PAGES)
def test_foreign_looks_like_missing(world: World, page: str) -> None:
    foreign = signed_in(world.stan).get(f"/clients/{world.birch.id}/{page}")
    missing = signed_in(world.stan).get(f"/clients/cli_06gzzketfn63hje68aq6ft0d/{page}")
    assert foreign.status_code == missing.status_code == 404
    assert "Birch" not in foreign.content.decode()


@pytest.mark.parametrize("name", ["sub_x", "cli_", "cli_%00", "usr_1", "cli_" + "x" * 300, "..", "new%2f"])
def test_odd_ids_are_no_page(world: World, name: str) -> None:
    assert signed_in(world.olive).get(f"/clients/{name}/").status_code == 404


def test_r6_the_page_says_what_is_stopped_since_when_by_whom_until_when_and_who_may_lift_it(
    world: World,
) -> None:
    transition = deactivate(world, world.dune)
    shown = " ".join(get(world, world.dune).split())
    assert "Bookkeeping is deactivated." in shown
    assert "by Olive Reed" in shown
    assert "It can come back from" in shown
    assert "May be lifted by Mina Okafor, Olive Reed." in shown
    assert f"/transitions/{transition.id}/" in shown


def test_r6_the_state_on_a_past_and_a_future_day(world: World) -> None:
    deactivate(world, world.dune, days_ago=10)
    today = timezone.localdate()
    before, after = (
        get(world, world.dune, f"?on={today + timedelta(days=days)}")
        .split('id="that-day"')[1]
        .split("</section>")[0]
        for days in (-20, 20)
    )
    assert "Deactivated" not in before
    assert "Deactivated" in after


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "yesterday", "2026-02-31", "%00", "2" * 500])
def test_an_odd_day_is_said_to_be_none(world: World, day: str) -> None:
    assert "This is not a day" in get(world, world.dune, f"?on={day}")


@pytest.mark.parametrize("before", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "x", "%00"])
def test_an_odd_place_in_the_time_line_is_its_beginning(world: World, before: str) -> None:
    deactivate(world, world.dune)
    assert "Bookkeeping: Deactivated" in get(world, world.dune, f"activity/?before={before}")


def test_the_time_line_links_each_act_and_continues(world: World) -> None:
    first = deactivate(world, world.dune, days_ago=200)
    for days in range(190, 145, -1):
        Transition.objects.create(
            client=world.dune, firm=world.firm, verb="reactivate", target=world.dune.id, target_kind="client",
            target_name="Dune", digest="x", source="web", at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    shown = signed_in(world.olive).get(f"/clients/{world.dune.id}/activity/")
    assert first.id not in shown.content.decode()
    earlier = signed_in(world.olive).get(f"/clients/{world.dune.id}/activity/{shown.context['earlier']}")
    assert first.id in earlier.content.decode()


def test_r17_each_product_has_its_own_button(world: World) -> None:
    shown = get(world, world.birch, "subscription/")
    for product in Subscription.objects.filter(client=world.birch):
        assert f"/deactivation/{product.id}/" in shown


def test_r22_reactivate_is_greyed_with_the_day_and_the_days_left(world: World) -> None:
    deactivate(world, world.birch, "bookkeeping")
    shown = get(world, world.birch, "subscription/")
    assert 'aria-disabled="true"' in shown
    assert "can be reactivated from" in shown
    assert "Ask for an early return" in shown
    assert "/reactivation/" not in shown


def test_r9_r15_a_self_paying_client_is_disconnected_from_its_subscription_and_nothing_else(
    world: World,
) -> None:
    shown = get(world, world.acme, "subscription/")
    assert f"/disconnection/{world.acme.id}/" in shown
    assert "/deactivation/" not in shown
    assert "/deletion/" not in get(world, world.acme, "settings/")


def test_r7_no_buttons_without_the_right(world: World) -> None:
    for page in ("subscription/", "settings/", ""):
        shown = get(world, world.birch, page, "fay")
        assert "/deactivation/" not in shown
        assert "/disconnection/" not in shown
    assert "Ask an administrator of your account: Olive Reed" in get(world, world.birch, "settings/", "fay")


def test_r22_a_product_that_waits_cannot_be_started_from_the_page(world: World) -> None:
    until = timezone.localdate() + timedelta(days=40)
    Wait.objects.create(firm=world.firm, client=world.dune, product="data_health", until=until)
    assert "A wait runs" in get(world, world.dune, "subscription/")
    url = f"/clients/{world.dune.id}/products/"
    answer = signed_in(world.olive).post(url, {"product": "data_health"}, follow=True)
    assert "can start from" in answer.content.decode()
    assert fresh(world.dune).products_total == 1
    Wait.objects.all().delete()
    signed_in(world.olive).post(url, {"product": "data_health"})
    assert fresh(world.dune).products_total == 2


def test_r25_inviting_from_the_page_turns_delete_into_disconnect(world: World) -> None:
    assert "/deletion/" in get(world, world.cedar, "settings/")
    answer = signed_in(world.mina).post(
        f"/clients/{world.cedar.id}/users/",
        {"email": "nina@example.com", "name": "Nina", "role": "standard"},
        follow=True,
    )
    assert "An invitation leaves for nina@example.com." in answer.content.decode()
    assert "/deletion/" not in get(world, world.cedar, "settings/")
    assert "/disconnection/" in get(world, world.cedar, "settings/")
    assert OutboxMail.objects.get().context["link"].startswith("http")


def test_an_invitation_that_cannot_be_sent_keeps_what_was_typed(world: World) -> None:
    answer = signed_in(world.mina).post(
        f"/clients/{world.birch.id}/users/",
        {"email": world.zoe.email, "name": "Zoë again", "role": "standard"},
    )
    assert answer.status_code == 422
    assert "is a user of this client already" in answer.content.decode()
    assert "Zoë again" in answer.content.decode()


def test_a_letter_is_sent_again_and_withdrawn(world: World) -> None:
    user = ClientUser.objects.get(client=world.birch, person=world.ian)
    base = f"/clients/{world.birch.id}/users/{user.id}/"
    signed_in(world.mina).post(base + "letter/")
    assert OutboxMail.objects.filter(kind="invite_user", to_address=world.ian.email).count() == 1
    assert signed_in(world.mina).get(base + "withdrawal/").status_code == 405
    signed_in(world.mina).post(base + "withdrawal/")
    assert not ClientUser.objects.filter(pk=user.pk).exists()


def test_somebody_without_the_right_is_told_so_and_nothing_happens(world: World) -> None:
    answer = signed_in(world.fay).post(
        f"/clients/{world.cedar.id}/users/", {"email": "x@example.com", "name": "", "role": "standard"}
    )
    assert answer.status_code == 403
    assert "Olive Reed" in answer.content.decode()
    assert signed_in(world.fay).get("/clients/new/").status_code == 403
    assert fresh(world.cedar).users_invited == 0


def test_a_client_is_added_with_products_and_a_first_user(world: World) -> None:
    answer = signed_in(world.mina).post(
        "/clients/new/",
        {"name": "Elm & Co", "locale": "fr", "products": ["bookkeeping"], "user_email": "eve@example.com"},
    )
    client = Client.objects.get(name="Elm & Co")
    assert answer["Location"] == f"/clients/{client.id}/"
    assert (client.products_total, client.users_invited, client.locale) == (1, 1, "fr")


def test_a_client_without_a_name_is_not_added_and_nothing_typed_is_lost(world: World) -> None:
    answer = signed_in(world.mina).post(
        "/clients/new/", {"name": " ", "email": "nowhere", "note": "A <b>note</b>", "locale": "en"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "A &lt;b&gt;note&lt;/b&gt;" in shown
    assert "nowhere" in shown


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(world: World) -> None:
    browser = Browser()
    answer = browser.post("/clients/new/", {"name": "Typed in vain", "locale": "en", "password": "secret"})
    assert answer["Location"].startswith("/accounts/login/")
    browser.force_login(world.mina)
    assert "Typed in vain" in browser.get("/clients/new/").content.decode()
    assert not Client.objects.filter(name="Typed in vain").exists()


def test_details_are_saved(world: World) -> None:
    url = f"/clients/{world.birch.id}/settings/"
    typed = {"name": "Birch & Daughters", "locale": "en", "email": ""}
    assert "Saved." in signed_in(world.mina).post(url, typed, follow=True).content.decode()
    assert fresh(world.birch).name == "Birch & Daughters"
    assert "Nothing was changed." in signed_in(world.mina).post(url, typed, follow=True).content.decode()


def test_r20_a_document_added_while_stopped_is_held_and_handed_out_to_the_firm_only(world: World) -> None:
    deactivate(world, world.dune)
    url = f"/clients/{world.dune.id}/documents/"
    file = SimpleUploadedFile("Bill <1>.html", b"%PDF-1.7 alert(1)", content_type="text/html")
    answer = signed_in(world.fay).post(url, {"file": file}, follow=True)
    assert "stored and held" in answer.content.decode()
    document = Document.objects.get()
    taken = signed_in(world.fay).get(f"/documents/{document.id}/")
    assert taken.getvalue() == b"%PDF-1.7 alert(1)"
    assert taken["Content-Type"] == "application/octet-stream"
    assert taken["Content-Disposition"].startswith("attachment")
    assert signed_in(world.stan).get(f"/documents/{document.id}/").status_code == 404
    assert signed_in(world.zoe).get(f"/documents/{document.id}/").status_code == 404
    assert signed_in(world.dora).get(f"/documents/{document.id}/").status_code == 200
    assert Browser().get(f"/documents/{document.id}/").status_code == 302


def test_an_empty_file_and_no_file_are_refused_in_words(world: World) -> None:
    url = f"/clients/{world.dune.id}/documents/"
    empty = SimpleUploadedFile("a.pdf", b"")
    assert "The file is empty." in signed_in(world.fay).post(url, {"file": empty}).content.decode()
    assert signed_in(world.fay).post(url, {}).status_code == 422
    assert signed_in(world.fay).get(url + "?page=99999999999").status_code == 200


def test_r12_a_client_who_left_is_gone_at_once_from_open_sessions(world: World) -> None:
    browser = signed_in(world.olive)
    assert browser.get(f"/clients/{world.dune.id}/").status_code == 200
    do(world, world.mina, Verb.DISCONNECT, world.dune.id)
    for page in PAGES:
        assert browser.get(f"/clients/{world.dune.id}/{page}").status_code == 404


def test_the_overview_shows_numbers_waits_and_what_was_done(world: World) -> None:
    deactivate(world, world.dune, days_ago=100)
    shown = signed_in(world.olive).get("/").content.decode()
    assert "Dune Surveying: Deactivated" in shown
    assert "Waits that end soon" in shown
    assert "Letters in trouble" in shown
    assert "Letters in trouble" not in signed_in(world.fay).get("/").content.decode()
