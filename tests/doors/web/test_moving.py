"""Moving to another firm, page by page; the firm before loses everything at once, whatever it had open (R12, R13, R16)."""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.core.facts import UserState
from tenure.operations.connection_answers import accept_request
from tenure.operations.documents import add_document
from tenure.operations.errors import Missing
from tenure.operations.waits import new_calendar
from tenure.records.models import (
    Client,
    ClientRole,
    ConnectionInvitation,
    Document,
    Draft,
    Firm,
    Member,
    OutboxMail,
    Subscription,
    Wait,
)
from tests.doors.web.reading import words_of
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do, product_of
from tests.operations.connecting import ask
from tests.worlds import PASSWORD, World, fresh, new_firm, new_member, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def asked_by_page(world: World, email: str, message: str = "") -> ConnectionInvitation:
    """Zoe invites somebody's firm as a person does: reads the page, sends its form."""
    browser, address = signed_in(world.zoe), f"/account/{world.birch.id}/accountant/invitation/"
    shown = browser.get(address).content.decode()
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    answer = browser.post(address, {"email": email, "message": message, "digest": digest})
    assert answer.status_code == 302, words_of(answer)
    return ConnectionInvitation.objects.latest("created_at")


def link_of(invitation: ConnectionInvitation) -> str:
    """The path in the letter."""
    letter = OutboxMail.objects.get(kind="invite_firm", context__invitation=invitation.id)
    return "/" + str(letter.context["link"]).split("/", 3)[3]


def test_the_client_reads_what_ends_before_it_invites(world: World) -> None:
    said = words_of(signed_in(world.zoe).get(f"/account/{world.birch.id}/accountant/invitation/"))
    assert "Northline Accounting no longer looks after the account." in said
    assert "3 people there lose access at once: pages, files, exports." in said
    assert "2 products that the firm pays for end:" in said
    assert "1 administrator of the firm is told by e-mail." in said
    assert "2 users of your account are told by e-mail." in said


def test_who_uses_the_account_and_works_at_the_firm_is_named(world: World) -> None:
    place(world.birch, world.fay, UserState.JOINED, ClientRole.STANDARD)
    said = words_of(signed_in(world.zoe).get(f"/account/{world.birch.id}/accountant/invitation/"))
    assert "Works at the firm and also uses your account: Fay Lindqvist." in said


def test_nothing_is_sent_when_what_would_end_has_changed(world: World) -> None:
    browser, address = signed_in(world.zoe), f"/account/{world.birch.id}/accountant/invitation/"
    typed = {"email": world.stan.email, "message": "Come!", "digest": "old"}
    answer = browser.post(address, typed)
    assert answer.status_code == 422
    assert "What would end has changed since you looked." in words_of(answer)
    assert world.stan.email in answer.content.decode()
    assert ConnectionInvitation.objects.count() == 0


def test_a_firm_sees_what_it_gets_chooses_products_and_accepts(world: World) -> None:
    add_document(world.birch.id, ContentFile(b"one"), name="a.pdf", actor=world.actor(world.olive))
    asked = asked_by_page(world, world.stan.email, "We would like to come over.")
    browser = signed_in(world.stan)
    assert "Birch & Sons" in words_of(browser.get("/requests/"))
    page = browser.get(link_of(asked), follow=True)
    said = words_of(page)
    for words in (
        "We would like to come over.",
        "1 document",
        "1 user of the account",
        "Another firm looks after it",
    ):
        assert words in said, words
    assert "Northline" not in said
    answer = browser.post(f"/requests/{asked.id}/", {"products": ["bookkeeping"]}, follow=True)
    assert "Birch & Sons is your client now." in answer.content.decode().replace("&amp;", "&")
    running = Subscription.objects.get(client=world.birch, until=None)
    assert running.product == "bookkeeping"
    assert "a.pdf" in words_of(browser.get(f"/clients/{world.birch.id}/documents/"))
    assert browser.get(f"/requests/{asked.id}/").status_code == 404
    said = words_of(signed_in(world.zoe).get(f"/account/{world.birch.id}/accountant/"))
    assert "Southbank looks after this account." in said
    assert "Accepted" in said


def test_a_firm_declines_with_a_word_to_the_client(world: World) -> None:
    asked = asked_by_page(world, world.stan.email)
    browser = signed_in(world.stan)
    answer = browser.post(f"/requests/{asked.id}/refusal/", {"note": "We are full."}, follow=True)
    assert "You have declined. Birch & Sons is told." in answer.content.decode().replace("&amp;", "&")
    said = words_of(signed_in(world.zoe).get(f"/account/{world.birch.id}/accountant/"))
    assert "Declined We are full." in said
    assert "Northline Accounting looks after this account." in said


