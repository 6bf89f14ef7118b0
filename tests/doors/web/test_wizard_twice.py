"""Nothing happens twice, nothing typed is lost, and what is wrong is said plainly (R7, R8, R22, R26, R50)."""

import pytest
from django.apps import apps
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.core.facts import UserState
from tenure.records.models import (
    ClientRole,
    Draft,
    LogEntry,
    Stop,
    Transition,
)
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do, product_of
from tests.worlds import PASSWORD, World, fresh, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def rows() -> dict[str, int]:
    """How many rows each of our tables has."""
    return {m.__name__: m._default_manager.count() for m in apps.get_app_config("records").get_models()}


def at_the_last_step(world: World) -> Walk:
    """Mina before the last click of disconnecting Birch."""
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("owner")
    return walk


def test_looking_writes_nothing(world: World) -> None:
    browser = signed_in(world.mina)
    product = product_of(world.birch)
    before = rows()
    for step in ("", "?step=survey", "?step=owner", "?step=nonsense"):
        assert browser.get(f"/disconnection/{world.birch.id}/{step}").status_code == 200
    for verb in ("deactivation", "reactivation"):
        assert browser.get(f"/{verb}/{product}/").status_code == 200
    for page in ("decision/", "export/"):
        assert browser.get(f"/clients/{world.birch.id}/{page}").status_code == 200
    assert browser.get("/waits/").status_code == 200
    assert browser.get("/decision/").status_code == 200
    assert rows() == before


def test_pressing_the_last_button_twice_does_it_once(world: World) -> None:
    walk = at_the_last_step(world)
    action, sent = walk.action, {**walk.hidden, "owner": world.zoe.id}
    walk.browser.post(action, sent)
    again = walk.browser.post(action, sent, follow=True)
    assert Transition.objects.count() == 1
    assert again.redirect_chain[-1][0] == f"/transitions/{Transition.objects.get().id}/"
    assert "This was already done on" in again.content.decode()


def test_a_second_tab_learns_that_it_was_already_done(world: World) -> None:
    browser = signed_in(world.mina)
    first, second = (Walk(browser, Verb.DISCONNECT, world.birch.id) for _tab in range(2))
    first.look("owner")
    second.look("owner")
    assert first.hidden["ticket"] != second.hidden["ticket"]
    first.press("Disconnect client", owner=world.zoe.id)
    second.press("Disconnect client", owner=world.zoe.id)
    assert second.says("This was already done on")
    assert Transition.objects.count() == 1


def test_a_second_tab_of_a_deletion_too(world: World) -> None:
    browser = signed_in(world.mina)
    first, second = (Walk(browser, Verb.DELETE, world.cedar.id) for _tab in range(2))
    first.look("type_name")
    second.look("type_name")
    first.press("Delete client", typed_name="Cedar Café")
    second.press("Delete client", typed_name="Cedar Café")
    assert second.says("This was already done on")


def test_doing_it_again_for_good_reason_is_done_again() -> None:
    cabinet = practice_world("cabinet")
    browser = signed_in(cabinet.mina)
    for verb, button in [(Verb.DEACTIVATE, "Deactivate"), (Verb.REACTIVATE, "Reactivate")] * 2:
        walk = Walk(browser, verb, cabinet.birch.id)
        walk.look("notify")
        walk.press(button)
    assert [t.verb for t in Transition.objects.order_by("at")] == ["deactivate", "reactivate"] * 2


