"""Connecting to a firm, and moving from one to another: who may, what ends, what begins, who is told (R13, R16)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from tenure.core.actions import Answers, Verb
from tenure.core.effects import EndConnection, EndSubscriptions, SendMail
from tenure.operations.connecting import resend_to_firm, withdraw_from_firm
from tenure.operations.connection_answers import accept_request, decline_request
from tenure.operations.documents import add_document
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.firm_by_invitation import asked_by, found_by_invitation
from tenure.operations.firms import NewFirm
from tenure.operations.log import verify
from tenure.operations.moving import preview_move
from tenure.records.connection_requests import Answer, requests_to, sent_by
from tenure.records.models import (
    Client,
    ClientUser,
    Connection,
    ConnectionInvitation,
    CreditTerms,
    Document,
    Draft,
    LogEntry,
    Member,
    OutboxMail,
    Person,
    Stop,
    Subscription,
    SurveyAnswer,
    Transition,
    Wait,
)
from tests.operations.acting import do, product_of
from tests.operations.connecting import ask
from tests.worlds import World, counted, fresh, new_member, new_person, practice_world, shown

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return practice_world()


def moved(world: World, *, products: tuple[str, ...] = ("bookkeeping",)) -> Client:
    """Birch after Zoe asked Stan and Stan accepted."""
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    return accept_request(asked.id, products=products, actor=world.actor(world.stan), at=LATER)


def test_the_preview_measures_what_would_end(world: World) -> None:
    plan = preview_move(world.birch.id, actor=world.actor(world.zoe), at=NOW)
    ending = next(one for one in plan.effects if isinstance(one, EndConnection))
    paid = next(one for one in plan.effects if isinstance(one, EndSubscriptions))
    told = {mail.side.value: len(mail.receivers) for mail in plan.effects if isinstance(mail, SendMail)}
    assert (ending.firm_name, ending.people, len(paid.nodes)) == ("Northline Accounting", 3, 2)
    assert told == {"firm": 1, "client": 2}


def test_accepting_ends_the_old_link_in_the_same_moment_as_a_disconnect_would(world: World) -> None:
    client = fresh(moved(world))
    made = Transition.objects.get(client=client, verb="disconnect")
    old, new = Connection.objects.filter(client=client).order_by("since")
    assert (client.firm, client.connected_since, client.owner) == (world.southbank, LATER, world.zoe)
    assert (old.firm, old.until, old.ended_by) == (world.firm, LATER, made)
    assert (new.firm, new.since, new.until) == (world.southbank, LATER, None)
    assert (made.firm, made.actor, made.at) == (world.firm, world.zoe, LATER)
    letters = OutboxMail.objects.filter(kind="disconnect").values_list("to_address", flat=True)
    assert sorted(letters) == sorted([world.olive.email, world.zoe.email, world.ian.email])
    running = Subscription.objects.filter(client=client, until=None)
    assert [(one.product, one.payer, one.since) for one in running] == [("bookkeeping", "firm", LATER)]
    assert {name: getattr(client, name) for name in shown(client)} == shown(client)
    for firm in (world.firm, world.southbank):
        assert {name: getattr(fresh(firm), name) for name in counted(firm)} == counted(firm)
    assert list(verify()) == []


def test_what_the_old_firm_wrote_and_agreed_goes_with_it_and_its_waits_stay(world: World) -> None:
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch), ANSWERS, at=NOW)
    Client.objects.filter(pk=world.birch.pk).update(note="Rude", reference="C-77", search="birch c-77")
    CreditTerms.objects.create(client=world.birch, exempt=True)
    client = fresh(moved(world))
    assert (client.note, client.reference, CreditTerms.objects.count()) == ("", "", 0)
    assert "c-77" not in client.search
    assert not Stop.objects.filter(client=client, lifted_at=None).exists()
    assert Wait.objects.get(client=client).firm == world.firm
    assert client.standing == "active"


ANSWERS = Answers(acknowledged_wait=True, owner="zoe.birch@example.com", notify=False)


def test_without_a_firm_nothing_ends_and_the_client_is_connected(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id), at=NOW)
    client = fresh(moved(world))
    assert client.firm == world.southbank
    assert Transition.objects.filter(client=client, verb="disconnect").count() == 1
    assert list(verify()) == []


def test_the_first_firm_that_accepts_closes_every_other_invitation(world: World) -> None:
    other, _token = ask(world, world.birch, world.zoe, "someone@elsewhere.example", at=NOW)
    moved(world)
    assert fresh_row(other).withdrawn_at == LATER


def test_only_the_accounts_administrators_invite(world: World) -> None:
    ClientUser.objects.filter(person=world.ian).update(state="joined", joined_at=NOW)
    with pytest.raises(NotAllowed) as refused:
        ask(world, world.birch, world.ian, world.stan.email, at=NOW)
    assert "Zoe Birch" in str(refused.value.message.values)
    assert LogEntry.objects.filter(chain=world.birch.id, event="refused").exists()
    with pytest.raises(Missing):
        ask(world, world.birch, world.dora, world.stan.email, at=NOW)


def test_an_invitation_falls_with_the_right_of_who_sent_it(world: World) -> None:
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    Client.objects.filter(pk=world.birch.pk).update(owner=world.ian)
    ClientUser.objects.filter(person=world.zoe).update(role="standard")
    with pytest.raises(Invalid):
        accept_request(asked.id, products=[], actor=world.actor(world.stan), at=LATER)
    assert fresh(world.birch).firm == world.firm


def test_the_firm_of_today_is_not_invited_again(world: World) -> None:
    with pytest.raises(Invalid) as invalid:
        ask(world, world.birch, world.zoe, world.mina.email, at=NOW)
    assert invalid.value.field == "email"


def test_an_invitation_is_for_the_firm_of_the_invited_person_alone(world: World) -> None:
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    assert requests_to(world.actor(world.olive), at=NOW) == ()
    for answer in (accept_request, decline_request):
        with pytest.raises(Missing):
            _answer(answer, asked.id, world)
    assert [one.client_name for one in requests_to(world.actor(world.stan), at=NOW)] == ["Birch & Sons"]


def test_colleagues_do_not_answer_for_somebody_who_works_in_two_firms(world: World) -> None:
    sue = new_person("Sue Vane")
    new_member(world.southbank, sue, "administrator")
    asked, _token = ask(world, world.dune, world.dora, sue.email, at=NOW)
    assert len(requests_to(world.actor(world.stan), at=NOW)) == 1
    new_member(world.firm, sue, "staff")
    assert requests_to(world.actor(world.stan), at=NOW) == ()
    with pytest.raises(Missing):
        accept_request(asked.id, products=[], actor=world.actor(world.stan), at=LATER)


def test_declining_tells_the_client_why_and_changes_nothing_else(world: World) -> None:
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    decline_request(asked.id, note_to_client="We are full.", actor=world.actor(world.stan), at=LATER)
    sent = sent_by(world.birch, at=LATER)[0]
    assert (sent.answer, sent.note, sent.firm_name) == (Answer.DECLINED, "We are full.", "Southbank")
    assert fresh(world.birch).firm == world.firm
    letter = OutboxMail.objects.get(kind="firm_declined")
    assert (letter.to_address, letter.firm) == (world.zoe.email, None)
    with pytest.raises(Missing):
        accept_request(asked.id, products=[], actor=world.actor(world.stan), at=LATER)


def test_expired_withdrawn_and_answered_invitations_are_gone(world: World) -> None:
    stan = world.actor(world.stan)
    asked, token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    with pytest.raises(Missing):
        accept_request(asked.id, products=[], actor=stan, at=NOW + timedelta(days=8))
    again = resend_to_firm(
        world.birch.id,
        asked.id,
        link_to=lambda t: t,
        actor=world.actor(world.zoe),
        at=NOW + timedelta(days=8),
    )
    assert again.expires_at == NOW + timedelta(days=15)
    with pytest.raises(Missing):
        asked_by(token, at=NOW)  # the old link is dead
    withdraw_from_firm(world.birch.id, asked.id, actor=world.actor(world.zoe), at=NOW + timedelta(days=9))
    with pytest.raises(Missing):
        accept_request(asked.id, products=[], actor=stan, at=NOW + timedelta(days=9))
    with pytest.raises(Missing):
        withdraw_from_firm(world.birch.id, asked.id, actor=world.actor(world.zoe), at=NOW + timedelta(days=9))


def test_what_would_end_is_read_again_when_it_has_changed(world: World) -> None:
    from tenure.operations.connecting import invite_firm  # noqa: PLC0415

    with pytest.raises(Invalid) as invalid:
        invite_firm(
            world.birch.id,
            email=world.stan.email,
            digest="stale",
            link_to=str,
            actor=world.actor(world.zoe),
            at=NOW,
        )
    assert invalid.value.field == ""


def test_a_wait_of_the_new_firm_itself_keeps_its_product_back(world: World) -> None:
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), ANSWERS, at=NOW)
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id), at=NOW)
    asked, _token = ask(world, world.birch, world.zoe, world.olive.email, at=NOW)
    with pytest.raises(Invalid):
        accept_request(asked.id, products=["bookkeeping"], actor=world.actor(world.olive), at=LATER)
    assert fresh(world.birch).firm is None
    accept_request(asked.id, products=[], actor=world.actor(world.olive), at=LATER)
    assert fresh(world.birch).firm == world.firm


def test_the_new_firm_may_have_the_documents_read_that_were_held(world: World) -> None:
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), ANSWERS, at=NOW)
    add_document(world.birch.id, ContentFile(b"one"), name="a.pdf", actor=world.actor(world.zoe), at=NOW)
    asked, _token = ask(world, world.birch, world.zoe, world.stan.email, at=NOW)
    stan = world.actor(world.stan)
    client = accept_request(asked.id, products=["bookkeeping"], read_resting=True, actor=stan, at=LATER)
    paper = Document.objects.get()
    assert (paper.state, paper.held_since, paper.released_at) == ("waiting", None, LATER)
    assert paper.subscription == Subscription.objects.get(client=client, until=None)
    assert fresh(client).documents_held == 0


def test_somebody_new_sets_up_a_firm_by_the_link_and_then_accepts(world: World) -> None:
    asked, token = ask(world, world.birch, world.zoe, "Nora@New.example", at=NOW)
    opened = asked_by(token, at=NOW)
    assert (opened.new, opened.firms, opened.problem) == (True, (), None)
    new = NewFirm(name="New Books", profile="practice-classic")
    with pytest.raises(Invalid) as weak:
        found_by_invitation(token, new, signed_in=None, name="Nora New", password="short", at=NOW)
    assert weak.value.field == "password"
    assert not Person.objects.filter(email="nora@new.example").exists()
    firm = found_by_invitation(
        token, new, signed_in=None, name="Nora New", password="correct horse battery", at=NOW
    )
    nora = Member.objects.get(firm=firm).person
    assert (nora.email, nora.is_active, fresh_row(asked).accepted_at) == ("nora@new.example", True, None)
    with pytest.raises(Invalid):
        found_by_invitation(token, new, signed_in=nora.id, at=NOW)
    from tenure.records.people import actor_at_firm  # noqa: PLC0415

    actor = actor_at_firm(nora.id, firm.id)
    assert actor is not None
    accept_request(asked.id, products=[], actor=actor, at=LATER)
    assert fresh(world.birch).firm == firm


def test_a_link_is_bound_to_its_address(world: World) -> None:
    _asked, token = ask(world, world.birch, world.zoe, world.dora.email, at=NOW)
    new = NewFirm(name="Not Theirs", profile="practice")
    with pytest.raises(Invalid):
        found_by_invitation(token, new, signed_in=world.zoe.id, at=NOW)
    assert found_by_invitation(token, new, signed_in=world.dora.id, at=NOW).name == "Not Theirs"


def test_drafts_of_the_old_firm_go_with_the_link(world: World) -> None:
    Draft.objects.create(person=world.olive, verb="deactivate", target=product_of(world.birch))
    Draft.objects.create(person=world.olive, verb="deactivate", target=product_of(world.dune))
    moved(world)
    assert Draft.objects.count() == 1


def test_the_new_firm_reads_nothing_that_the_old_one_kept_to_itself(world: World) -> None:
    SurveyAnswer.objects.all().delete()
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch), ANSWERS, at=NOW)
    client = moved(world)
    from tenure.records.client_story import story_of  # noqa: PLC0415

    told = story_of(world.actor(world.stan), fresh(client)).happenings
    assert [one.what for one in told] == ["firm_connected"]


def _answer(answer: object, request: str, world: World) -> None:
    if answer is accept_request:
        accept_request(request, products=[], actor=world.actor(world.olive), at=LATER)
    else:
        decline_request(request, note_to_client="", actor=world.actor(world.olive), at=LATER)


def fresh_row(row: ConnectionInvitation) -> ConnectionInvitation:
    """The invitation as the database has it now."""
    row.refresh_from_db()
    return row