def test_somebody_without_the_right_is_told_whom_to_ask(world: World) -> None:
    Member.objects.filter(person=world.stan).update(role=_role(world.southbank, "staff"))
    asked = asked_by_page(world, world.stan.email)
    browser = signed_in(world.stan)
    assert "You do not have the right to take on clients." in words_of(browser.get(f"/requests/{asked.id}/"))
    assert browser.post(f"/requests/{asked.id}/", {}).status_code == 403
    assert browser.post(f"/requests/{asked.id}/refusal/", {}).status_code == 403
    assert fresh(world.birch).firm == world.firm


def test_a_firm_that_is_not_here_yet_is_set_up_by_the_link(world: World) -> None:
    asked = asked_by_page(world, "nora@new.example")
    link, browser = link_of(asked), Browser()
    for _look in range(3):
        assert "Set up your firm first" in words_of(browser.get(link))
    form = {
        "firm_name": "New Books", "profile": "solo", "locale": "en", "time_zone": "Europe/London",
        "person_name": "Nora New", "password": "easy", "password_again": "easy",
    }  # fmt: skip
    refused = browser.post(link, form)
    assert refused.status_code == 422
    assert "New Books" in refused.content.decode()
    good = form | {"password": PASSWORD, "password_again": PASSWORD}
    answer = browser.post(link, good, follow=True)
    assert "New Books is ready. Now answer the request." in answer.content.decode()
    assert browser.post(f"/requests/{asked.id}/", {}).status_code == 302
    assert fresh(world.birch).firm == Firm.objects.get(name="New Books")
    assert "This invitation was accepted already." in words_of(Browser().get(link))


def test_somebody_who_only_uses_an_account_sets_up_a_firm_with_their_own_sign_in(world: World) -> None:
    asked = asked_by_page(world, world.dora.email)
    link, browser = link_of(asked), signed_in(world.dora)
    assert "Password" not in words_of(browser.get(link))
    form = {"firm_name": "Dora's Books", "profile": "practice", "locale": "en", "time_zone": "UTC"}
    said = words_of(browser.post(link, form, follow=True))
    assert "Birch & Sons asks you to look after it" in said
    browser.post(f"/requests/{asked.id}/", {})
    assert fresh(world.birch).firm == Firm.objects.get(name="Dora's Books")
    # Her own account is still hers.
    assert browser.get(f"/account/{world.dune.id}/").status_code == 200


def test_somebody_at_two_firms_is_told_for_which_one_they_answer(world: World) -> None:
    asked = asked_by_page(world, world.stan.email)
    eastgate = new_firm("Eastgate")
    new_member(eastgate, world.stan, "administrator")
    browser = signed_in(world.stan)
    said = words_of(browser.get(link_of(asked), follow=True))
    assert "You answer for Eastgate." in said
    browser.post("/place/", {"place": world.southbank.id})
    assert "You answer for Southbank." in words_of(browser.get(link_of(asked), follow=True))
    browser.post(f"/requests/{asked.id}/", {})
    assert fresh(world.birch).firm == world.southbank


def test_a_link_is_for_whoever_it_was_sent_to(world: World) -> None:
    asked = asked_by_page(world, world.stan.email)
    assert Browser().get(link_of(asked))["Location"].startswith("/accounts/login/")
    assert "You are signed in as somebody else." in words_of(signed_in(world.dora).get(link_of(asked)))
    assert Browser().get("/connections/nobody-was-sent-this/").status_code == 404


def test_the_firm_of_today_does_not_see_that_its_client_looks_for_another(world: World) -> None:
    asked_by_page(world, world.stan.email)
    olive = signed_in(world.olive)
    for page in ("/outbox/", f"/clients/{world.birch.id}/activity/", f"/clients/{world.birch.id}/", "/"):
        assert "stan" not in words_of(olive.get(page)).lower(), page
        assert "invited to look after" not in words_of(olive.get(page))


# --- The firm before -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Birch has moved to Southbank; Olive's browser was open all the time, on what she could reach before."""

    world: World
    olive: Browser
    document: Document
    product: str
    wait: Wait
    calendar: str


