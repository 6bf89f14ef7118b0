"""Nothing is created, scheduled or restarted under what is stopped, by any door (section 11, R31, R32, R37)."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tenure import cli, worker
from tenure.core.actions import LIFTED_BY, STOPPED_BY, Answers, Verb
from tenure.core.actor import Side
from tenure.core.endings import Ending
from tenure.core.refusals import RefusalCode
from tenure.core.tree import Kind
from tenure.operations.collections import next_collections
from tenure.operations.documents import add_document
from tenure.operations.errors import Refused
from tenure.operations.invitations import invite_user
from tenure.operations.past_papers import Paper, file_papers
from tenure.operations.why import why
from tenure.records.models import Business, Client, Document, Location, Service, Stop, Subscription
from tenure.records.policies import today_of
from tenure.worker.duties import DUTIES
from tests.doors.cli.conftest import Tenure
from tests.doors.cli.conftest import tenure as tenure  # noqa: PLC0414 - a fixture of a neighbour
from tests.doors.stopped.attempts import ATTEMPTS, RECURRING, STANDS_UNDER, Attempt, Door, Hands
from tests.doors.web.walking import signed_in
from tests.mixed_world import MixedWorld, mixed_world
from tests.operations.acting import do, look
from tests.worlds import fresh

pytestmark = pytest.mark.django_db

STOPPING = tuple(STOPPED_BY)
BACK = dict(zip(STOPPED_BY, LIFTED_BY, strict=True))
# The kinds that stand under something, each with what it stands under.
BELOW = [(kind, parent) for kind, parents in STANDS_UNDER.items() for parent in parents]


@pytest.fixture
def hands(tenure: Tenure, tmp_path: Path) -> Hands:
    return Hands(world=mixed_world(), tenure=tenure, folder=tmp_path)


@pytest.fixture
def world(hands: Hands) -> MixedWorld:
    return hands.world


def grown() -> list[object]:
    """Everything that hangs below clients, with its schedules."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Business, Location, Service, Subscription)
    ]


def stopped() -> set[tuple[str, str]]:
    return set(Stop.objects.filter(lifted_at=None).values_list("node", "kind"))


def running(world: MixedWorld) -> set[Kind]:
    olive = world.actor(world.olive)
    return {kind for kind, node in world.node.items() if why(olive, node).standing.runs}


# --- Created or scheduled ----------------------------------------------------------------------------------------


CASES = [(attempt, parent) for attempt in ATTEMPTS for parent in attempt.under]


def named(value: object) -> str | None:
    if isinstance(value, Attempt):
        return f"{value.door}: {value.name}"
    return str(value) if isinstance(value, Kind | Verb | Door) else None


@pytest.mark.parametrize("verb", STOPPING, ids=named)
@pytest.mark.parametrize(("attempt", "parent"), CASES, ids=named)
def test_nothing_begins_under_what_is_stopped(
    hands: Hands, attempt: Attempt, parent: Kind, verb: Verb
) -> None:
    do(hands.world, hands.world.mina, verb, hands.world.node[parent])
    before = grown(), stopped()
    attempt.go(hands)
    assert (grown(), stopped()) == before


@pytest.mark.parametrize("attempt", [a for a in ATTEMPTS if a.door in {Door.PAGE, Door.TERMINAL}], ids=named)
def test_each_attempt_at_a_page_would_succeed_where_nothing_is_stopped(
    hands: Hands, attempt: Attempt
) -> None:
    before = grown()
    attempt.go(hands)
    assert (grown() != before) == (attempt.door is Door.PAGE), "a book gives products to new clients only"


def test_every_kind_is_tried_at_every_door_that_makes_it() -> None:
    tried = {(attempt.door, attempt.kind, parent) for attempt in ATTEMPTS for parent in attempt.under}
    for door in (Door.OPERATION, Door.PAGE):
        assert {(door, *below) for below in BELOW} - tried == set()
    assert (Door.TERMINAL, Kind.PRODUCT, Kind.CLIENT) in tried


