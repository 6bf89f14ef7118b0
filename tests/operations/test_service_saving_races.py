"""Two tabs save one service at once: the verb is performed once, and nobody undoes what the other did (R38)."""

from collections import Counter

import pytest

from tenure.core.actions import Action, Verb
from tenure.operations.lifecycle import preview
from tenure.operations.log import verify
from tenure.operations.service_looks import Save, details_of
from tenure.operations.service_saving import Saved, save_service
from tenure.records.models import Service, Source, Stop, Transition
from tests.operations.acting import do
from tests.operations.test_races import at_once
from tests.tree_worlds import hauler_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

THREADS = 4


@pytest.mark.parametrize("round_", range(3))
def test_many_save_the_same_return_and_it_happens_once(round_: int) -> None:
    world = hauler_world()
    before = details_of(world.weekly)
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    mina = world.actor(world.mina)
    digest = preview(Action(verb=Verb.REACTIVATE, target=world.weekly.id), mina).digest
    save = Save(service=world.weekly.id, details=before, active=True)
    results = at_once(
        [lambda: save_service(save, digest=digest, actor=mina, source=Source.WEB) for _ in range(THREADS)]
    )
    assert Counter(isinstance(one, Saved) and one.transition is not None for one in results) == {
        True: 1,
        False: THREADS - 1,
    }
    assert all(isinstance(one, Saved) for one in results), "the others find it as they wanted it"
    assert Transition.objects.count() == 2
    assert not Stop.objects.filter(lifted_at=None).exists()
    assert Service.objects.get(pk=world.weekly.pk).end_date is None
    assert list(verify()) == []
