"""Imports outlive the worker: leases, deaths in the middle, and what nobody foresaw (R57)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError

from tenure.core.books import Field
from tenure.operations import import_job, import_sql, import_work, import_write
from tenure.operations.clock import Clock
from tenure.operations.import_work import run_waiting
from tenure.operations.imports import bring_in, choose_columns, confirm, discard, forget_abandoned
from tenure.records.models import BookImport, Client, Connection, ImportState, LogEntry
from tests.operations.importing import BIRCH, ELM, FIR, book, imported, previewed
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Killed(BaseException):
    """kill -9, as far as a test can have it: nothing is tidied up by the code under test."""


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def confirmed(world: World) -> BookImport:
    seen = previewed(world, book(ELM, FIR, BIRCH))
    confirm(seen.id, digest=seen.digest, products=["bookkeeping"], actor=world.actor(world.olive))
    return seen


def dies(*_args: object, **_kwargs: object) -> None:
    raise Killed


@pytest.mark.parametrize("place", ["insert_connections", "insert_product", "update_clients"])
def test_a_worker_killed_while_writing_leaves_nothing_and_the_next_one_ends_the_same(
    world: World, confirmed: BookImport, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    clients, entries = Client.objects.count(), LogEntry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(import_sql, place, dies)
        with pytest.raises(Killed):
            run_waiting(NOON)
    assert (Client.objects.count(), LogEntry.objects.count()) == (clients, entries)
    assert fresh(world.birch).phone == ""
    assert run_waiting(NOON) == 0, "the dead worker's lease still holds"
    assert run_waiting(NOON + timedelta(minutes=5)) == 1
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.created, confirmed.updated) == (ImportState.DONE, 2, 1)
    assert Connection.objects.filter(client__name__in=[ELM[0], FIR[0]]).count() == 2


def test_a_worker_killed_while_comparing_is_followed_by_one_that_begins_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    olive = world.actor(world.olive)
    begun = bring_in(ContentFile(book(ELM, FIR, BIRCH)), name="b.csv", actor=olive)
    choose_columns(begun.id, [Field.NAME, Field.EMAIL, Field.PHONE, None], actor=olive)
    with monkeypatch.context() as patch:
        patch.setattr("tenure.operations.import_check._keep", dies)
        with pytest.raises(Killed):
            run_waiting(NOON)
    assert run_waiting(NOON + timedelta(minutes=5)) == 1
    begun.refresh_from_db()
    assert (begun.state, begun.rows.count(), begun.created) == (ImportState.PREVIEWED, 3, 2)


def test_half_of_a_second_look_is_never_taken_for_all_of_it(
    world: World, confirmed: BookImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clients change, the judge is killed amid judging anew, clients change back: the old receipt must not fit."""
    Client.objects.filter(pk=world.cedar.pk).update(phone="1")
    with monkeypatch.context() as patch:
        patch.setattr("tenure.operations.import_check._keep", dies)
        with pytest.raises(Killed):
            run_waiting(NOON)
    confirmed.rows.filter(name=FIR[0]).delete()
    Client.objects.filter(pk=world.cedar.pk).update(phone="")
    assert run_waiting(NOON + timedelta(minutes=5)) == 1
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.rows.count()) == (ImportState.DONE, 3)
    assert Client.objects.filter(name=FIR[0]).exists()


def test_two_workers_do_not_take_the_same_import(world: World, confirmed: BookImport) -> None:
    first = import_job.claim(confirmed.id, Clock(NOON), lambda *_told: None)
    assert first is not None
    assert import_job.claim(confirmed.id, Clock(NOON), lambda *_told: None) is None


def test_who_lost_the_lease_writes_nothing(world: World, confirmed: BookImport) -> None:
    first = import_job.claim(confirmed.id, Clock(NOON), lambda *_told: None)
    assert first is not None
    later = Clock(NOON + timedelta(hours=1))
    assert import_job.claim(confirmed.id, later, lambda *_told: None) is not None
    with pytest.raises(import_job.LostLease):
        import_write.write(first, at=NOON)
    assert not Client.objects.filter(name=ELM[0]).exists()


def test_an_import_discarded_while_it_is_compared_ends_quietly(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    olive = world.actor(world.olive)
    begun = bring_in(ContentFile(book(ELM)), name="b.csv", actor=olive)
    choose_columns(begun.id, [Field.NAME, None, None, None], actor=olive)
    seen: list[str] = []

    def tell(phase: str, _done: int, _total: int) -> None:
        if not seen:
            discard(begun.id, actor=olive)
        seen.append(phase)

    assert import_work.work_on(begun.id, tell=tell)
    assert not BookImport.objects.exists()


@pytest.mark.parametrize(
    ("error", "state"),
    [(OperationalError("locked"), ImportState.RUNNING), (ValueError(), ImportState.FAILED)],
)
def test_what_goes_wrong_is_kept_and_a_busy_database_is_asked_again(
    confirmed: BookImport, monkeypatch: pytest.MonkeyPatch, error: Exception, state: ImportState
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(import_sql, "insert_clients", raising(error))
        assert run_waiting(NOON) == 1
    confirmed.refresh_from_db()
    assert confirmed.state == state
    assert not Client.objects.filter(name=ELM[0]).exists()
    assert run_waiting(NOON + timedelta(minutes=1)) == (1 if state is ImportState.RUNNING else 0)


def test_an_import_that_always_kills_its_worker_is_given_up(
    confirmed: BookImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(import_sql, "insert_clients", dies)
        for hour in range(5):
            with pytest.raises(Killed):
                run_waiting(NOON + timedelta(hours=hour))
    assert run_waiting(NOON + timedelta(hours=5)) == 1
    confirmed.refresh_from_db()
    assert confirmed.state == ImportState.FAILED
    assert not Client.objects.filter(name=ELM[0]).exists()


def test_what_nobody_confirms_for_a_week_is_forgotten(world: World) -> None:
    done, seen = imported(world, book(ELM)), previewed(world, book(FIR))
    assert forget_abandoned(seen.created_at + timedelta(days=6)) == 0
    assert forget_abandoned(seen.created_at + timedelta(days=8)) == 1
    assert list(BookImport.objects.all()) == [done]


def raising(error: Exception) -> Callable[..., None]:
    def fails(*_args: object, **_kwargs: object) -> None:
        raise error

    return fails
