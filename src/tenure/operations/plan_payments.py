"""The money has come, or nobody waits for it any longer: said by whoever runs the installation."""

from datetime import datetime

from django.utils import timezone

from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.records.models import Client, PlanPayment, PlanPaymentState

LONGEST_NOTE = 200


def settle(reference: str, *, paid: bool, note: str = "", at: datetime | None = None) -> PlanPayment:
    """Marks a payment as paid, or as waived. Doing it twice does nothing the second time.

    Raises `Missing` for an unknown reference, and `Invalid` where it was settled the other way.
    """
    at = at or timezone.now()
    wanted = PlanPaymentState.PAID if paid else PlanPaymentState.WAIVED
    found = PlanPayment.objects.filter(reference=spelled(reference)).first()
    if found is None:
        raise Missing(reference)
    if found.client_id is None:
        return _settle(found, wanted, note, at)[0]
    with changing(found.client_id, among=Client.objects.all(), at=at) as client:
        payment, new = _settle(found, wanted, note, at)
        if new:
            note_on(client, f"own_payment_{wanted.value}", {"payment": payment.id}, by="", at=at)
    return payment


def spelled(reference: str) -> str:
    """A reference however it was typed."""
    return "".join(reference.split()).upper()


def _settle(
    payment: PlanPayment, wanted: PlanPaymentState, note: str, at: datetime
) -> tuple[PlanPayment, bool]:
    changed = PlanPayment.objects.filter(pk=payment.pk, state=PlanPaymentState.DUE.value).update(
        state=wanted.value, settled_at=at, note=note.strip()[:LONGEST_NOTE]
    )
    payment.refresh_from_db()
    if payment.state != wanted.value:
        raise Invalid(
            say(
                "%(reference)s was settled before: %(state)s.",
                reference=payment.reference,
                state=payment.state,
            )
        )
    return payment, bool(changed)
