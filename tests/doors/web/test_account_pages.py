"""A client's own pages: what each of its people sees and may, what the banner says, going from place to place (R48)."""

import io
import zipfile

import pytest
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.records.models import Client, ClientRole, LogEntry, Transition
from tests.doors.web.reading import words_of
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, new_client, new_member, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = practice_world()
    from tenure.core.facts import UserState  # noqa: PLC0415

    place(made.birch, made.dora, UserState.JOINED, ClientRole.STANDARD)
    return made


def own(client: Client, page: str = "") -> str:
    """The address of a page of the account."""
    return f"/account/{client.id}/{page}"


def stopped(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, notify=False)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch), answers)


def test_the_banner_stands_on_every_page_and_says_who_when_and_what_helps(world: World) -> None:
    stopped(world)
    browser = signed_in(world.zoe)
    for page in ("", "documents/", "accountant/", "activity/", "settings/", "export/"):
        said = words_of(browser.get(own(world.birch, page)))
        assert "Northline Accounting has deactivated Bookkeeping." in said, page
        assert "by Olive Reed" in said
        for way in (
            "Start a free trial",
            "Subscribe",
            "Invite another accountant",
            "Ask Northline Accounting",
        ):
            assert way in said, (page, way)


def test_a_standard_user_reads_the_banner_but_is_offered_only_what_they_may(world: World) -> None:
    stopped(world)
    said = words_of(signed_in(world.dora).get(own(world.birch)))
    assert "has deactivated Bookkeeping" in said
    assert "Ask Northline Accounting" in said
    assert "Start a free trial" not in said
    assert "Invite another accountant" not in said


def test_a_suspension_says_why() -> None:
    hauled = practice_world("hauler")
    do(hauled, hauled.olive, Verb.SUSPEND, hauled.birch.id, Answers(reason="Three bills late", type="other"))
    said = words_of(signed_in(hauled.zoe).get(own(hauled.birch)))
    assert "Northline Accounting has suspended Birch & Sons." in said
    assert "Reason: Three bills late." in said


def test_without_a_firm_the_first_page_helps_on(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    said = words_of(signed_in(world.zoe).get(own(world.birch)))
    assert "No firm looks after this account now." in said
    assert "Northline Accounting looked after this account until" in said
    for action in ("Start a free trial", "Subscribe", "Invite an accountant", "Download everything"):
        assert action in said, action
    others = words_of(signed_in(world.dora).get(own(world.birch)))
    assert "Only administrators of this account decide how it goes on: Zoe Birch." in others
    assert "Start a free trial" not in others


@pytest.mark.parametrize("page", ["settings/", "export/", "accountant/invitation/"])
def test_what_is_for_administrators_names_them_to_others(world: World, page: str) -> None:
    answer = signed_in(world.dora).get(own(world.birch, page))
    assert answer.status_code == 403
    assert "Ask an administrator of this account: Zoe Birch." in words_of(answer)
    assert signed_in(world.zoe).get(own(world.birch, page)).status_code == 200


def test_a_refused_attempt_is_logged(world: World) -> None:
    answer = signed_in(world.dora).post(own(world.birch, "export/"))
    assert answer.status_code == 403
    answer = signed_in(world.dora).post(own(world.birch, "settings/"), {"name": "Mine", "locale": "en"})
    assert (answer.status_code, fresh(world.birch).name) == (403, "Birch & Sons")


def test_strangers_find_nothing(world: World) -> None:
    for person in (world.stan, world.ann, world.ian, world.olive):
        assert signed_in(person).get(own(world.birch)).status_code == 404
    assert Browser().get(own(world.birch))["Location"].startswith("/accounts/login/")


def test_details_are_kept_right_and_the_firms_notes_stay_unseen(world: World) -> None:
    Client.objects.filter(pk=world.birch.pk).update(note="Difficult people", reference="C-77")
    browser = signed_in(world.zoe)
    shown = browser.get(own(world.birch, "settings/")).content.decode()
    assert "Difficult people" not in shown
    typed = {
        "name": "Birch & Daughters",
        "city": "York",
        "locale": "fr",
        "note": "hacked",
        "reference": "hacked",
    }
    browser.post(own(world.birch, "settings/"), typed)
    birch = fresh(world.birch)
    assert (birch.name, birch.sort_name, birch.city) == ("Birch & Daughters", "birch & daughters", "York")
    assert (birch.note, birch.reference) == ("Difficult people", "C-77")
    assert "birch & daughters" in birch.search
    assert LogEntry.objects.filter(chain=birch.id, event="account_edited").count() == 1
    assert browser.post(own(world.birch, "settings/"), {"name": " ", "locale": "en"}).status_code == 422


def test_everything_is_taken_along_without_what_the_firm_keeps_to_itself(world: World) -> None:
    Client.objects.filter(pk=world.birch.pk).update(note="Difficult people")
    stopped(world)
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    browser = signed_in(world.zoe)
    assert "2 acts as they were confirmed" in words_of(browser.get(own(world.birch, "export/")))
    packed = b"".join(browser.post(own(world.birch, "export/")))
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        names = set(pack.namelist())
        every = " ".join(pack.read(name).decode() for name in names)
    assert {"client.json", "users.csv", "transitions.json"} <= names
    assert "Difficult people" not in every
    assert LogEntry.objects.filter(chain=world.birch.id, event="exported").exists()


def test_the_activity_is_told_in_the_clients_words(world: World) -> None:
    stopped(world)
    browser = signed_in(world.zoe)
    browser.post(own(world.birch, "settings/"), {"name": "Birch", "locale": "en"})
    answer = browser.get(own(world.birch, "activity/"))
    said = words_of(answer)
    assert "Northline Accounting deactivated Bookkeeping" in said
    assert "You changed the account's details" in said
    # What was confirmed is the firm's page.
    assert "/transitions/" not in answer.content.decode()
    assert Transition.objects.count() == 1


def test_somebody_goes_between_firms_and_accounts_without_signing_out(world: World) -> None:
    new_member(world.southbank, world.dora, "administrator")
    other = new_client(world.firm, "Alder Farm", joined=[world.dora])
    browser = signed_in(world.dora)
    home = browser.get("/").content.decode()
    for name in ("Southbank", "Alder Farm", "Birch &amp; Sons", "Dune Surveying"):
        assert name in home
    answer = browser.post("/place/", {"place": other.id})
    assert answer["Location"] == own(other)
    assert browser.get("/account/")["Location"] == own(other)
    assert browser.get("/clients/")["Location"] == "/account/"
    browser.post("/place/", {"place": world.southbank.id})
    assert browser.get("/clients/").status_code == 200
    # A link in a letter leads to the account wherever they are.
    assert browser.get(own(world.dune)).status_code == 200
    assert browser.post("/place/", {"place": world.acme.id}).status_code == 404


def test_who_leaves_an_account_is_elsewhere_at_once(world: World) -> None:
    browser = signed_in(world.dora)
    browser.post("/place/", {"place": world.birch.id})
    world.birch.users.filter(person=world.dora).delete()
    assert browser.get(own(world.birch)).status_code == 404
    assert browser.get("/account/")["Location"] == own(world.dune)
