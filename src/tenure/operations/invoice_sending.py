"""Invoices leave by e-mail: one letter a customer, with its invoices as PDF; first shown, then written (R45, R46)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tenure.core.actor import Actor, Right, Side
from tenure.core.wording import Message, say
from tenure.operations.invoice_letters import INVOICES
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.records.buyers import Buyer, buyers_of
from tenure.records.models import Firm, Invoice, MailState, OutboxMail

# Invoices that are written about in one transaction: the firm's row is locked so long.
BATCH: Final = 500
# Mail servers refuse letters that are too large; who owes more gets a second letter.
MOST_ATTACHED: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLetter:
    """One e-mail to one customer. `invoices` and `numbers` go together, the oldest first."""

    client: str
    client_name: str
    to_name: str
    to_address: str
    locale: str
    invoices: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsendable:
    """What cannot be sent to one customer, and why. `numbers` is empty where none has one."""

    client: str
    client_name: str
    invoices: tuple[str, ...]
    numbers: tuple[str, ...]
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Who gets what, and what cannot be sent; ordered by the customers' names."""

    letters: tuple[InvoiceLetter, ...] = ()
    unsendable: tuple[Unsendable, ...] = ()

    @property
    def invoices(self) -> int:
        """How many invoices leave."""
        return sum(len(letter.invoices) for letter in self.letters)


def preview_sending(invoices: Iterable[str], *, actor: Actor, at: datetime | None = None) -> Sending:
    """Who would get which of these invoices. Writes nothing; what is missing or foreign is left out.

    Raises NotAllowed.
    """
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    return _joined(_sending(ids, firm) for ids in _by_customer(invoices, firm))


def send_invoices(invoices: Iterable[str], *, actor: Actor, at: datetime | None = None) -> Sending:
    """Writes one letter a customer into the outbox; returns what it wrote and what cannot be sent.

    The PDFs are made when the letter leaves, and then the invoices count as sent. An invoice that waits in the
    outbox already is not sent a second time. Raises NotAllowed.
    """
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    return _joined(_write(ids, firm, actor, at) for ids in _by_customer(invoices, firm))


def mail_of(letter: InvoiceLetter, firm: Firm, at: datetime) -> OutboxMail:
    """The letter as a row of the outbox, not stored yet."""
    return OutboxMail(
        firm=firm,
        client_id=letter.client,
        kind=INVOICES,
        to_address=letter.to_address,
        to_name=letter.to_name,
        locale=letter.locale,
        side=Side.CLIENT.value,
        # No names, no addresses: an erased customer's letter has nothing to say.
        context={"invoices": list(letter.invoices), "numbers": list(letter.numbers)},
        next_at=at,
        created_at=at,
    )


def note_invoices_sent(mail: OutboxMail, at: datetime) -> None:
    """The letter has left: its invoices count as sent, from the first time."""
    if mail.kind == INVOICES:
        sent = Invoice.objects.filter(pk__in=mail.context["invoices"], firm_id=mail.firm_id, sent_at=None)
        sent.filter(number__isnull=False, voided_at__isnull=True).update(sent_at=at)


def _by_customer(invoices: Iterable[str], firm: str) -> Iterator[list[str]]:
    """The invoices in portions, by the customers' names; those of one customer are never parted."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ids in batched(dict.fromkeys(invoices), BATCH):
        rows = Invoice.objects.filter(pk__in=ids, firm_id=firm, client__firm_id=F("firm_id"))
        for name, client, invoice in rows.values_list("client__sort_name", "client_id", "pk"):
            found[name, client or ""].append(invoice)
    portion: list[str] = []
    for _customer, ids_of_one in sorted(found.items()):
        if portion and len(portion) + len(ids_of_one) > BATCH:
            yield portion
            portion = []
        portion += ids_of_one
    if portion:
        yield portion


def _write(invoices: Sequence[str], firm: str, actor: Actor, at: datetime) -> Sending:
    """Looks under the locks, so that nobody else writes the same letter now."""
    with transaction.atomic():
        row = lock_firm(firm)
        lock_clients(
            Invoice.objects.filter(pk__in=invoices, firm_id=firm).values_list("client_id", flat=True)
        )
        found = _sending(invoices, firm)
        OutboxMail.objects.bulk_create(mail_of(letter, row, at) for letter in found.letters)
        by = commitments([actor.person]).get(actor.person, "")
        note(
            [
                Event(
                    chain=letter.client,
                    event="invoices_mailed",
                    content={"invoices": list(letter.invoices), "by": by},
                )
                for letter in found.letters
            ],
            at=at,
        )
    return found


def _sending(invoices: Sequence[str], firm: str) -> Sending:
    rows = (
        Invoice.objects.filter(pk__in=invoices, firm_id=firm, client__firm_id=F("firm_id"))
        .select_related("client", "series")
        .order_by("client__sort_name", "client_id", "issued_on", "number", "id")
    )
    of_client: dict[str, list[Invoice]] = defaultdict(list)
    for row in rows:
        assert row.client is not None
        of_client[row.client.id].append(row)
    waiting = _waiting(of_client)
    buyers = buyers_of(list(of_client))
    return _joined(_to_client(found, buyers[client], waiting) for client, found in of_client.items())


def _to_client(invoices: Sequence[Invoice], buyer: Buyer, waiting: set[str]) -> Sending:
    """One customer's invoices: one letter, and a reason for each kind of those that stay."""
    client = invoices[0].client
    assert client is not None
    going: list[Invoice] = []
    staying: dict[Message, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        reason = _why_not(invoice, buyer.email, waiting)
        (going if reason is None else staying[reason]).append(invoice)
    return Sending(
        letters=tuple(
            InvoiceLetter(
                client=client.id,
                client_name=client.name,
                to_name=buyer.name,
                to_address=buyer.email,
                locale=buyer.locale,
                invoices=tuple(one.id for one in some),
                numbers=tuple(one.shown_number for one in some),
            )
            for some in batched(going, MOST_ATTACHED)
        ),
        unsendable=tuple(
            Unsendable(
                client=client.id,
                client_name=client.name,
                invoices=tuple(one.id for one in kept),
                numbers=tuple(one.shown_number for one in kept if one.number),
                reason=reason,
            )
            for reason, kept in staying.items()
        ),
    )


def _why_not(invoice: Invoice, address: str, waiting: set[str]) -> Message | None:
    if invoice.number is None:
        return say("A draft is not sent. Issue it first.")
    if invoice.voided_at is not None:
        return say("A void invoice is not sent.")
    if not address:
        return say("There is no e-mail address for invoices. Add one to the billing details.")
    if invoice.id in waiting:
        return say("It waits in the outbox already.")
    return None


def _waiting(clients: Iterable[str]) -> set[str]:
    rows = OutboxMail.objects.filter(
        client__in=list(clients),
        kind=INVOICES,
        state__in=[MailState.WAITING.value, MailState.SENDING.value],
    )
    return {invoice for context in rows.values_list("context", flat=True) for invoice in context["invoices"]}


def _joined(parts: Iterable[Sending]) -> Sending:
    each = list(parts)
    return Sending(
        letters=tuple(letter for part in each for letter in part.letters),
        unsendable=tuple(one for part in each for one in part.unsendable),
    )
