"""The wizard walks each profile's steps in the order of its article, and performs what was shown (R9-R11, R17-R27)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.core.facts import UserState
from tenure.records.models import (
    Client,
    ClientRole,
    Document,
    Draft,
    OutboxMail,
    Stop,
    SurveyAnswer,
    Transition,
    Wait,
)
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def test_disconnect_keeps_its_verb_from_the_first_click_to_the_last_r10_r11(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look()
    assert walk.heading == "Disconnect Birch & Sons"
    assert walk.says("3 people at Northline Accounting lose access at once.")
    walk.press("Disconnect client")
    assert walk.step == "survey"
    assert not Transition.objects.exists()
    walk.press("Continue", reason="price", score="4", comment="Too dear for them.")
    assert walk.step == "owner"
    assert walk.text.index("Zoe Birch") < walk.text.index("Ian Hall"), "who joined comes first"
    walk.press("Disconnect client", owner=world.zoe.id)
    assert walk.url == "/clients/"
    assert walk.says("Birch & Sons is disconnected.")
    assert walk.says("4 e-mails are on their way.")
    assert fresh(world.birch).firm_id is None
    answer = SurveyAnswer.objects.get()
    assert (answer.reason, answer.score, answer.comment) == ("price", 4, "Too dear for them.")
    assert Draft.objects.get().answers == {}, "what was said is kept where it belongs only"


def test_skipping_the_survey_never_blocks_r10(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.birch.id)
    walk.look("survey")
    walk.press("Skip", skip="1")
    assert walk.step == "owner"
    walk.press("Disconnect client", owner=world.zoe.id)
    assert fresh(world.birch).firm_id is None
    assert not SurveyAnswer.objects.exists()


def test_a_self_paying_client_is_disconnected_without_a_survey_r10_r15(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DISCONNECT, world.acme.id)
    walk.look()
    walk.press("Disconnect client")
    assert walk.step == "owner"
    assert f'value="{world.ann.id}" required checked' in walk.text, "the only user is chosen already"
    walk.press("Disconnect client", owner=world.ann.id)
    assert fresh(world.acme).firm_id is None


def test_deactivating_a_product_takes_the_five_steps_of_the_article_r18(world: World) -> None:
    product = product_of(world.birch, "bookkeeping")
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, product)
    walk.look()
    assert (walk.step, walk.heading) == ("survey", "Deactivate Bookkeeping")
    walk.press("Skip", skip="1")
    assert walk.step == "acknowledge_wait"
    assert walk.says("You cannot reactivate Bookkeeping for 4 months.")
    walk.press("Yes, proceed with deactivation")
    assert walk.step == "review"
    walk.press("Continue")
    assert walk.step == "owner"
    walk.press("Continue", owner=world.zoe.id)
    assert walk.step == "notify"
    assert walk.says("An e-mail goes to 2 users of the client.")
    walk.press("Deactivate")
    assert walk.url == f"/clients/{world.birch.id}/subscription/"
    assert walk.says("Bookkeeping (Birch & Sons) is deactivated. It can be reactivated from")
    assert Stop.objects.get().node == product
    assert not OutboxMail.objects.filter(side="client").exists(), "the box had no tick"


def test_the_client_is_told_where_the_box_is_ticked_r19(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, product_of(world.birch))
    walk.look("acknowledge_wait")
    walk.press("Yes, proceed with deactivation")
    walk.look("owner")
    walk.press("Continue", owner=world.zoe.id)
    assert 'name="notify"' in walk.text
    walk.press("Deactivate", notify="on")
    assert set(OutboxMail.objects.filter(side="client").values_list("to_name", flat=True)) == {
        "Zoe Birch",
        "Ian Hall",
    }


def test_classic_asks_neither_for_a_wait_nor_for_an_owner_r18() -> None:
    world = practice_world("practice-classic")
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, product_of(world.birch))
    walk.look()
    assert walk.step == "survey"
    walk.press("Continue")
    assert walk.step == "meaning"
    walk.press("Continue")
    assert walk.step == "notify"
    walk.press("Deactivate", notify="on")
    assert Stop.objects.get().locked_until is None
    back = Walk(signed_in(world.mina), Verb.REACTIVATE, product_of(world.birch))
    back.look()
    back.press("Reactivate")
    assert back.says("is reactivated.")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_cabinet_deactivates_the_whole_client_and_takes_it_back_at_any_time_r21_r23() -> None:
    world = practice_world("cabinet")
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, world.birch.id)
    walk.look()
    assert walk.step == "meaning"
    walk.press("Deactivate")
    assert walk.step == "survey"
    walk.press("Skip", skip="1")
    walk.press("Deactivate", notify="on")
    assert walk.url == f"/clients/{world.birch.id}/"
    assert fresh(world.birch).standing == "deactivated"
    back = Walk(signed_in(world.mina), Verb.REACTIVATE, world.birch.id)
    back.look()
    back.press("Reactivate")
    assert fresh(world.birch).standing == "active"
    assert OutboxMail.objects.filter(kind="reactivate", side="client").count() == 2


def test_the_documents_that_waited_are_chosen_when_a_product_returns_r24() -> None:
    world = practice_world("practice-classic")
    product = product_of(world.birch)
    do(world, world.mina, Verb.DEACTIVATE, product)
    now = timezone.now()
    Document.objects.bulk_create(
        Document(
            client=world.birch,
            subscription_id=product,
            name=f"{days}.pdf",
            state="held",
            added_side="client",
            added_at=now - timedelta(days=days),
            held_since=now - timedelta(days=days),
        )
        for days in (1, 2, 40)
    )
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, product)
    assert "All: 3 documents" in walk.look()
    walk.send({"documents": "since", "since": ""})
    assert (walk.status, walk.says("Give the day from which documents are sent.")) == (422, True)
    walk.press("Reactivate", documents="since", since=f"{now - timedelta(days=10):%Y-%m-%d}")
    assert walk.says("2 of 3 held documents are sent for extraction.")
    assert Document.objects.filter(state="held").count() == 1


def test_delete_advises_to_invite_first_and_takes_the_exact_name_r25_r26(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.DELETE, world.cedar.id)
    text = walk.look()
    assert f'href="/clients/{world.cedar.id}/users/?then=deletion#invite"' in text
    assert f'href="/clients/{world.cedar.id}/export/"' in text
    assert walk.says("Invite a user first")
    walk.press("Delete client")
    assert walk.step == "type_name"
    walk.press("Delete client", typed_name="Cedar Cafe")
    assert walk.status == 422
    assert walk.says("The name you typed is not the client's name.")
    assert 'value="Cedar Cafe"' in walk.text, "what was typed is still there"
    walk.press("Delete client", typed_name="  Cedar Café ")
    assert walk.says("Cedar Café is deleted for good.")
    assert not Client.objects.filter(id=world.cedar.id).exists()
    walk.browser.get("/clients/")
    proof = walk.browser.get(f"/transitions/{Transition.objects.get().id}/")
    assert "Certificate of erasure" in proof.content.decode()


def test_as_soon_as_somebody_is_invited_delete_is_refused_and_disconnect_offered_r25(world: World) -> None:
    place(world.cedar, world.ian, UserState.INVITED, ClientRole.STANDARD)
    walk = Walk(signed_in(world.mina), Verb.DELETE, world.cedar.id)
    walk.look()
    assert walk.says("Cedar Café has users, so it cannot be deleted.")
    assert f'href="/disconnection/{world.cedar.id}/"' in walk.text


def test_what_is_shown_follows_a_choice_before_it_is_sent(world: World) -> None:
    browser = signed_in(world.mina)
    address = f"/disconnection/{world.birch.id}/?step=owner&ahead=1&owner={world.ian.id}"
    panel = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Ian Hall is asked to become account owner; it takes effect on acceptance." in panel
    assert "<html" not in panel
    assert not Draft.objects.exists()


def test_a_wait_greys_the_way_back_and_the_page_says_from_when_r22(world: World) -> None:
    product = product_of(world.birch)
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, product)
    walk.look("acknowledge_wait")
    walk.press("Yes, proceed with deactivation")
    walk.look("owner")
    walk.press("Continue", owner=world.zoe.id)
    walk.press("Deactivate")
    back = Walk(signed_in(world.mina), Verb.REACTIVATE, product)
    back.look()
    assert back.says("Bookkeeping can be reactivated from")
    assert 'href="/waits/"' in back.text
    assert "Reactivate" not in back.buttons
    assert Wait.objects.get().until == Stop.objects.get().locked_until
