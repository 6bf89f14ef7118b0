"""Accepting an invitation, changing place, and the page of a client's own users (R14, R48, R49)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.operations.invitations import invite_user
from tenure.operations.members import invite_colleague
from tenure.records.models import Client, Document, Invitation, Member, OutboxMail, Person, Role
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, new_member, practice_world

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet river at noon"


@pytest.fixture
def world() -> World:
    return practice_world()


def letter(world: World, client: Client, email: str = "nina@example.com") -> str:
    """The path of the page that accepts."""
    invite_user(
        client.id, email=email, name="Nina Cole", role="administrator",
        link_to=lambda token: f"/invitations/{token}/", actor=world.actor(world.olive),
    )  # fmt: skip
    return str(OutboxMail.objects.latest("created_at").context["link"])


def test_looking_changes_nothing(world: World) -> None:
    url = letter(world, world.cedar)
    for _look in range(2):
        shown = Browser().get(url).content.decode()
        assert "Join Cedar Café" in shown
        assert "Olive Reed of Northline Accounting invites you." in shown
    assert fresh(world.cedar).users_joined == 0


def test_somebody_new_chooses_a_password_and_is_in(world: World) -> None:
    url, browser = letter(world, world.cedar), Browser()
    answer = browser.post(url, {"name": "Nina Cole", "password": PASSWORD}, follow=True)
    assert "Welcome to Cedar Café." in answer.content.decode()
    assert fresh(world.cedar).owner == Person.objects.get(email="nina@example.com")
    again = Browser().get(url).content.decode()
    assert "accepted already" in again
    assert "<form" not in again.split("sheet")[1].split("</main>")[0]


@pytest.mark.parametrize("password", ["", "short", "password1234", "nina@example.com"])
def test_an_easy_password_is_refused_and_the_name_stays(world: World, password: str) -> None:
    answer = Browser().post(letter(world, world.cedar), {"name": "Nina C.", "password": password})
    assert answer.status_code == 422
    assert "Nina C." in answer.content.decode()
    assert fresh(world.cedar).users_joined == 0


def test_somebody_with_a_sign_in_signs_in_first(world: World) -> None:
    url = letter(world, world.cedar, world.dora.email)
    asked = Browser().post(url, {"name": "Mallory", "password": PASSWORD})
    assert asked["Location"].startswith("/accounts/login/")
    assert signed_in(world.stan).post(url).status_code == 409
    signed_in(world.dora).post(url)
    assert fresh(world.cedar).owner_id == world.dora.id


def test_a_colleague_accepts_on_the_same_page(world: World) -> None:
    links: list[str] = []

    def keep(token: str) -> str:
        links.append(token)
        return token

    invite_colleague(
        email="noor@example.com",
        name="Noor",
        role_id=Role.objects.get(firm=world.firm, key="staff").id,
        link_to=keep,
        actor=world.actor(world.olive),
        at=timezone.now(),
    )
    url = f"/invitations/{links[0]}/"
    answer = Browser().post(url, {"name": "Noor Haddad", "password": PASSWORD}, follow=True)
    assert "Welcome to Northline Accounting." in answer.content.decode()
    member = Member.objects.get(person__email="noor@example.com")
    assert (member.firm, member.role.key) == (world.firm, "staff")


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "é" * 40, "x" * 4_000])
def test_an_unknown_link_is_no_page(world: World, token: str) -> None:
    assert Browser().get(f"/invitations/{token}/").status_code == 404
    assert Browser().post(f"/invitations/{token}/").status_code == 404


def test_a_clients_user_sees_what_is_stopped_and_adds_a_document_that_is_held(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    do(
        world,
        world.olive,
        Verb.DEACTIVATE,
        product_of(world.dune),
        Answers(acknowledged_wait=True, notify=False),
    )
    browser = signed_in(world.dora)
    shown = browser.get("/account/", follow=True).content.decode()
    assert "Northline Accounting has deactivated Bookkeeping." in shown
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 one")
    browser.post(f"/account/{world.dune.id}/documents/", {"file": file})
    assert Document.objects.get().state == "held"
    assert browser.get(f"/account/{world.birch.id}/").status_code == 404
    assert browser.get(f"/clients/{world.dune.id}/")["Location"] == "/account/"


def test_somebody_with_two_firms_goes_from_one_to_the_other(world: World) -> None:
    new_member(world.southbank, world.olive, "staff")
    browser = signed_in(world.olive)
    assert "Birch" in browser.get("/clients/").content.decode()
    browser.post("/place/", {"place": world.southbank.id})
    shown = browser.get("/clients/").content.decode()
    assert "Birch" not in shown
    assert "Southbank" in shown
    assert browser.get("/place/").status_code == 405


@pytest.mark.parametrize("place", ["firm_x", "", "clients", "\x00"])
def test_nobody_goes_where_they_do_not_belong(world: World, place: str) -> None:
    assert signed_in(world.olive).post("/place/", {"place": place}).status_code == 404


def test_a_sign_in_that_belongs_nowhere_is_told_so(world: World) -> None:
    Member.objects.filter(person=world.fay).delete()
    answer = signed_in(world.fay).get("/clients/", follow=True)
    assert "You belong nowhere yet" in answer.content.decode()


@pytest.mark.parametrize("noun", ["deletion", "disconnection"])
def test_r25_inviting_from_a_verbs_page_leads_back_to_it(world: World, noun: str) -> None:
    browser = signed_in(world.olive)
    here = f"/clients/{world.cedar.id}/users/?then={noun}"
    assert f"{here}#invite" in browser.get(f"/{noun}/{world.cedar.id}/").content.decode()
    assert f'name="then" value="{noun}"' in browser.get(here).content.decode()
    form = {"email": "nina@example.com", "role": "standard", "then": noun}
    assert browser.post(f"/clients/{world.cedar.id}/users/", form)["Location"] == f"/{noun}/{world.cedar.id}/"
    assert f"/disconnection/{world.cedar.id}/" in browser.get(f"/{noun}/{world.cedar.id}/").content.decode()


@pytest.mark.parametrize("then", ["", "nowhere", "https://elsewhere.example/", "\x00"])
def test_inviting_leads_nowhere_else(world: World, then: str) -> None:
    form = {"email": "nina@example.com", "role": "standard", "then": then}
    answer = signed_in(world.olive).post(f"/clients/{world.cedar.id}/users/", form)
    assert answer["Location"] == f"/clients/{world.cedar.id}/users/"


def test_whoever_is_signed_in_as_somebody_else_is_told_and_takes_nobodys_place(world: World) -> None:
    url, browser = letter(world, world.cedar), signed_in(world.dora)
    shown = browser.get(url).content.decode()
    assert "This invitation is not for you." in shown
    assert 'name="password"' not in shown
    assert browser.post(url, {"name": "Dora", "password": PASSWORD}).status_code == 409
    assert not Person.objects.get(email="nina@example.com").is_active


def test_somebody_of_two_accounts_arrives_at_the_one_they_joined(world: World) -> None:
    answer = signed_in(world.dora).post(letter(world, world.cedar, world.dora.email))
    assert answer["Location"] == f"/account/{world.cedar.id}/"


def test_whom_the_firm_asked_to_own_the_account_chooses_while_joining(world: World) -> None:
    url = letter(world, world.birch)
    nina = Person.objects.get(email="nina@example.com")
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=nina.id))
    shown = Browser().get(url).content.decode()
    assert "You are asked to own this account." in shown
    Browser().post(url, {"name": "Nina", "password": PASSWORD, "answer": "join"})
    assert fresh(world.birch).owner == world.zoe
    assert fresh(world.birch).users_joined == 2


def test_an_expired_link_of_an_account_nobody_holds_is_renewed_on_its_page(world: World) -> None:
    url = letter(world, world.cedar)
    nina = Person.objects.get(email="nina@example.com")
    do(world, world.olive, Verb.DISCONNECT, world.cedar.id, Answers(owner=nina.id))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "Send me a new letter" in Browser().get(url).content.decode()
    shown = Browser().post(url, follow=True).content.decode()
    assert "withdrawn, or a newer letter replaced it" in shown
    newest = str(OutboxMail.objects.filter(kind="invite_user").latest("created_at").context["link"])
    assert newest.startswith("http")
    assert Browser().get("/invitations" + newest.partition("/invitations")[2]).status_code == 200
