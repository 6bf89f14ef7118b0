"""Several people act at once: the first wins, the others get the new plan (section 11, R50)."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from tenure.core.actions import Action, Answers, Verb
from tenure.operations.errors import FactsChanged, NotDone
from tenure.operations.lifecycle import perform, preview
from tenure.operations.log import verify
from tenure.records.models import LogEntry, OutboxMail, Source, Stop, Transition
from tests.operations.acting import product_of
from tests.worlds import counted, fresh, practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

THREADS = 6


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Runs each act in a thread of its own, released together; answers with what each gave or raised."""
    results: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(number: int) -> None:
        try:
            gate.wait()
            results[number] = acts[number]()
        except NotDone as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "nobody waits for ever"
    return results


@pytest.mark.parametrize("round_", range(5))
def test_six_people_confirm_the_same_plan_and_exactly_one_performs_it(round_: int) -> None:
    world = practice_world("practice")
    product = product_of(world.birch)
    actor = world.actor(world.mina)
    action = Action(
        verb=Verb.DEACTIVATE, target=product, answers=Answers(acknowledged_wait=True, owner=world.zoe.id)
    )
    digest = preview(action, actor).digest
    results = at_once(
        [lambda: perform(action, actor, digest=digest, source=Source.WEB) for _ in range(THREADS)]
    )
    assert Counter(type(result) for result in results) == {Transition: 1, FactsChanged: THREADS - 1}
    for result in results:
        if isinstance(result, FactsChanged):
            codes = [refusal.code for refusal in result.plan.refusals]
            assert codes == ["facts_changed", "already_stopped"], "the new plan says what happened meanwhile"
    assert (Stop.objects.count(), Transition.objects.count(), OutboxMail.objects.count()) == (1, 1, 4)
    assert LogEntry.objects.filter(chain=world.birch.id).count() == THREADS
    assert list(verify()) == []


def test_one_request_key_clicked_twice_at_once_is_one_act() -> None:
    world = practice_world("practice")
    actor = world.actor(world.mina)
    action = Action(verb=Verb.DISCONNECT, target=world.dune.id)
    digest = preview(action, actor).digest
    results = at_once(
        [
            lambda: perform(action, actor, digest=digest, source=Source.WEB, request_key="one-click")
            for _ in range(THREADS)
        ]
    )
    ids = {result.id for result in results if isinstance(result, Transition)}
    assert len(ids) == 1
    assert [result for result in results if isinstance(result, NotDone)] == []


def test_different_verbs_on_one_client_at_once_leave_one_story() -> None:
    world = practice_world("practice")
    actor = world.actor(world.mina)
    deactivate = Action(
        verb=Verb.DEACTIVATE,
        target=product_of(world.birch),
        answers=Answers(acknowledged_wait=True, owner=world.zoe.id),
    )
    disconnect = Action(verb=Verb.DISCONNECT, target=world.birch.id, answers=Answers(owner=world.ian.id))
    digests = {action.verb: preview(action, actor).digest for action in (deactivate, disconnect)}
    results = at_once(
        [
            lambda action=action: perform(action, actor, digest=digests[action.verb], source=Source.WEB)  # type: ignore[misc]
            for action in (deactivate, disconnect) * 3
        ]
    )
    assert sum(isinstance(result, Transition) for result in results) == 1
    assert {k: getattr(fresh(world.firm), k) for k in counted(world.firm)} == counted(world.firm)
    assert list(verify()) == []
