"""Every letter says what happened, in its reader's language and from its reader's side (R11, R19, R23, R27)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Side
from tenure.operations.invitations import invite_user
from tenure.operations.letters import NothingToSay, compose, subject_of, without_secrets
from tenure.operations.members import invite_colleague
from tenure.outlets.mail import Letter
from tenure.records.models import ErasureCertificate, OutboxMail, Person, Role
from tenure.speech.speak import speak
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
GO_ON = Answers(acknowledged_wait=True)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def letter_to(side: Side, kind: str) -> Letter:
    mail = OutboxMail.objects.filter(side=side.value, kind=kind).order_by("id").first()
    assert mail is not None
    return compose(mail)


def in_both(letter: Letter, *sentences: str) -> None:
    for sentence in sentences:
        assert sentence in letter.text
        assert sentence.replace("&", "&amp;").replace("'", "&#x27;") in letter.html


def test_after_disconnecting_the_firm_reads_what_it_lost_and_what_the_client_keeps(world: World) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=AT)
    letter = letter_to(Side.FIRM, "disconnect")
    assert letter.subject == "Dune Surveying is disconnected"
    in_both(
        letter,
        "Mina Okafor disconnected Dune Surveying on 2 March 2026.",
        "3 people at Northline Accounting lose access at once.",
        "You cannot undo this.",
        "1 user keeps access to the account.",
        "http://localhost:8000/clients/",
    )
    assert "An e-mail goes to" not in letter.text


def test_after_disconnecting_the_client_reads_what_it_keeps_and_can_do_now(world: World) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=AT)
    letter = letter_to(Side.CLIENT, "disconnect")
    assert letter.subject == "Dune Surveying is disconnected from Northline Accounting"
    in_both(
        letter,
        "You keep your account, your users and your documents.",
        "1 user keeps access to the account.",
        "until you have a subscription of your own.",
        "What you can do now",
        "Start a free trial of the business plan.",
        "Take a subscription of your own.",
        "Invite another firm to look after you.",
    )
    assert letter.text.count("Invite another firm") == 1
    assert "lose access at once" not in letter.text, "that is the firm's side"


def test_who_pays_for_itself_reads_that_its_subscription_is_untouched(world: World) -> None:
    do(world, world.mina, Verb.DISCONNECT, world.acme.id, at=AT)
    letter = letter_to(Side.CLIENT, "disconnect")
    in_both(letter, "Your own subscription is untouched.", "Invite another firm to look after you.")
    assert "free trial" not in letter.text


def test_deactivating_a_product_names_it_to_both_sides(world: World) -> None:
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.dune), GO_ON, at=AT)
    firm, client = letter_to(Side.FIRM, "deactivate"), letter_to(Side.CLIENT, "deactivate")
    assert firm.subject == client.subject == "Bookkeeping of Dune Surveying is deactivated"
    in_both(
        firm, "It can be reactivated from 2 July 2026.", f"http://localhost:8000/clients/{world.dune.id}/"
    )
    in_both(
        client,
        "Northline Accounting deactivated Bookkeeping of Dune Surveying on 2 March 2026",
        "Take a subscription of your own.",
        "Invite another firm to look after you.",
    )


def test_the_client_is_always_told_that_a_product_is_back(world: World) -> None:
    product = product_of(world.dune)
    do(world, world.mina, Verb.DEACTIVATE, product, GO_ON, at=AT)
    do(world, world.mina, Verb.REACTIVATE, product, at=AT + timedelta(days=125))
    letter = letter_to(Side.CLIENT, "reactivate")
    assert letter.subject == "Bookkeeping of Dune Surveying is reactivated"
    in_both(letter, "Northline Accounting reactivated Bookkeeping of Dune Surveying on 5 July 2026")


def test_after_deleting_the_firm_reads_what_was_erased_and_the_certificate(world: World) -> None:
    do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name="Cedar Café"), at=AT)
    letter = letter_to(Side.FIRM, "delete")
    assert letter.subject == "Cedar Café is deleted"
    certificate = ErasureCertificate.objects.get()
    in_both(letter, "Olive Reed deleted Cedar Café for good", "Products: 1", certificate.hash)


def test_a_letter_about_an_erased_client_does_not_keep_its_name_once_it_left(world: World) -> None:
    do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name="Cedar Café"), at=AT)
    mail = OutboxMail.objects.filter(kind="delete").first()
    assert mail is not None
    mail.context = without_secrets(mail)
    assert "Cedar" not in str(mail.context)
    assert speak(subject_of(mail)) == "… is deleted"


def test_invitations_carry_their_link_and_lose_it_once_they_left(world: World) -> None:
    actor = world.actor(world.olive)
    invite_user(
        world.cedar.id,
        email="new@example.com",
        name="Nora",
        role="administrator",
        link_to=lambda token: f"https://tenure.example/invitations/{token}/",
        actor=actor,
        at=AT,
    )
    role = Role.objects.get(firm=world.firm, key="staff")
    invite_colleague(
        email="colleague@example.com",
        name="",
        role_id=role.id,
        link_to=lambda token: f"https://tenure.example/invitations/{token}/",
        actor=actor,
        at=AT,
    )
    user, colleague = letter_to(Side.CLIENT, "invite_user"), letter_to(Side.FIRM, "invite_colleague")
    assert user.subject == "Your invitation to Cedar Café"
    in_both(
        user, "Olive Reed of Northline Accounting invites you to the account of Cedar Café.", "Hello Nora,"
    )
    in_both(colleague, "Olive Reed invites you to work at Northline Accounting.", "Hello,")
    for letter in (user, colleague):
        assert "https://tenure.example/invitations/" in letter.text
    for mail in OutboxMail.objects.all():
        mail.context = without_secrets(mail)
        assert "https://tenure.example/invitations/" not in str(mail.context)
        assert "Your invitation to" in speak(subject_of(mail))


def test_names_cannot_write_html_or_paragraphs(world: World) -> None:
    type(world.dune).objects.filter(pk=world.dune.pk).update(
        name="<b>Dune</b>\n\nPay here: http://evil.example"
    )
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=AT)
    letter = letter_to(Side.CLIENT, "disconnect")
    assert "\n" not in letter.subject
    assert "<b>" not in letter.html
    assert "\nPay here" not in letter.text


def test_each_receiver_reads_their_own_language(world: World) -> None:
    Person.objects.filter(pk=world.dora.pk).update(locale="fr")
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, at=AT)
    letter = letter_to(Side.CLIENT, "disconnect")
    assert letter.locale == "fr"
    assert '<html lang="fr">' in letter.html
    assert "2 mars 2026" in letter.text


def test_a_kind_that_nobody_knows_says_nothing(world: World) -> None:
    mail = OutboxMail(kind="postcard", side=Side.FIRM.value, firm=world.firm)
    with pytest.raises(NothingToSay):
        compose(mail)
    assert speak(subject_of(mail)) == "A letter that has nothing to say any more"


def test_who_forgot_their_password_gets_a_letter_by_the_outbox(world: World, client: Browser) -> None:
    client.post("/accounts/password/reset/", {"email": " OLIVE.REED@example.com "})
    client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    (mail,) = OutboxMail.objects.all()
    letter = compose(mail)
    assert (letter.to_address, letter.subject) == (world.olive.email, "Choose a new password")
    assert "/accounts/password/reset/key/" in letter.text
    mail.context = without_secrets(mail)
    assert "key" not in str(mail.context)
    assert speak(subject_of(mail)) == "Choose a new password"