@pytest.fixture
def left(world: World) -> Left:
    olive, actor = signed_in(world.olive), world.actor(world.olive)
    document = add_document(world.birch.id, ContentFile(b"one"), name="a.pdf", actor=actor).document
    Client.objects.filter(pk=world.birch.pk).update(note="Difficult people")
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "data_health"), STOP)
    product = product_of(world.birch, "bookkeeping")
    walk = Walk(olive, Verb.DEACTIVATE, product)
    walk.look()
    walk.press(walk.buttons[-1])
    assert Draft.objects.filter(target=product).exists()
    calendar = _calendar(world)
    for address in (f"/clients/{world.birch.id}/", f"/documents/{document.id}/", calendar):
        assert olive.get(address).status_code == 200
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email)
    accept_request(asked.id, products=["bookkeeping"], actor=world.actor(world.stan))
    return Left(
        world=world,
        olive=olive,
        document=document,
        product=product,
        wait=Wait.objects.get(),
        calendar=calendar,
    )


STOP = Answers(acknowledged_wait=True, owner="zoe.birch@example.com", notify=False)


def test_an_open_session_of_the_old_firm_finds_no_page_of_the_client(left: Left) -> None:
    for page in (
        "",
        "users/",
        "subscription/",
        "documents/",
        "activity/",
        "settings/",
        "export/",
        "decision/",
    ):
        assert left.olive.get(f"/clients/{left.world.birch.id}/{page}").status_code == 404, page
    listed = words_of(left.olive.get("/clients/?tab=all"))
    assert "Birch" not in listed
    assert "Birch" not in words_of(left.olive.get("/clients/?q=birch"))


def test_mailed_and_kept_links_to_files_are_dead(left: Left) -> None:
    assert left.olive.get(f"/documents/{left.document.id}/").status_code == 404
    posted = left.olive.post(
        f"/clients/{left.world.birch.id}/documents/", {"file": ContentFile(b"x", name="x")}
    )
    assert posted.status_code == 404
    assert signed_in(left.world.stan).get(f"/documents/{left.document.id}/").status_code == 200


def test_exports_of_the_old_firm_are_over(left: Left) -> None:
    assert left.olive.post(f"/clients/{left.world.birch.id}/export/").status_code == 404
    book = b"".join(left.olive.get("/clients/export/")).decode()
    assert "Birch" not in book


def test_an_export_that_is_under_way_gets_no_further_file(world: World) -> None:
    for name in ("a.pdf", "b.pdf"):
        add_document(world.birch.id, ContentFile(name.encode()), name=name, actor=world.actor(world.olive))
    chunks = iter(signed_in(world.olive).post(f"/clients/{world.birch.id}/export/"))
    first = next(chunks)
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email)
    accept_request(asked.id, products=[], actor=world.actor(world.stan))
    with pytest.raises(Missing):
        list(chunks)
    assert first
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(first))


def test_wizards_and_what_was_typed_into_them_are_gone(left: Left) -> None:
    assert left.olive.get(f"/deactivation/{left.product}/").status_code == 404
    assert left.olive.post(f"/deactivation/{left.product}/", {}).status_code == 404
    assert left.olive.get(f"/disconnection/{left.world.birch.id}/").status_code == 404
    assert not Draft.objects.filter(transition=None).exists()


def test_the_calendar_and_the_waits_no_longer_name_the_client(left: Left) -> None:
    assert "Birch" not in Browser().get(left.calendar).content.decode()
    assert "Birch" not in words_of(left.olive.get("/waits/"))
    assert left.olive.post(f"/waits/{left.wait.id}/", {"reason": "Why not"}).status_code == 404


def test_the_old_firm_keeps_the_record_of_its_own_acts_and_nothing_newer(left: Left) -> None:
    made = left.world.firm.transitions.get(verb="disconnect")
    said = words_of(left.olive.get(f"/transitions/{made.id}/"))
    assert "Zoe Birch" in said
    assert "Southbank" not in said


def test_the_new_firm_sees_documents_and_not_what_the_old_one_noted(left: Left) -> None:
    stan, birch = signed_in(left.world.stan), left.world.birch
    every = " ".join(
        words_of(stan.get(f"/clients/{birch.id}/{page}")) for page in ("", "activity/", "settings/", "users/")
    )
    assert "a.pdf" in words_of(stan.get(f"/clients/{birch.id}/documents/"))
    for words in ("Difficult people", "Deactivated", "Northline"):
        assert words not in every, words
    assert (
        stan.get(f"/transitions/{left.world.firm.transitions.get(verb='disconnect').id}/").status_code == 404
    )
    packed = b"".join(stan.post(f"/clients/{birch.id}/export/"))
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        taken = " ".join(pack.read(name).decode(errors="replace") for name in pack.namelist())
    assert "Difficult people" not in taken
    assert "Northline" not in taken


def _role(firm: Firm, key: str) -> object:
    return firm.roles.get(key=key)


def _calendar(world: World) -> str:
    return f"/calendar/{new_calendar(actor=world.actor(world.olive))}.ics"
