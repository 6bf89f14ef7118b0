"""What an account pays for itself, for the copy that its own people take: its payments; no firm gets them (R12, R48)."""

from collections.abc import Iterator

from tenure.core.actor import Actor, Side
from tenure.outlets.export import Entry, as_csv
from tenure.records.models import Client, PlanPayment

ROWS = 500
PAYMENT = (
    "reference", "tariff", "begins_on", "ends_on", "amount", "currency", "due_on", "state", "settled_at",
)  # fmt: skip


def entries_of_own_plan(client: Client, actor: Actor) -> Iterator[Entry]:
    """The payments for plans of its own, if there are any and it is one of its own people who asks."""
    payments = PlanPayment.objects.filter(client=client).order_by("begins_on", "id")
    if actor.side is Side.CLIENT and payments.exists():
        yield Entry(
            name="plan_payments.csv", chunks=as_csv(PAYMENT, payments.values_list(*PAYMENT).iterator(ROWS))
        )
