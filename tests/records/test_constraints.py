"""What the database itself refuses, whatever the code above it does."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from tenure.core.actions import Verb
from tenure.records.models import (
    Client,
    ClientUser,
    Connection,
    Draft,
    Firm,
    Invitation,
    LogEntry,
    Member,
    Person,
    PersonKey,
    Stop,
    Subscription,
    SurveyAnswer,
    Transition,
)
from tests.worlds import LONG_AGO, World, new_person, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def refused(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def done(world: World, **fields: object) -> Transition:
    return Transition.objects.create(
        **{
            "client": world.birch,
            "firm": world.firm,
            "actor": world.olive,
            "verb": "deactivate",
            "target": world.birch.id,
            "target_kind": "client",
            "digest": "d" * 16,
            "source": "web",
            **fields,
        }
    )


def stop(world: World, cause: Transition, **fields: object) -> Stop:
    return Stop.objects.create(
        **{
            "client": world.birch,
            "node": world.birch.id,
            "node_kind": "client",
            "kind": "deactivation",
            "since": date(2026, 11, 3),
            "cause": cause,
            **fields,
        }
    )


def test_a_client_has_one_firm_at_a_time(world: World) -> None:
    """R16."""
    refused(lambda: Connection.objects.create(client=world.birch, firm=world.southbank, since=LONG_AGO))
    Connection.objects.filter(client=world.birch).update(until=datetime(2026, 1, 1, tzinfo=UTC))
    Connection.objects.create(client=world.birch, firm=world.southbank, since=LONG_AGO)


def test_a_node_carries_one_open_stop_of_each_kind(world: World) -> None:
    """R4: suspension and deactivation stand side by side, but neither twice."""
    cause = done(world)
    first = stop(world, cause)
    stop(world, cause, kind="suspension")
    refused(lambda: stop(world, cause))
    Stop.objects.filter(pk=first.pk).update(lifted_at=LONG_AGO, lifted_by=cause)
    stop(world, cause)


def test_a_product_is_paid_for_once_by_each_side(world: World) -> None:
    """R15: the firm's subscription and the client's own may stand side by side."""
    sub = world.birch.subscriptions.first()
    assert sub is not None

    def again(payer: str) -> Subscription:
        return Subscription.objects.create(
            client=world.birch, product=sub.product, product_name="x", payer=payer, since=LONG_AGO
        )

    refused(lambda: again("firm"))
    again("client")


def test_a_person_has_one_place_in_a_firm_and_at_a_client(world: World) -> None:
    role = Member.objects.get(person=world.olive).role
    refused(lambda: Member.objects.create(firm=world.firm, person=world.olive, role=role))
    refused(lambda: ClientUser.objects.create(client=world.birch, person=world.ian))


def test_an_address_is_one_person_however_it_is_spelled(world: World) -> None:
    assert Person.objects.get_by_natural_key(" Olive.Reed@EXAMPLE.com ") == world.olive
    refused(lambda: Person.objects.create_user("OLIVE.reed@example.com", name="Olive again"))


def test_a_request_key_answers_once(world: World) -> None:
    done(world, request_key="k1")
    done(world)
    done(world)
    refused(lambda: done(world, request_key="k1"))


def test_a_log_has_no_number_twice() -> None:
    def entry() -> LogEntry:
        return LogEntry.objects.create(
            chain="cli_1", seq=1, at=LONG_AGO, event="made", previous="0" * 64, hash="1" * 64
        )

    entry()
    refused(entry)


def test_a_draft_is_open_once_until_it_is_performed(world: World) -> None:
    def draft() -> Draft:
        return Draft.objects.create(person=world.olive, verb=Verb.DISCONNECT, target=world.birch.id)

    first = draft()
    refused(draft)
    Draft.objects.filter(pk=first.pk).update(transition=done(world))
    draft()


@pytest.mark.parametrize("field", ["standing", "payer"])
def test_a_closed_set_takes_no_other_word(world: World, field: str) -> None:
    refused(lambda: Client.objects.filter(pk=world.acme.pk).update(**{field: "other"}))


def test_an_invitation_leads_somewhere(world: World) -> None:
    refused(lambda: Invitation.objects.create(person=world.ian, token_hash="a" * 64, expires_at=LONG_AGO))


def test_a_survey_score_is_at_most_ten(world: World) -> None:
    refused(lambda: SurveyAnswer.objects.create(firm=world.firm, verb="disconnect", score=11))


def test_who_has_joined_has_a_day_for_it(world: World) -> None:
    refused(lambda: ClientUser.objects.filter(person=world.ian).update(state="joined"))


def test_a_counter_never_falls_below_zero(world: World) -> None:
    refused(lambda: Firm.objects.filter(pk=world.firm.pk).update(clients_active=-1))


@pytest.mark.parametrize("whose", ["firm", "birch", "olive"])
def test_nobody_and_nothing_goes_by_cascade(world: World, whose: str) -> None:
    """R27: erasure names every table; what it forgets stops it."""
    row: Model = getattr(world, whose)
    with pytest.raises(ProtectedError):
        row.delete()


def test_a_transition_outlives_its_client_and_its_actor() -> None:
    """R27, R54."""
    passing = new_person("Ivo Passing")
    client = Client.objects.create(name="Gone Ltd", sort_name="gone ltd")
    firm = Firm.objects.create(slug="stays", name="Stays")
    row = Transition.objects.create(
        client=client,
        firm=firm,
        actor=passing,
        verb="delete",
        target=client.id,
        target_kind="client",
        source="web",
    )
    PersonKey.objects.create(person=passing)
    client.delete()
    passing.delete()
    row.refresh_from_db()
    assert (row.client_id, row.actor_id, row.firm_id) == (None, None, firm.id)
    assert not PersonKey.objects.exists()
