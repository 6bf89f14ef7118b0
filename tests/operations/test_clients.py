"""Clients by hand: added, edited, given products and papers; people invited and joined (R14, R17, R20, R22, R25)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Verb
from tenure.core.facts import UserState
from tenure.operations import acceptance, invitations
from tenure.operations.clients import ClientDetails, add_client, edit_client
from tenure.operations.documents import add_document
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.lifecycle import offers_for
from tenure.operations.log import verify
from tenure.operations.products import start_product
from tenure.outlets.extraction.limits import MAX_FILE_BYTES
from tenure.records.models import (
    Client,
    ClientUser,
    Document,
    Invitation,
    LogEntry,
    OutboxMail,
    OwnerRequest,
    Person,
    Wait,
)
from tests.operations.acting import do, product_of
from tests.worlds import LONG_AGO, PASSWORD, World, counted, fresh, practice_world, shown

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a quiet river at noon"


@pytest.fixture
def world() -> World:
    return practice_world()


class Letters:
    """Remembers the token of the last letter, as only its receiver does."""

    token = ""

    def __call__(self, token: str) -> str:
        self.token = token
        return f"https://tenure.example/invitations/{token}/"


def invite(world: World, client: Client, email: str = "nina@example.com", role: str = "standard") -> str:
    letters = Letters()
    invitations.invite_user(
        client.id, email=email, name="Nina Cole", role=role, link_to=letters, actor=world.actor(world.olive)
    )
    return letters.token


def test_a_client_added_by_hand_stands_in_the_list_with_its_products(world: World) -> None:
    made = add_client(
        ClientDetails(name="Élan Studio", email="hi@elan.example"),
        products=["bookkeeping"],
        actor=world.actor(world.mina),
    )
    client = Client.objects.get(pk=made.id)
    assert client.sort_name == "elan studio"
    assert {name: getattr(client, name) for name in shown(client)} == shown(client)
    firm = fresh(world.firm)
    assert {name: getattr(firm, name) for name in counted(firm)} == counted(firm)
    assert list(verify([client.id])) == []


def test_nobody_without_the_right_adds_a_client_and_the_refusal_is_logged(world: World) -> None:
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        add_client(ClientDetails(name="No"), products=[], actor=world.actor(world.fay))
    assert not Client.objects.filter(name="No").exists()
    assert LogEntry.objects.filter(chain=world.firm.id, event="refused").exists()


def test_a_product_the_firm_does_not_offer_adds_no_client(world: World) -> None:
    before = Client.objects.count()
    with pytest.raises(Invalid):
        add_client(ClientDetails(name="Elm"), products=["teleport"], actor=world.actor(world.olive))
    assert Client.objects.count() == before


def test_editing_writes_only_what_changed_and_the_log_names_fields_not_words(world: World) -> None:
    actor = world.actor(world.olive)
    details = ClientDetails(name="Birch & Daughters", email=world.birch.email)
    assert edit_client(world.birch.id, details, actor=actor) == ("name",)
    assert edit_client(world.birch.id, details, actor=actor) == ()
    entry = LogEntry.objects.get(chain=world.birch.id, event="client_edited")
    assert entry.content["fields"] == ["name"]
    assert "Daughters" not in str(entry.content)
    assert "daughters" in fresh(world.birch).search


def test_a_strangers_client_is_missing(world: World) -> None:
    with pytest.raises(Missing):
        edit_client(world.birch.id, ClientDetails(name="Mine"), actor=world.actor(world.stan))


def test_r22_a_product_that_waits_cannot_be_started_anew(world: World) -> None:
    until = timezone.localdate() + timedelta(days=40)
    Wait.objects.create(firm=world.firm, client=world.dune, product="data_health", until=until)
    with pytest.raises(Invalid) as refused:
        start_product(world.dune.id, "data_health", actor=world.actor(world.olive))
    assert refused.value.message.value("until") == until
    Wait.objects.update(until=timezone.localdate() - timedelta(days=1))
    start_product(world.dune.id, "data_health", actor=world.actor(world.olive))
    assert fresh(world.dune).products_total == 2


def test_r25_inviting_a_user_takes_delete_away_and_offers_disconnect(world: World) -> None:
    actor = world.actor(world.olive)
    assert Verb.DELETE in {offer.verb for offer in offers_for(actor, world.cedar.id)}
    invite(world, world.cedar)
    verbs = {offer.verb for offer in offers_for(actor, world.cedar.id)}
    assert Verb.DELETE not in verbs
    assert Verb.DISCONNECT in verbs
    assert fresh(world.cedar).invited


def test_only_the_hash_of_a_token_is_stored_and_the_letter_carries_the_link(world: World) -> None:
    token = invite(world, world.cedar)
    invitation = Invitation.objects.get(client=world.cedar)
    assert token not in invitation.token_hash
    assert len(invitation.token_hash) == 64
    letter = OutboxMail.objects.get(kind="invite_user")
    assert letter.context["link"].endswith(f"/{token}/")
    person = Person.objects.get(email="nina@example.com")
    assert not person.is_active
    assert not person.has_usable_password()


def test_somebody_is_invited_once_to_a_client(world: World) -> None:
    invite(world, world.cedar)
    with pytest.raises(Invalid):
        invite(world, world.cedar, email="NINA@example.com ")


def test_the_first_who_joins_owns_the_account(world: World) -> None:
    token = invite(world, world.cedar)
    joined = acceptance.accept(token, signed_in=None, name="Nina Cole", password=NEW_PASSWORD)
    cedar = fresh(world.cedar)
    assert cedar.owner_id == joined.person
    assert not cedar.invited
    assert cedar.users_joined == 1
    person = Person.objects.get(pk=joined.person)
    assert person.is_active
    assert person.check_password(NEW_PASSWORD)
    assert list(verify([cedar.id])) == []


def test_the_second_who_joins_owns_nothing(world: World) -> None:
    token = invite(world, world.birch)
    acceptance.accept(token, signed_in=None, name="Nina Cole", password=NEW_PASSWORD)
    assert fresh(world.birch).owner_id == world.zoe.id


def test_an_invited_person_who_was_asked_to_own_becomes_owner_and_administrator_on_acceptance(
    world: World,
) -> None:
    token = invite(world, world.birch)
    asked = Person.objects.get(email="nina@example.com")
    transition = do(
        world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"),
        Answers(acknowledged_wait=True, owner=asked.id, notify=False),
    )  # fmt: skip
    OwnerRequest.objects.filter(transition=transition).update(administrator=True)
    assert fresh(world.birch).owner_id == world.zoe.id
    acceptance.accept(token, signed_in=None, name="Nina Cole", password=NEW_PASSWORD)
    assert fresh(world.birch).owner_id == asked.id
    assert ClientUser.objects.get(client=world.birch, person=asked).role == "administrator"
    assert not OwnerRequest.objects.filter(closed_at__isnull=True).exists()


def test_an_invitation_works_once(world: World) -> None:
    token = invite(world, world.cedar)
    acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD)
    with pytest.raises(Invalid, match="accepted already"):
        acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD)


def test_a_letter_sent_again_makes_the_old_link_useless(world: World) -> None:
    old, letters = invite(world, world.cedar), Letters()
    user = ClientUser.objects.get(client=world.cedar)
    invitations.resend_invitation(world.cedar.id, user.id, link_to=letters, actor=world.actor(world.olive))
    with pytest.raises(Invalid, match="withdrawn"):
        acceptance.accept(old, signed_in=None, name="Nina", password=NEW_PASSWORD)
    acceptance.accept(letters.token, signed_in=None, name="Nina", password=NEW_PASSWORD)


def test_an_invitation_that_was_withdrawn_or_has_expired_lets_nobody_in(world: World) -> None:
    token = invite(world, world.cedar)
    late = timezone.now() + timedelta(days=8)
    with pytest.raises(Invalid, match="expired"):
        acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD, at=late)
    user = ClientUser.objects.get(client=world.cedar)
    invitations.withdraw_invitation(world.cedar.id, user.id, actor=world.actor(world.olive))
    with pytest.raises(Invalid, match="withdrawn"):
        acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD)
    assert fresh(world.cedar).users_invited == 0


def test_whoever_has_a_password_signs_in_before_accepting(world: World) -> None:
    token = invite(world, world.cedar, email=world.dora.email)
    with pytest.raises(Invalid, match="Sign in"):
        acceptance.accept(token, signed_in=None, name="Mallory", password=NEW_PASSWORD)
    with pytest.raises(Invalid, match="Sign in"):
        acceptance.accept(token, signed_in=world.stan.id)
    acceptance.accept(token, signed_in=world.dora.id)
    assert Person.objects.get(pk=world.dora.pk).check_password(PASSWORD)
    assert ClientUser.objects.get(client=world.cedar).state == UserState.JOINED.value


def test_an_unknown_token_is_missing(world: World) -> None:
    with pytest.raises(Missing):
        acceptance.welcome("nobody-was-sent-this")


@pytest.mark.parametrize("side", ["firm", "client"])
def test_r20_a_document_is_received_while_the_product_runs_and_held_while_it_is_stopped(
    world: World, side: str
) -> None:
    actor = world.actor(world.fay if side == "firm" else world.dora)
    first = add_document(world.dune.id, ContentFile(b"one", "a"), name="a.pdf", actor=actor).document
    assert first.state == "received"
    answers = Answers(acknowledged_wait=True, notify=False)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.dune), answers)
    second = add_document(world.dune.id, ContentFile(b"two", "b"), name="b.pdf", actor=actor).document
    assert second.state == "held"
    assert second.held_since is not None
    assert fresh(world.dune).documents_held == 2
    assert second.added_side == side


def test_r24_what_was_held_is_sent_on_as_chosen(world: World) -> None:
    answers = Answers(acknowledged_wait=True, notify=False)
    then = timezone.now() - timedelta(days=200)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.dune), answers, at=then)
    add_document(world.dune.id, ContentFile(b"two", "b"), name="b.pdf", actor=world.actor(world.dora))
    chosen = Answers(documents=DocumentChoice(scope=DocumentScope.ALL))
    do(world, world.olive, Verb.REACTIVATE, product_of(world.dune), chosen)
    assert Document.objects.get(client=world.dune).state == "waiting"


def test_a_document_that_is_empty_too_large_or_a_strangers_is_not_stored(world: World) -> None:
    actor = world.actor(world.olive)
    with pytest.raises(Invalid):
        add_document(world.dune.id, ContentFile(b"", "a"), name="a", actor=actor)
    big = ContentFile(b"x", "a")
    big.size = MAX_FILE_BYTES + 1
    with pytest.raises(Invalid):
        add_document(world.dune.id, big, name="a", actor=actor)
    with pytest.raises(Missing):
        add_document(world.dune.id, ContentFile(b"x", "a"), name="a", actor=world.actor(world.stan))
    assert not Document.objects.exists()


def test_the_name_of_a_document_never_becomes_a_path(world: World) -> None:
    actor = world.actor(world.olive)
    file = ContentFile(b"x", "a")
    stored = add_document(world.dune.id, file, name="../../etc/<b>pass\x00wd", actor=actor).document
    assert stored.name == "<b>passwd"
    assert stored.file.name == f"documents/{world.dune.id}/{stored.id}"


def test_self_paying_clients_documents_are_extracted_under_their_own_subscription(world: World) -> None:
    stored = add_document(
        world.acme.id, ContentFile(b"x", "a"), name="a", actor=world.actor(world.ann), at=LONG_AGO
    ).document
    assert stored.state == "received"
