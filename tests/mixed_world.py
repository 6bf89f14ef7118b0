"""A firm whose policy combines everything: clients with businesses and locations, products and services.

Tidewell lives by the demo's mixed policy: Olive owns it, Mina may manage clients, Fay may not. Marsh House, which Zoe
owns, has a shop with a product, a house with a garden service and a lift repair on request, and a product of its own.
"""

from dataclasses import dataclass

from tenure.core.facts import Payer
from tenure.core.policy import Policy
from tenure.core.policy_check import checked_policy
from tenure.core.tree import Kind
from tenure.demo.scripts import script_of
from tenure.records.models import Business, Client, Firm, Location, Person, Service, Subscription
from tests.tree_worlds import Staffed, new_location, new_service, staffed
from tests.worlds import fresh, new_client, new_person, recount, subscribe

POLICY: Policy = checked_policy(script_of("mixed").document)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedWorld(Staffed):
    """The company of this module's first lines."""

    zoe: Person
    marsh: Client
    shop: Business
    house: Location
    garden: Service
    lift: Service
    shop_books: Subscription
    own_books: Subscription

    @property
    def node(self) -> dict[Kind, str]:
        """One node of each kind; the product is the shop's."""
        return {
            Kind.CLIENT: self.marsh.id,
            Kind.BUSINESS: self.shop.id,
            Kind.LOCATION: self.house.id,
            Kind.SERVICE: self.garden.id,
            Kind.PRODUCT: self.shop_books.id,
        }


def mixed_world() -> MixedWorld:
    """Tidewell and Marsh House."""
    firm, people = staffed("Tidewell", "practice")
    Firm.objects.filter(pk=firm.pk).update(policy=script_of("mixed").document, policy_version=2)
    books = POLICY.products[0]
    zoe = new_person("Zoe Marsh")
    marsh = new_client(firm, "Marsh House", [books], joined=[zoe])
    shop = Business.objects.create(client=marsh, name="Marsh Antiques")
    house = new_location(marsh, "House")
    shop_books = subscribe(marsh, books, Payer.FIRM, business=shop)
    recount(firm)
    return MixedWorld(
        firm=fresh(firm),
        **people,
        zoe=zoe,
        marsh=fresh(marsh),
        shop=shop,
        house=house,
        garden=new_service(house, "Garden", "FREQ=WEEKLY;BYDAY=MO"),
        lift=new_service(house, "Lift repair"),
        shop_books=shop_books,
        own_books=marsh.subscriptions.get(business=None),
    )
