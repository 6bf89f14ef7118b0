"""A group's invoices are sent together: who gets what is shown, and nothing else leaves (R45)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.digest import DIGEST_CHARACTERS, canonical
from tenure.core.group_sending import Asked, Batch, reach
from tenure.core.wording import Message
from tenure.operations.errors import Missing, NotDone
from tenure.operations.invoice_sending import InvoiceLetter, Sending, preview_sending, send_invoices
from tenure.operations.locks import lock_firm
from tenure.operations.permission import firm_for
from tenure.records.account_groups import Member, groups_of, members_with
from tenure.records.buyers import buyers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A letter that leaves; `sums` are minor units by currency. `why` where somebody may wonder."""

    letter: InvoiceLetter
    deactivated: bool
    sums: tuple[tuple[str, int], ...]
    why: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A member that gets nothing, or not these invoices, and why."""

    client: str
    name: str
    deactivated: bool
    why: Message
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSending:
    """Who of a group gets what, by name; `month` is a day in the month of that batch."""

    group: str
    batch: Batch
    month: date | None
    reached: tuple[Reached, ...]
    left: tuple[Left, ...]

    @property
    def invoices(self) -> tuple[str, ...]:
        """Those that leave."""
        return tuple(id_ for one in self.reached for id_ in one.letter.invoices)

    @property
    def digest(self) -> str:
        """The receipt: other members, invoices or addresses, other digest."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:DIGEST_CHARACTERS]


class SendingChanged(NotDone):
    """What was confirmed is no longer what would leave; `sending` is the new one."""

    def __init__(self, sending: GroupSending) -> None:
        super().__init__(sending.digest)
        self.sending = sending


def preview_group_sending(
    group_id: str, batch: Batch, month: date | None = None, *, actor: Actor, at: datetime | None = None
) -> GroupSending:
    """Who would get which invoices of a batch, and who nothing and why. Raises NotAllowed and Missing."""
    group = groups_of(actor).filter(pk=group_id).first()
    if group is None:
        raise Missing(group_id)
    members = members_with(actor, group, batch, month)
    emails = {client: buyer.email for client, buyer in buyers_of([one.id for one in members]).items()}
    found = {
        one.id: reach(
            Asked(
                member=True,
                deactivated=one.deactivated,
                invoices=len(one.invoices),
                email=bool(emails.get(one.id)),
            ),
            batch,
        )
        for one in members
    }
    ids = [id_ for one in members if found[one.id].sent for id_, _currency, _units in one.invoices]
    sending = preview_sending(ids, actor=actor, at=at)
    by_id = {one.id: one for one in members}
    left = [
        Left(client=one.id, name=one.name, deactivated=one.deactivated, why=why)
        for one in members
        if not found[one.id].sent and (why := found[one.id].why) is not None
    ]
    return GroupSending(
        group=group.id,
        batch=batch,
        month=month,
        reached=tuple(
            Reached(
                letter=letter,
                deactivated=by_id[letter.client].deactivated,
                sums=_sums(by_id[letter.client], letter.invoices),
                why=found[letter.client].why,
            )
            for letter in sending.letters
        ),
        left=(*left, *_unsendable(sending, by_id)),
    )


def send_to_group(
    group_id: str,
    batch: Batch,
    month: date | None = None,
    *,
    digest: str,
    actor: Actor,
    at: datetime | None = None,
) -> Sending:
    """Writes the letters that were shown. Raises NotAllowed, Missing, and SendingChanged with what would leave now."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        lock_firm(firm)
        sending = preview_group_sending(group_id, batch, month, actor=actor, at=at)
        if sending.digest != digest:
            raise SendingChanged(sending)
        return send_invoices(sending.invoices, actor=actor, at=at)


def _unsendable(sending: Sending, members: Mapping[str, Member]) -> Iterable[Left]:
    for one in sending.unsendable:
        yield Left(
            client=one.client,
            name=one.client_name,
            deactivated=members[one.client].deactivated,
            why=one.reason,
            numbers=one.numbers,
        )


def _sums(member: Member, invoices: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for id_, currency, units in member.invoices:
        if id_ in invoices:
            found[currency] = found.get(currency, 0) + units
    return tuple(sorted(found.items()))
