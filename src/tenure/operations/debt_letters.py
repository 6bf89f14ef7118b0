"""Letters about debts: the customer is warned before the rule suspends it, the firm reads what the rule did (R41)."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import F

from tenure.core.actions import Verb
from tenure.core.actor import Right, Side
from tenure.operations.log import Event, note
from tenure.records.buyers import buyers_of
from tenure.records.debts import Announcement
from tenure.records.ids import ALPHABET, SYMBOLS
from tenure.records.invoices import OPEN
from tenure.records.models import (
    DebtWarning,
    Firm,
    Invoice,
    Letterhead,
    MailState,
    Member,
    OutboxMail,
    Person,
    Stop,
    Transition,
)
from tenure.records.people import team_of

WARNED, RULE_DONE = "debt_warning", "debt_rule"
# A letter names so many bills; the sum is of all of them.
MOST_BILLS: Final = 20


def warn(firm: Firm, announcements: Sequence[Announcement], *, at: datetime) -> None:
    """Notes each warning and writes it into the outbox; a customer without an address is suspended unwarned.

    The caller holds the firm's and the customers' locks.
    """
    if not announcements:
        return
    DebtWarning.objects.bulk_create(
        DebtWarning(client_id=one.client, oldest_due=one.oldest_due, suspends_on=one.on, warned_at=at)
        for one in announcements
    )
    events = [
        Event(chain=one.client, event="debt_warned", content={"suspends_on": one.on.isoformat()})
        for one in announcements
    ]
    note(events, at=at)
    warned = [one.client for one in announcements]
    bills, pay_to, buyers = _bills(warned), _pay_to(firm), buyers_of(warned)
    OutboxMail.objects.bulk_create(
        OutboxMail(
            firm=firm,
            client_id=one.client,
            kind=WARNED,
            to_address=buyers[one.client].email,
            to_name=buyers[one.client].name,
            locale=buyers[one.client].locale,
            side=Side.CLIENT.value,
            context={
                "firm_name": firm.name,
                "client_name": buyers[one.client].name,
                "suspends_on": one.on.isoformat(),
                "bills": bills[one.client][:MOST_BILLS],
                "owed": _sums(bills[one.client]),
                "pay_to": pay_to,
            },
            next_at=at,
            created_at=at,
        )
        for one in announcements
        if buyers[one.client].email
    )


def tell_firm(firm: Firm, done: Sequence[Transition], *, by: str, at: datetime) -> None:
    """One letter a round to each person who bills, but not to `by`, who saw it happen.

    A round of many thousand customers is done in portions: the letter grows as long as it waits.
    """
    if not done:
        return
    told = _told(done)
    letters = [_to_staff(firm, member.person, told, at) for member in _who_bills(firm, by)]
    grown = OutboxMail.objects.select_for_update().filter(
        id__in=[letter.id for letter in letters], state=MailState.WAITING.value
    )
    known = {letter.id: letter for letter in grown}
    for letter in known.values():
        letter.context = {
            **letter.context,
            **{name: letter.context[name] + told[name] for name in ("suspended", "lifted")},
        }
    OutboxMail.objects.bulk_update(known.values(), ["context"])
    OutboxMail.objects.bulk_create(
        (letter for letter in letters if letter.id not in known), ignore_conflicts=True
    )


def _told(done: Sequence[Transition]) -> dict[str, list[list[str]]]:
    """Ids alone: whoever is erased before the letter leaves is not named in it."""
    types = dict(Stop.objects.filter(cause__in=done).values_list("client_id", "type"))
    suspended = [one.target for one in done if one.verb == Verb.SUSPEND.value]
    lifted = dict.fromkeys(one.target for one in done if one.verb == Verb.UNSUSPEND.value)
    return {
        "suspended": [[client, types.get(client, "")] for client in suspended],
        "lifted": [[client, ""] for client in lifted],
    }


def _to_staff(firm: Firm, person: Person, told: Mapping[str, object], at: datetime) -> OutboxMail:
    return OutboxMail(
        id=_id_of(firm.id, person.id, at),
        firm=firm,
        kind=RULE_DONE,
        to_address=person.email,
        to_name=person.name,
        locale=person.locale,
        side=Side.FIRM.value,
        context={"firm_name": firm.name, **told},
        next_at=at,
        created_at=at,
    )


def _who_bills(firm: Firm, by: str) -> list[Member]:
    members = team_of(firm.id).filter(person__is_active=True).exclude(person=by)
    return [member for member in members if Right.BILLING.value in member.role.rights]


def _bills(clients: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    rows = Invoice.objects.filter(OPEN, client__in=clients, firm_id=F("client__firm_id"))
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for invoice in rows.select_related("series").order_by("due_on", "issued_on", "id"):
        found[invoice.client_id or ""].append(
            {
                "number": invoice.shown_number,
                "due_on": str(invoice.due_on),
                "units": invoice.total - invoice.paid,
                "currency": invoice.currency,
            }
        )
    return found


def _sums(bills: Sequence[Mapping[str, object]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for bill in bills:
        sums[str(bill["currency"])] += int(str(bill["units"]))
    return dict(sums)


def _pay_to(firm: Firm) -> dict[str, str]:
    row = Letterhead.objects.filter(firm=firm).first()
    return {"name": row.name, "iban": row.iban, "bic": row.bic} if row is not None else {}


def _id_of(firm: str, person: str, at: datetime) -> str:
    """The same for every portion of a round."""
    digest = hashlib.sha256(f"{firm} {RULE_DONE} {at.isoformat()} {person}".encode()).digest()
    return "obx_" + "".join(ALPHABET[byte & 31] for byte in digest[:SYMBOLS])
