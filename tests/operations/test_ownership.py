"""An account changes hands by offer and acceptance; never a moment without an owner (R49, section 11)."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Actor
from tenure.core.facts import UserState
from tenure.operations import acceptance
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.letters import compose
from tenure.operations.log import verify
from tenure.operations.ownership import (
    accept_ownership,
    cancel_offer,
    decline_ownership,
    offer_ownership,
    resend_offer,
)
from tenure.records.models import Client, ClientRole, ClientUser, LogEntry, OutboxMail, OwnerRequest, Person
from tests.operations.acting import do
from tests.operations.test_clients import NEW_PASSWORD, invite
from tests.worlds import World, fresh, new_person, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def tess(world: World) -> Person:
    tess = new_person("Tess Birch", locale="fr")
    place(world.birch, tess, UserState.JOINED, ClientRole.STANDARD)
    return tess


def seat(client: Client, person: Person) -> ClientUser:
    return ClientUser.objects.get(client=client, person=person)


def offer(world: World, to: Person, **given: object) -> OwnerRequest:
    user = seat(world.birch, to)
    return offer_ownership(world.birch.id, user.id, actor=world.actor(world.zoe), **given)  # type: ignore[arg-type]


def kinds(to: Person) -> list[str]:
    return sorted(OutboxMail.objects.filter(to_address=to.email).values_list("kind", flat=True))


def test_until_the_answer_nothing_changes_then_the_account_changes_hands(world: World, tess: Person) -> None:
    offer(world, tess)
    assert fresh(world.birch).owner == world.zoe
    accept_ownership(world.birch.id, actor=world.actor(tess))
    assert fresh(world.birch).owner == tess
    roles = {seat(world.birch, person).role for person in (tess, world.zoe)}
    assert roles == {"administrator"}, "who owned it before stays an administrator"
    assert kinds(tess) == ["ownership_offered", "ownership_yours"]
    assert kinds(world.zoe) == ["ownership_handed_over"]
    assert OwnerRequest.objects.get().outcome == "accepted"
    assert list(verify()) == []


def test_every_letter_is_written_in_the_language_of_its_reader(world: World, tess: Person) -> None:
    offer(world, tess)
    decline_ownership(world.birch.id, actor=world.actor(tess))
    offer(world, tess)
    cancel_offer(world.birch.id, actor=world.actor(world.zoe))
    offer(world, tess)
    accept_ownership(world.birch.id, actor=world.actor(tess))
    for mail in OutboxMail.objects.all():
        letter = compose(mail)
        assert "Birch & Sons" in letter.subject
        assert "%(" not in letter.text
    asked = OutboxMail.objects.filter(kind="ownership_offered")[0]
    assert f"/account/{world.birch.id}/people/ownership/answer/" in compose(asked).text
    assert translation.get_language() == "en"


def test_declined_then_a_second_choice(world: World, tess: Person) -> None:
    uma = new_person("Uma Birch")
    place(world.birch, uma, UserState.JOINED, ClientRole.STANDARD)
    offer(world, tess)
    decline_ownership(world.birch.id, actor=world.actor(tess))
    assert fresh(world.birch).owner == world.zoe
    assert kinds(world.zoe) == ["ownership_declined"]
    offer(world, uma)
    accept_ownership(world.birch.id, actor=world.actor(uma))
    assert fresh(world.birch).owner == uma
    assert [one.outcome for one in OwnerRequest.objects.order_by("at")] == ["declined", "accepted"]


def test_one_offer_at_a_time_and_an_expired_one_gives_way(world: World, tess: Person) -> None:
    uma = new_person("Uma Birch")
    place(world.birch, uma, UserState.JOINED, ClientRole.STANDARD)
    offer(world, tess)
    with pytest.raises(Invalid, match="Cancel that first"):
        offer(world, uma)
    later = timezone.now() + timedelta(days=8)
    with pytest.raises(Invalid, match="expired"):
        accept_ownership(world.birch.id, actor=world.actor(tess), at=later)
    offer(world, uma, at=later)
    assert sorted(one.outcome for one in OwnerRequest.objects.all()) == ["open", "replaced"]


def test_sent_again_the_days_begin_anew(world: World, tess: Person) -> None:
    offer(world, tess)
    later = timezone.now() + timedelta(days=8)
    resend_offer(world.birch.id, actor=world.actor(world.zoe), at=later)
    accept_ownership(world.birch.id, actor=world.actor(tess), at=later + timedelta(days=6))
    assert fresh(world.birch).owner == tess
    assert kinds(tess).count("ownership_offered") == 2


def test_how_long_an_offer_stands_is_a_setting(world: World, tess: Person, settings) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    settings.TENURE_HAND_OVER_DAYS = 1
    made = offer(world, tess)
    assert made.expires_at == made.at + timedelta(days=1)


def test_cancelled_it_can_no_longer_be_accepted(world: World, tess: Person) -> None:
    offer(world, tess)
    cancel_offer(world.birch.id, actor=world.actor(world.zoe))
    with pytest.raises(Invalid, match="not offered to you any more"):
        accept_ownership(world.birch.id, actor=world.actor(tess))
    with pytest.raises(Missing):
        cancel_offer(world.birch.id, actor=world.actor(world.zoe))
    assert kinds(tess) == ["ownership_cancelled", "ownership_offered"]


def test_only_the_owner_offers_and_only_to_somebody_who_joined(world: World, tess: Person) -> None:
    with pytest.raises(NotAllowed, match="Only the owner of this account"):
        offer_ownership(world.birch.id, seat(world.birch, tess).id, actor=world.actor(tess))
    for user in (seat(world.birch, world.ian).id, seat(world.dune, world.dora).id, "nobody"):
        with pytest.raises(Missing):
            offer_ownership(world.birch.id, user, actor=world.actor(world.zoe))
    with pytest.raises(Invalid, match="You own this account already"):
        offer(world, world.zoe)
    assert not OwnerRequest.objects.exists()


def test_only_who_is_asked_answers(world: World, tess: Person) -> None:
    offer(world, tess)
    answers: tuple[tuple[Actor, type[Exception]], ...] = (
        (world.actor(world.zoe), Invalid),
        (world.actor(world.dora), Missing),
        (world.actor(world.olive), Missing),
    )
    for actor, error in answers:
        for answer in (accept_ownership, decline_ownership):
            with pytest.raises(error):
                answer(world.birch.id, actor=actor)
    assert fresh(world.birch).owner == world.zoe


def test_a_firms_choice_closes_the_offer_of_the_owner(world: World, tess: Person) -> None:
    offer(world, tess)
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=tess.id))
    assert fresh(world.birch).owner == tess
    assert sorted(one.outcome for one in OwnerRequest.objects.all()) == ["accepted", "replaced"]


def test_r29_an_invited_person_whom_the_firm_chose_may_join_without_owning(world: World) -> None:
    token = invite(world, world.birch)
    nina = Person.objects.get(email="nina@example.com")
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=nina.id))
    found = acceptance.welcome(token)
    assert (found.asked_to_own, found.owner) == (True, "Zoe Birch")
    acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD, own=False)
    assert fresh(world.birch).owner == world.zoe
    assert OwnerRequest.objects.get().outcome == "declined"
    assert seat(world.birch, nina).state == "joined"


def test_where_nobody_owns_the_account_the_first_who_joins_does(world: World) -> None:
    token = invite(world, world.cedar)
    nina = Person.objects.get(email="nina@example.com")
    do(world, world.olive, Verb.DISCONNECT, world.cedar.id, Answers(owner=nina.id))
    acceptance.accept(token, signed_in=None, name="Nina", password=NEW_PASSWORD, own=False)
    assert fresh(world.cedar).owner == nina


def test_the_owner_cancels_what_a_firm_asked_before_it_left(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.ian.id))
    with pytest.raises(Missing):
        resend_offer(world.birch.id, actor=world.actor(world.zoe))
    assert cancel_offer(world.birch.id, actor=world.actor(world.zoe)) == world.ian
    events = LogEntry.objects.filter(chain=world.birch.id).values_list("event", flat=True)
    assert "ownership_cancelled" in set(events)
