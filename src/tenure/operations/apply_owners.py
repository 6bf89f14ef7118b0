"""Who owns the account from now on, or once they accept (R10, R29, section 11)."""

from django.db.models import Exists, OuterRef, Subquery

from tenure.core.effects import AssignOwner, RequestOwner
from tenure.operations.performance import Pile
from tenure.records.models import Client, ClientRole, ClientUser, OfferOutcome, OwnerRequest

CHUNK = 1_000


def settle_owners(pile: Pile[AssignOwner | RequestOwner]) -> None:
    """1. close earlier requests, 2. write the new ones, 3. those already answered take effect at once.

    Each choice is a row, so that many clients get many different owners in one statement.
    """
    for start in range(0, len(pile), CHUNK):
        part = pile[start : start + CHUNK]
        clients, at = [performance.client for performance, _effect in part], part[0][0].at
        earlier = OwnerRequest.objects.filter(client__in=clients, closed_at__isnull=True)
        earlier.update(closed_at=at, outcome=OfferOutcome.REPLACED.value)
        OwnerRequest.objects.bulk_create(
            OwnerRequest(
                client_id=performance.client,
                person_id=effect.user.id,
                administrator=effect.administrator,
                transition_id=performance.transition,
                at=at,
                closed_at=at if isinstance(effect, AssignOwner) else None,
                outcome=(
                    OfferOutcome.ACCEPTED if isinstance(effect, AssignOwner) else OfferOutcome.OPEN
                ).value,
            )
            for performance, effect in part
        )
        _hand_over([performance.transition for performance, _effect in part])


def _hand_over(transitions: list[str]) -> None:
    settled = OwnerRequest.objects.filter(transition__in=transitions, closed_at__isnull=False)
    Client.objects.filter(id__in=settled.values("client")).update(
        owner=Subquery(settled.filter(client=OuterRef("pk")).values("person")[:1])
    )
    raised = settled.filter(administrator=True, client=OuterRef("client"), person=OuterRef("person"))
    ClientUser.objects.filter(Exists(raised)).update(role=ClientRole.ADMINISTRATOR.value)
