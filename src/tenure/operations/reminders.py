"""Tells administrators that waits end: once a week before, once on the day; never twice (R22)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from tenure.core.actor import Side
from tenure.core.stops import StopKind
from tenure.operations.letter_authors import ENDED, ENDS_SOON
from tenure.records.ids import ALPHABET, SYMBOLS
from tenure.records.models import Firm, Member, OutboxMail, Stop, Subscription, Wait
from tenure.records.people import administrators_of
from tenure.records.policies import policy_of, today_of

AHEAD = timedelta(days=7)
# A worker that was off catches up; after that the news is old.
BEHIND = timedelta(days=7)
FIRMS_DAY = timedelta(days=1)  # No firm's day is further from UTC's.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occasion:
    """The waits of one firm that end on one day, and what is to be said of them."""

    firm: str
    kind: str
    until: date


def remind(at: datetime | None = None) -> int:
    """Writes the reminders that are due at `at` into the outbox; returns how many are new.

    A letter's id is made from its occasion and its receiver, so that the second one cannot be written.
    """
    at = at or timezone.now()
    occasions: dict[_Occasion, list[Wait]] = defaultdict(list)
    for wait in _waits_that_end(at):
        if kind := _kind(wait.until, today_of(wait.firm, at)):
            occasions[_Occasion(firm=wait.firm_id, kind=kind, until=wait.until)].append(wait)
    letters = [
        _letter(occasion, waits, member, at)
        for occasion, waits in occasions.items()
        for member in administrators_of(occasion.firm)
    ]
    known = set(OutboxMail.objects.filter(id__in=[one.id for one in letters]).values_list("id", flat=True))
    # Another worker may write the same ones now: the primary key lets one of them through.
    OutboxMail.objects.bulk_create(letters, ignore_conflicts=True)
    return len({one.id for one in letters} - known)


def _waits_that_end(at: datetime) -> Iterable[Wait]:
    """Waits that count: not approved early, the client still the firm's, the product still stopped."""
    today = at.date()
    products = Subscription.objects.filter(
        client=OuterRef(OuterRef("client")), product=OuterRef(OuterRef("product"))
    )
    stopped = Stop.objects.filter(
        Q(node=OuterRef("client")) | Q(node__in=products.values("id")),
        client=OuterRef("client"),
        kind=StopKind.DEACTIVATION.value,
        lifted_at=None,
    )
    return (
        Wait.objects.filter(
            Exists(stopped),
            until__range=(today - BEHIND - FIRMS_DAY, today + AHEAD + FIRMS_DAY),
            approved_at=None,
            client__firm=F("firm"),
        )
        .select_related("firm")
        .order_by("id")
    )


def _kind(until: date, today: date) -> str | None:
    if today < until <= today + AHEAD:
        return ENDS_SOON
    return ENDED if today - BEHIND <= until <= today else None


def _letter(occasion: _Occasion, waits: list[Wait], member: Member, at: datetime) -> OutboxMail:
    person, firm = member.person, waits[0].firm
    return OutboxMail(
        id=_id_of(occasion, person.id),
        firm=firm,
        kind=occasion.kind,
        to_address=person.email,
        to_name=person.name,
        locale=person.locale,
        side=Side.FIRM.value,
        context={
            "firm_name": firm.name,
            "until": occasion.until.isoformat(),
            "waits": [wait.id for wait in waits],
            "products": _product_names(firm, waits),
        },
        next_at=at,
        created_at=at,
    )


def _product_names(firm: Firm, waits: list[Wait]) -> dict[str, str]:
    sold = {product.code: product.name for product in policy_of(firm).products}
    return {wait.product: sold.get(wait.product, wait.product) for wait in waits}


def _id_of(occasion: _Occasion, person: str) -> str:
    text = f"{occasion.firm} {occasion.kind} {occasion.until.isoformat()} {person}"
    digest = hashlib.sha256(text.encode()).digest()
    return "obx_" + "".join(ALPHABET[byte & 31] for byte in digest[:SYMBOLS])
