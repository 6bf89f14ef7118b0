"""What may be done on a customer's billing tab, as one list: each part of billing adds its line here (R43, R46)."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tenure.core.actor import Actor, Right
from tenure.core.billing_rules import Account, by_hand
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingAction:
    """One thing to do: its words and the name of its address (which takes the client's id).

    `right` None is for everybody who may see the tab. One that `bills` is greyed where no invoice can be written.
    """

    label: str | Promise
    address: str
    icon: str
    right: Right | None = Right.BILLING
    tone: str = "secondary"
    bills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBilling:
    """One button; with a `reason` it is greyed and says so."""

    id: str
    label: str
    url: str
    icon: str
    tone: str
    reason: str


BILLING_ACTIONS: Final = (
    BillingAction(
        label=gettext_lazy("Billing details"), address="billing_details", icon="sliders", right=None
    ),
    BillingAction(label=gettext_lazy("Statement"), address="statement", icon="file", right=None),
    BillingAction(label=gettext_lazy("Record payment"), address="payment_new", icon="card"),
    BillingAction(
        label=gettext_lazy("New invoice"), address="invoice_new", icon="plus", tone="primary", bills=True
    ),
)


def billing_actions(account: Account, client: str, actor: Actor) -> list[OfferedBilling]:
    """What this reader may do for this customer now, in order."""
    why_not = by_hand(account, with_services=False)
    reason = speak(why_not) if why_not is not None else ""
    return [
        OfferedBilling(
            id=action.address,
            label=str(action.label),
            url=reverse(action.address, args=[client]),
            icon=action.icon,
            tone=action.tone,
            reason=reason if action.bills else "",
        )
        for action in BILLING_ACTIONS
        if action.right is None or actor.may(action.right)
    ]