# The operations that make or schedule something below a client. A door that uses one belongs into the table.
GROWING = {
    "tenure.operations.businesses",
    "tenure.operations.locations",
    "tenure.operations.past_parts",
    "tenure.operations.products",
    "tenure.operations.service_saving",
    "tenure.operations.services",
    "tenure.operations.visits",
}


def test_terminal_and_worker_make_nothing_but_by_books_and_verbs() -> None:
    for door in (cli, worker):
        files = list(Path(str(door.__file__)).parent.rglob("*.py"))
        assert files
        imported = {name for file in files for name in _imports(ast.parse(file.read_text(encoding="utf-8")))}
        assert imported & GROWING == set(), door.__name__


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


# --- Restarted ---------------------------------------------------------------------------------------------------


def stop_both(world: MixedWorld, kind: Kind, parent: Kind, verb: Verb) -> None:
    """First the part alone, then what it stands under: the part keeps a stop of its own."""
    do(world, world.mina, verb, world.node[kind])
    do(world, world.mina, verb, world.node[parent])


@pytest.mark.parametrize("verb", STOPPING, ids=named)
@pytest.mark.parametrize(("kind", "parent"), BELOW, ids=named)
@pytest.mark.parametrize("door", [Door.OPERATION, Door.PAGE, Door.TERMINAL], ids=named)
def test_nothing_returns_under_what_is_stopped_r32_r37(
    hands: Hands, door: Door, kind: Kind, parent: Kind, verb: Verb
) -> None:
    world, back = hands.world, BACK[verb]
    stop_both(world, kind, parent, verb)
    before = stopped()
    node = world.node[kind]
    plan = look(world, world.mina, back, node)
    assert {refusal.code for refusal in plan.refusals} == {RefusalCode.PARENT_STOPPED}
    match door:
        case Door.OPERATION:
            with pytest.raises(Refused):
                do(world, world.mina, back, node)
        case Door.PAGE:
            page = {Verb.REACTIVATE: "reactivation", Verb.UNSUSPEND: "unsuspension"}[back]
            hands.post(f"/{page}/{node}/at-once/", digest=plan.digest)
            hands.post(f"/{page}/{node}/", digest=plan.digest)
            if kind is Kind.SERVICE:
                hands.post(f"/services/{node}/", **RECURRING, digest=plan.digest)
        case Door.TERMINAL:
            said = hands.tenure(back.value, node, "--as", world.mina.email, "--yes", "--json")
            assert (said.code, {r["code"] for r in said.json["refusals"]}) == (3, {"parent_stopped"})
        case Door.WORKER:
            pytest.fail("it has a test of its own")
    assert stopped() == before
    assert {kind, parent} & running(world) == set()


@pytest.mark.parametrize("verb", STOPPING, ids=named)
@pytest.mark.parametrize(("kind", "parent"), BELOW, ids=named)
def test_another_stop_above_keeps_down_what_returns_below_it(
    world: MixedWorld, kind: Kind, parent: Kind, verb: Verb
) -> None:
    """Lifting the one kind of stop under the other is allowed, and starts nothing (R4)."""
    other = next(one for one in STOPPING if one is not verb)
    do(world, world.mina, verb, world.node[kind])
    do(world, world.mina, other, world.node[parent])
    do(world, world.mina, BACK[verb], world.node[kind])
    assert {kind, parent} & running(world) == set()
    if kind is Kind.SERVICE:
        assert next_collections(world.actor(world.mina), world.garden.id) == ()


def test_the_worker_starts_nothing_under_what_is_stopped_r36_r41(world: MixedWorld) -> None:
    now = timezone.now()
    today = today_of(world.firm, now)
    holiday = Answers(since=today + timedelta(days=3), until=today + timedelta(days=9), type="vacation")
    do(world, world.mina, Verb.SUSPEND, world.house.id, holiday)
    Service.objects.filter(pk=world.garden.pk).update(
        end_date=today + timedelta(days=5), deactivate_on_end_date=True
    )
    do(
        world,
        world.mina,
        Verb.SUSPEND,
        world.shop.id,
        Answers(until=today + timedelta(days=4), type="request"),
    )
    do(world, world.mina, Verb.DEACTIVATE, world.marsh.id)
    before = {stop for stop in stopped() if stop[1] == "deactivation"}
    for days in (1, 4, 6, 10, 400):
        for duty in DUTIES:
            duty.perform(now + timedelta(days=days), lambda: False)
        assert {stop for stop in stopped() if stop[1] == "deactivation"} == before
        assert running(world) == set()
    world.garden.refresh_from_db()
    assert Ending(on=world.garden.end_date, deactivates=world.garden.deactivate_on_end_date) == Ending(
        on=today, deactivates=True
    )
    assert fresh(world.marsh).standing == "deactivated"


