"""What lists show of one client is the same whether it was written by itself or among others."""

import pytest
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.operations.standings import restate, tallies
from tenure.records.models import Client
from tests.operations.acting import do, product_of
from tests.worlds import practice_world

LISTED = (
    "products_total", "products_deactivated", "users_joined", "users_invited", "documents_held", "suspended",
    "locked_until", "last_activity_at", "invited", "standing", "payer",
)  # fmt: skip
UNTRUE = {"products_total": 77, "users_joined": 77, "documents_held": 77, "suspended": True, "payer": "none"}


@pytest.mark.django_db
@pytest.mark.parametrize("moved", [True, False])
def test_one_client_and_many_get_the_same_columns(moved: bool) -> None:
    world = practice_world()
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    ids = [world.acme.id, world.birch.id, world.cedar.id, world.dune.id]
    at = timezone.now() if moved else None
    rows = Client.objects.filter(id__in=ids).order_by("id").values("id", *LISTED)
    before = list(rows) if not moved else None
    written = []
    for parts in ([ids], [[one] for one in ids]):
        true = [(part, tallies(part)) for part in parts]
        Client.objects.filter(id__in=ids).update(**UNTRUE)
        for part, before_it in true:
            restate(part, before=before_it, at=at)
        written.append(list(rows.all()))
    assert written[0] == written[1]
    assert {row["products_deactivated"] for row in written[0]} == {0, 1}
    assert before in (None, written[0])
    assert at in (None, written[0][0]["last_activity_at"])
