"""A solo practice with something on every page about businesses, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse

from tenure.core.actions import Answers, Verb
from tenure.operations.documents import add_document
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import SoloWorld, new_business, solo_world
from tests.worlds import new_client, recount


@dataclass(frozen=True, slots=True, kw_only=True)
class SoloPages:
    """The world, and its pages."""

    world: SoloWorld
    larks: str

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open about clients and their businesses."""
        harpers, bakery, lettings = self.world.harpers.id, self.world.bakery.id, self.world.lettings.id
        yield Shown(name="clients", address="/clients/")
        yield Shown(name="clients", address="/clients/?tab=deactivated")
        for client in (harpers, self.larks):
            businesses = reverse("client_businesses", args=[client])
            yield Shown(name="client_businesses", address=businesses)
            yield Shown(name="client_businesses", address=f"{businesses}?tab=deactivated")
        yield Shown(
            name="client_documents",
            address=f"{reverse('client_documents', args=[harpers])}?business={bakery}",
        )
        for business in (bakery, lettings):
            yield Shown(name="client_business", address=reverse("client_business", args=[harpers, business]))
        yield Shown(name="business_edition", address=reverse("business_edition", args=[harpers, bakery]))
        yield Shown(name="business_new", address=reverse("business_new", args=[harpers]))
        yield Shown(name="business_new", address=reverse("business_new", args=[self.larks]))
        for verb, node, step in (
            (Verb.DEACTIVATE, harpers, "owner"),
            (Verb.DEACTIVATE, lettings, "meaning"),
            (Verb.REACTIVATE, bakery, "documents"),
            (Verb.REACTIVATE, self.larks, "restore"),
        ):
            yield Shown(name="verb", address=f"{reverse('verb', args=[verb, node])}?step={step}")


def solo_pages() -> SoloPages:
    """The Harpers' bakery rests with a document; the Larks rest, and one of their businesses rested before."""
    world = solo_world()
    mina = world.actor(world.mina)
    do(world, world.mina, Verb.DEACTIVATE, world.bakery.id, Answers(owner=world.zoe.id))
    receipt = ContentFile(b"Total 12.00")
    add_document(world.harpers.id, receipt, name="receipt.txt", business=world.bakery.id, actor=mina)
    larks = new_client(world.firm, "The Larks", joined=[world.zoe])
    rise = new_business(larks, "Lark Rise")
    new_business(larks, "Lark Song")
    recount(world.firm)
    for node in (rise.id, larks.id):
        do(world, world.mina, Verb.DEACTIVATE, node, Answers(owner=world.zoe.id))
    return SoloPages(world=world, larks=larks.id)
