"""What every page of one client shares: who it is, how it stands, its tabs, what may be done (R4, R9, R34)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.core.facts import Facts, Payer
from tenure.core.offers import Offer, offers
from tenure.core.policy import Place, Policy
from tenure.core.standing import Standing, standing, stopped_products
from tenure.core.tree import ACCOUNT_KINDS, Kind, Node, kind_of
from tenure.operations.errors import Missing
from tenure.records.facts import Wanted, gather
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import Running, own_of
from tenure.web.client_tabs import tabs_of
from tenure.web.here import FirmRequest
from tenure.web.verb_buttons import buttons, decision_title, may_any_verb
from tenure.web.verb_dialog import VERB_DIALOG


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One client as its pages know it, at one moment."""

    request: FirmRequest
    facts: Facts
    policy: Policy
    at: datetime

    @property
    def today(self) -> date:
        """The firm's day."""
        return self.facts.today

    @property
    def self_paying(self) -> bool:
        """Whether the client pays for itself (R15)."""
        return self.facts.payer is Payer.CLIENT

    def offered(self, *places: Place, nodes: Sequence[Node] | None = None) -> tuple[Offer, ...]:
        """The verbs offered at any of these places, each once; with `nodes` on those only."""
        actor = self.request.actor
        found = (
            offer for place in places for offer in offers(self.facts, self.policy, actor, place, nodes=nodes)
        )
        return tuple({(offer.verb, offer.node.id): offer for offer in found}.values())


def frame_of(request: FirmRequest, client_id: str) -> Frame:
    """The client named in the address. Raises `Missing` for nonsense and for strangers' clients."""
    if kind_of(client_id) is not Kind.CLIENT:
        raise Missing(client_id)
    at = timezone.now()
    facts = gather(request.actor, [Wanted(target=client_id)], at=at).get(client_id)
    if facts is None:
        raise Missing(client_id)
    return Frame(request=request, facts=facts, policy=policy_of(firm_of(request.actor)), at=at)


def show(
    frame: Frame, template: str, tab: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """One page of the client, in its frame."""
    facts, client_id = frame.facts, frame.facts.client.id
    client = context.get("client") or client_of_node(frame.request.actor, client_id)
    stopped, products = stopped_products(facts)
    whole = standing(facts, facts.client)
    profile = frame.offered(Place.PROFILE, nodes=[facts.client])
    others = (o for o in frame.offered(Place.LIST, nodes=[facts.client]) if o not in profile)
    manage = buttons(others)
    known = {
        "client": client,
        "facts": facts,
        "today": frame.today,
        "self_paying": frame.self_paying,
        "own_words": own_words(own_of(client_id)) if frame.self_paying else "",
        "suspended": account_stops(facts).suspended,
        "deactivated": whole.deactivated or 0 < products == stopped,
        "partly": _("%(stopped)d of %(total)d deactivated") % {"stopped": stopped, "total": products}
        if 0 < stopped < products and not whole.deactivated
        else "",
        "client_tabs": tabs_of(facts, frame.policy, tab),
        "profile_menu": buttons(profile, short=True),
        "manage": manage,
        "which": decision_title(manage),
        "verb_dialog": VERB_DIALOG,
        "may_any_verb": may_any_verb(frame.request.actor, frame.policy),
        "administrators": ", ".join(c.person.name for c in facts.colleagues if c.administrator),
    }
    return render(frame.request, f"clients/{template}", {**known, **context}, status=status)


def own_words(own: Running | None) -> str:
    """What a firm reads of a client that pays for itself: until when it tries, or since when it pays (R15)."""
    if own is None:
        return _("Pays for itself")
    day = own.ends_on if own.ends_on is not None else timezone.localtime(own.since).date()
    words = {
        (True, True): _("Pays for itself: free trial until %(day)s"),
        (False, True): _("Pays for itself until %(day)s"),
    }.get((own.trial, own.ends_on is not None), _("Pays for itself since %(day)s"))
    return words % {"day": date_format(day, "DATE_FORMAT")}


def at_node(frame: Frame, node: str, *places: Place) -> tuple[Offer, ...]:
    """The verbs offered on one node."""
    known = (frame.facts.client, *(branch.node for branch in frame.facts.branches))
    return frame.offered(*places, nodes=[one for one in known if one.id == node])


def account_stops(facts: Facts) -> Standing:
    """The open stops that show on the whole account: of the client and its products, not of a single place."""
    return Standing(stops=tuple(stop for stop in facts.stops if stop.node.kind in ACCOUNT_KINDS))
