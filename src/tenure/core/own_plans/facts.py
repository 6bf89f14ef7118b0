"""What is wished about a client's own plan, and the facts such a wish rests on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenure.core.facts import Person
from tenure.core.tariffs.tariff import Catalogue, Money, Tariff, Text
from tenure.core.tree import Node


class Wish(StrEnum):
    """What somebody wants: try, take or change a plan, leave it; TURN is what the day itself brings."""

    TRIAL = "trial"
    SUBSCRIBE = "subscribe"
    CANCEL = "cancel"
    TURN = "turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a client agrees to: a plan as it is named and priced at that moment."""

    code: str
    name: Text
    extraction: bool
    price: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlan:
    """The client's own plan that runs today.

    `began_on` is the first day of the trial, or of the paid months, of which `months` have begun; `ends_on` is the
    first day without it, or of the next month. One that was taken over from elsewhere has no `ends_on`.
    """

    node: Node
    terms: Terms
    trial: bool
    began_on: date
    months: int = 0
    ends_on: date | None = None
    cancelled: bool = False
    ordered: Terms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmProduct:
    """The product of the client's firm that reads documents of the account, and whether it runs."""

    node: Node
    runs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFacts:
    """The facts about one client and its own plan. `today` is the client's day (docs/decisions/0013).

    `resting` documents are read by nobody now, the first of them held since `resting_since`; `waiting` ones wait under
    the own plan, `waiting_there` under the firm's `stopped_products`, where the own plan reads them too. `told` are
    the people who hear of it: the account's owner and administrators. `exits_shrink`: by its own policy the firm can
    only disconnect who pays for itself (R15).
    """

    client: Node
    today: date
    catalogue: Catalogue
    currency: str
    trial_days: int
    trial_used: bool
    plan: OwnPlan | None = None
    resting: int = 0
    resting_since: date | None = None
    waiting: int = 0
    waiting_there: int = 0
    stopped_products: tuple[Node, ...] = ()
    firm_name: str = ""
    firm_product: FirmProduct | None = None
    stops: int = 0
    exits_shrink: bool = False
    told: tuple[Person, ...] = ()

    def terms_of(self, tariff: Tariff) -> Terms:
        """What the client would agree to with this plan today."""
        price = tariff.price_in(self.currency)
        return Terms(code=tariff.code, name=tariff.name, extraction=tariff.extraction, price=price)