def test_a_return_that_is_confirmed_too_late_finds_the_new_stop(world: MixedWorld) -> None:
    """Looked at while the client still ran, confirmed after it was stopped: nothing happens."""
    do(world, world.mina, Verb.DEACTIVATE, world.house.id)
    seen = look(world, world.mina, Verb.REACTIVATE, world.house.id)
    do(world, world.mina, Verb.DEACTIVATE, world.marsh.id)
    before = stopped()
    hands = signed_in(world.mina)
    hands.post(f"/reactivation/{world.house.id}/at-once/", {"digest": seen.digest})
    assert stopped() == before


# --- What may still come in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", STOPPING, ids=named)
@pytest.mark.parametrize("parent", [Kind.CLIENT, Kind.BUSINESS], ids=named)
def test_documents_are_stored_and_held_whoever_adds_them_r20_r30(
    world: MixedWorld, parent: Kind, verb: Verb
) -> None:
    do(world, world.mina, verb, world.node[parent])
    mina, zoe = world.actor(world.mina), world.actor(world.zoe)
    for actor in (mina, zoe):
        file = ContentFile(f"%PDF-1.7 {actor.name}".encode(), name="a.pdf")
        add_document(world.marsh.id, file, name="a.pdf", business=world.shop.id, actor=actor)
    page = f"/clients/{world.marsh.id}/documents/"
    upload = SimpleUploadedFile("b.pdf", b"%PDF-1.7 b")
    answer = signed_in(world.mina).post(page, {"file": upload, "business": world.shop.id})
    assert answer.status_code == 302, answer.content.decode()
    paper = Paper(
        client=world.marsh.id, business=world.shop.id, name="c.pdf", content=b"paper", by=world.mina.id,
        side=Side.FIRM,
    )  # fmt: skip
    file_papers([paper], actor=mina, at=timezone.now())
    assert list(Document.objects.values_list("state", flat=True)) == ["held"] * 4


def test_a_user_may_be_invited_so_that_a_stopped_client_can_still_leave_r14_r25(world: MixedWorld) -> None:
    """Otherwise a client that nobody uses could only be deleted once it is deactivated."""
    do(world, world.mina, Verb.DEACTIVATE, world.marsh.id)
    before = grown()
    invite_user(
        world.marsh.id, email="kay@marsh.example", name="Kay Marsh", role="standard",
        link_to=lambda token: f"https://tenure.example/{token}", actor=world.actor(world.mina),
    )  # fmt: skip
    page = {"email": "lou@marsh.example", "name": "Lou Marsh", "role": "standard"}
    signed_in(world.mina).post(f"/clients/{world.marsh.id}/users/", page)
    marsh: Client = fresh(world.marsh)
    assert marsh.users_invited == 2
    assert (grown(), running(world)) == (before, set())


def test_what_was_begun_before_does_not_slip_under_a_later_stop(world: MixedWorld) -> None:
    """Bringing along parts of the past under a client that has been stopped since is refused, too."""
    do(world, world.mina, Verb.DEACTIVATE, world.marsh.id, at=datetime(2026, 10, 1, tzinfo=UTC))
    assert Stop.objects.filter(node=world.marsh.id, since=date(2026, 10, 1)).exists()
    brought = next(attempt for attempt in ATTEMPTS if attempt.name == "many locations")
    before = grown()
    brought.go(Hands(world=world, tenure=lambda *_: pytest.fail("not here"), folder=Path()))
    assert grown() == before
