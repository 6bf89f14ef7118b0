"""Accounts with and without a plan of their own, for those who look at all pages: stopped, trying, paying, refused."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse

from tenure.core.actions import Answers, Verb
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Question
from tenure.operations.documents import add_document
from tenure.operations.own_plans import carry_out, foresee
from tests.journeys.everything import Shown
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

OF_OWN_PLANS = frozenset({"own_subscription", "own_trial", "own_plan", "own_cancellation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlanPages:
    """Birch, whose bookkeeping is stopped and whose papers wait; Dune, which pays for itself."""

    world: World

    def of_zoe(self) -> Iterator[Shown]:
        """Everything can be started; there is nothing to cancel."""
        yield from _pages(self.world.birch.id, "business")

    def of_dora(self) -> Iterator[Shown]:
        """A plan runs and is to be paid; a trial is refused."""
        yield from _pages(self.world.dune.id, "records")


def own_plan_pages() -> OwnPlanPages:
    """A firm's stop with a paper that waits, and a plan of one's own with a payment that is due."""
    world = practice_world("practice")
    product = product_of(world.birch, "bookkeeping")
    do(world, world.mina, Verb.DEACTIVATE, product, Answers(acknowledged_wait=True, owner=world.zoe.id))
    add_document(world.birch.id, ContentFile(b"x"), name="bill.pdf", actor=world.actor(world.zoe))
    question, dora = Question(wish=Wish.SUBSCRIBE, tariff="business"), world.actor(world.dora)
    digest = foresee(question, world.dune.id, actor=dora).digest
    carry_out(question, world.dune.id, digest=digest, actor=dora)
    return OwnPlanPages(world=world)


def _pages(client: str, tariff: str) -> Iterator[Shown]:
    for name in ("own_subscription", "own_trial", "own_cancellation"):
        yield Shown(name=name, address=reverse(name, args=[client]))
    yield Shown(name="own_plan", address=reverse("own_plan", args=[client, tariff]))
