"""An import is taken back: what it made goes, what it changed returns, what lived on stays (R57)."""

import pytest

from tenure.core.actor import Actor
from tenure.operations.clients import ClientDetails, edit_client
from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.import_undo import plan_undo
from tenure.operations.imports import ask_undo
from tenure.operations.invitations import invite_user
from tenure.operations.log import verify
from tenure.records.models import Client, Connection, ImportRow, ImportState, Subscription, UndoResult
from tests.operations.importing import (
    BIRCH,
    ELM,
    FIR,
    book,
    client_called,
    imported,
    undone,
    worked,
)
from tests.worlds import World, counted, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def invite(client: Client, actor: Actor) -> None:
    invite_user(
        client.id,
        email="eve@elm.example",
        name="Eve",
        role="standard",
        link_to=lambda _token: "/",
        actor=actor,
    )


def test_undoing_gives_back_what_was_there_before(world: World) -> None:
    tables = (Client, Connection, Subscription)
    before = [list(model.objects.order_by("pk").values("pk")) for model in tables]
    old = {
        name: getattr(fresh(world.birch), name) for name in ("name", "email", "phone", "search", "sort_name")
    }
    done = imported(world, book(ELM, FIR, ("Birch and Sons", *BIRCH[1:])), products=["bookkeeping"])
    assert fresh(world.birch).phone == BIRCH[2]
    back = undone(world, done)
    assert (back.state, back.erased, back.restored, back.kept) == (ImportState.UNDONE, 2, 1, 0)
    assert [list(model.objects.order_by("pk").values("pk")) for model in tables] == before
    assert {name: getattr(fresh(world.birch), name) for name in old} == old
    firm = fresh(world.firm)
    assert {name: getattr(firm, name) for name in counted(firm)} == counted(firm)
    assert list(verify()) == []


def test_a_client_with_whom_something_was_done_stays_and_the_report_says_so(world: World) -> None:
    done = imported(world, book(ELM, FIR, BIRCH))
    olive = world.actor(world.olive)
    invite(client_called(ELM[0]), olive)
    edit_client(
        world.birch.id,
        ClientDetails(name=world.birch.name, email=world.birch.email, phone="by hand"),
        actor=olive,
    )
    plan = plan_undo(done)
    assert {kept.name: kept.reason.code for kept in plan.kept} == {
        ELM[0]: "client_used",
        world.birch.name: "value_changed",
    }
    back = undone(world, done)
    assert (back.erased, back.restored, back.kept) == (1, 0, 2)
    assert client_called(ELM[0]).firm == world.firm
    assert fresh(world.birch).phone == "by hand"
    row = ImportRow.objects.get(book_import=back, name=ELM[0])
    assert row.undone == UndoResult.KEPT
    assert row.reason["reasons"][0]["code"] == "client_used"


def test_a_client_that_left_or_was_erased_is_not_looked_for(world: World) -> None:
    done = imported(world, book(ELM, FIR))
    elm, fir = client_called(ELM[0]), client_called(FIR[0])
    Client.objects.filter(pk=elm.pk).update(firm=None)
    fir.connections.all().delete()
    Client.objects.filter(pk=fir.pk).delete()
    assert [kept.reason.code for kept in plan_undo(done).kept] == ["client_left", "client_gone"]


def test_if_somebody_acts_between_look_and_click_nothing_is_undone(world: World) -> None:
    done = imported(world, book(ELM, FIR))
    digest = plan_undo(done).digest
    invite(client_called(ELM[0]), world.actor(world.olive))
    ask_undo(done.id, digest=digest, actor=world.actor(world.olive))
    now = worked(done)
    assert now.state == ImportState.DONE
    assert "Nothing was undone" in now.problem["text"]
    assert client_called(FIR[0]).firm == world.firm


def test_an_import_is_undone_once(world: World) -> None:
    done = imported(world, book(ELM))
    digest = plan_undo(done).digest
    back = undone(world, done)
    ask_undo(back.id, digest=digest, actor=world.actor(world.olive))
    assert fresh_state(back) == ImportState.UNDONE
    with pytest.raises(Invalid):
        ask_undo(back.id, digest="0" * 64, actor=world.actor(world.olive))


def test_who_may_not_keep_clients_may_not_undo(world: World) -> None:
    done = imported(world, book(ELM))
    with pytest.raises(NotAllowed):
        ask_undo(done.id, digest=plan_undo(done).digest, actor=world.actor(world.fay))


def fresh_state(book_import: object) -> str:
    book_import.refresh_from_db()  # type: ignore[attr-defined]
    return str(book_import.state)  # type: ignore[attr-defined]