def test_the_back_button_finds_what_was_answered(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.press("Continue", reason="price", comment="Too <b>dear</b>.")
    walk.look("survey")
    assert "Too &lt;b&gt;dear&lt;/b&gt;." in walk.text
    assert 'value="price"' in walk.text
    assert walk.text.count(" checked") == 1


def test_cancel_forgets_what_was_answered_and_changes_nothing(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.press("Continue", reason="price")
    before = {**rows(), "Draft": 0}
    walk.press("Cancel", cancel="1")
    assert walk.url == f"/clients/{world.birch.id}/"
    assert rows() == before


def test_facts_that_moved_are_shown_anew_with_the_answers_kept_r50(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.press("Continue", reason="price")
    place(world.birch, world.dora, UserState.JOINED, ClientRole.STANDARD)
    walk.press("Disconnect client", owner=world.zoe.id)
    assert not Transition.objects.exists()
    assert walk.says("The facts have changed since you looked. Nothing was done.")
    assert walk.says("3 users keep access to the account. New"), "what is new is marked"
    assert f'value="{world.zoe.id}" required checked' in walk.text
    assert "Dora Dune" in walk.text
    walk.press("Disconnect client", owner=world.zoe.id)
    assert walk.says("is disconnected.")


def test_a_stale_digest_performs_nothing(world: World) -> None:
    walk = at_the_last_step(world)
    walk.send({"owner": world.zoe.id, "digest": "0" * 32})
    assert not Transition.objects.exists()
    assert walk.says("The facts have changed since you looked.")


def test_whoever_skips_a_required_answer_is_led_back_to_it_r18(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, product_of(world.birch))
    walk.look("notify")
    walk.press("Deactivate")
    assert not Stop.objects.exists()
    assert walk.step in {"acknowledge_wait", "owner"}
    assert walk.says("has not been acknowledged.") or walk.says("has not been chosen.")


@pytest.mark.parametrize("owner", ["", "usr_nobody", "stan.moreau@example.com", "<script>"])
def test_an_unknown_owner_is_refused_with_the_choices_r10(world: World, owner: str) -> None:
    walk = at_the_last_step(world)
    walk.send({"owner": owner})
    assert walk.status == 422
    assert walk.says("Choose who owns the account afterwards.") or walk.says("is not a user of Birch & Sons.")
    assert fresh(world.birch).firm_id == world.firm.id
    assert "<script>" not in walk.text.partition("<main")[2]


def test_a_survey_of_a_megabyte_is_a_clear_error_with_the_text_still_there(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.press("Continue", comment="x" * 1_000_000)
    assert walk.status == 422
    assert walk.says("Ensure this value has at most 5000 characters (it has 1000000).")
    assert "x" * 1_000_000 in walk.text
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "survey", [{"reason": "made up"}, {"score": "11"}, {"score": "-1"}, {"comment": "a\x00b"}]
)
def test_a_survey_that_was_not_asked_like_this_is_refused(world: World, survey: dict[str, str]) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.send(survey)
    assert walk.status == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize("node", ["cli_0", "sub_unknown", "doc_1", "firm_1", "cli_%00", "cli_" + "0" * 400])
def test_what_is_no_client_is_not_found(world: World, node: str) -> None:
    browser = signed_in(world.mina)
    assert browser.get(f"/disconnection/{node}/").status_code == 404
    assert browser.post(f"/disconnection/{node}/", {"ticket": "x", "digest": "y"}).status_code == 404


def test_another_firms_client_looks_like_none_r8(world: World) -> None:
    stan = signed_in(world.stan)
    made = do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    for address in (
        f"/disconnection/{world.acme.id}/",
        f"/clients/{world.acme.id}/decision/",
        f"/clients/{world.acme.id}/export/",
        f"/transitions/{made.id}/",
    ):
        assert stan.get(address).status_code == 404, address
    assert stan.post(f"/disconnection/{world.acme.id}/").status_code == 404
    assert stan.post(f"/clients/{world.acme.id}/export/").status_code == 404


def test_without_the_right_the_page_names_the_administrators_and_the_server_refuses_r7_r8(
    world: World,
) -> None:
    walk = Walk(signed_in(world.fay), Verb.DISCONNECT, world.birch.id)
    walk.look()
    assert walk.says("You do not have the right to do this.")
    assert walk.says("Olive Reed")
    assert walk.buttons == []
    answer = walk.browser.post(walk.address, {"owner": world.zoe.id, "digest": "x"}, follow=True)
    assert "You do not have the right" in answer.content.decode()
    assert fresh(world.birch).firm_id == world.firm.id
    refused = LogEntry.objects.get(chain=world.birch.id, event="refused")
    assert refused.content["reasons"] == ["not_permitted"]


def test_going_round_a_greyed_button_is_refused_likewise_and_logged_r22(world: World) -> None:
    product = product_of(world.birch)
    do(world, world.mina, Verb.DEACTIVATE, product, Answers(acknowledged_wait=True, owner=world.zoe.id))
    browser = signed_in(world.mina)
    answer = browser.post(f"/reactivation/{product}/?step=review", {"digest": "x"}, follow=True)
    assert "can be reactivated from" in answer.content.decode()
    assert Stop.objects.get().lifted_at is None
    assert LogEntry.objects.get(event="refused").content["reasons"] == ["wait_not_over"]


def test_an_expired_session_loses_nothing_that_was_typed(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    action, hidden = walk.action, walk.hidden
    walk.browser.logout()
    asked = walk.browser.post(action, {**hidden, "reason": "price", "comment": "Long and thoughtful."})
    sign_in = asked["Location"]
    assert sign_in.startswith("/accounts/login/?next=/disconnection/")
    assert not Draft.objects.exists()
    back = walk.browser.post(sign_in, {"login": world.mina.email, "password": PASSWORD})
    assert back.status_code == 302, back.content.decode()
    walk._open(back["Location"])
    assert walk.says("You had been signed out.")
    assert walk.step == "survey"
    assert "Long and thoughtful." in walk.text
    walk.look("survey")
    assert "Long and thoughtful." in walk.text, "a reload finds it again"
    walk.press("Continue", reason="price", comment="Long and thoughtful.")
    assert walk.step == "owner"
    walk.look("survey")
    assert not walk.says("You had been signed out.")


def test_somebody_else_who_signs_in_there_does_not_see_it(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    action, hidden = walk.action, walk.hidden
    walk.browser.logout()
    asked = walk.browser.post(action, {**hidden, "comment": "Mina's own words."})
    back = walk.browser.post(asked["Location"], {"login": world.olive.email, "password": PASSWORD})
    walk._open(back["Location"])
    assert "own words" not in walk.text


def test_a_strangers_ticket_is_no_key(world: World) -> None:
    mina, olive = at_the_last_step(world), Walk(signed_in(world.olive), Verb.DISCONNECT, world.acme.id)
    mina.press("Disconnect client", owner=world.zoe.id)
    ticket = Draft.objects.get().id
    olive.look("owner")
    olive.send({"owner": world.ann.id, "ticket": ticket})
    assert fresh(world.acme).firm_id is None
    assert Transition.objects.count() == 2


def test_a_users_own_side_has_no_wizard(world: World) -> None:
    assert signed_in(world.zoe).get(f"/disconnection/{world.birch.id}/")["Location"] == "/account/"
    assert Browser().get(f"/disconnection/{world.birch.id}/")["Location"].startswith("/accounts/login/")


def test_the_back_button_after_a_client_has_gone_shows_what_was_done(world: World) -> None:
    walk = at_the_last_step(world)
    walk.press("Disconnect client", owner=world.zoe.id)
    before = rows()
    answer = walk.browser.get(f"{walk.address}?step=owner", follow=True)
    assert "Birch &amp; Sons is disconnected." in answer.content.decode()
    assert rows() == before
    assert signed_in(world.olive).get(walk.address).status_code == 404
