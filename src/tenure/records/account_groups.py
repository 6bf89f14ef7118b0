"""Reading account groups: how many members, what they owe, who is in one, who could be (R45)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.lookups import GreaterThan, LessThan

from tenure.core.actor import Actor
from tenure.core.group_sending import Batch
from tenure.core.invoicing import InvoiceKind
from tenure.records.find_clients import found
from tenure.records.invoices import OPEN, invoices_for
from tenure.records.models import AccountGroup, Client, ClientStanding, GroupMembership, Invoice
from tenure.records.scope import clients_of
from tenure.records.sql import Pair

__all__ = ["AccountGroup", "Client"]

ROWS = 50
FOUND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaid:
    """What is open: how many invoices, and by currency how many minor units."""

    invoices: int = 0
    sums: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group in the list."""

    id: str
    name: str
    members: int
    deactivated: int
    unpaid: Unpaid


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member in its group; `deactivated` and `suspended` as lists show it."""

    id: str
    name: str
    sub: str
    deactivated: bool
    suspended: bool
    unpaid: Unpaid


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows[Row]:
    """A page of a list: the ids after which the next begins and before which the one before ends; empty for none."""

    rows: tuple[Row, ...] = ()
    next: str = ""
    previous: str = ""


def groups_of(actor: Actor) -> QuerySet[AccountGroup]:
    """The groups of the actor's firm."""
    return AccountGroup.objects.filter(firm_id=actor.firm, firm__isnull=False)


def group_rows(actor: Actor, *, after: str = "", before: str = "") -> Rows[GroupRow]:
    """A page of the firm's groups by name; four queries, however many."""
    groups = groups_of(actor)
    page = _page(groups, "name", after, before)
    ids = [group.id for group in page.rows]
    memberships = GroupMembership.objects.filter(group__in=ids).values("group_id")
    counted = memberships.annotate(
        members=Count("id"),
        deactivated=Count("id", filter=Q(client__standing=ClientStanding.DEACTIVATED.value)),
    )
    sizes = {row["group_id"]: (row["members"], row["deactivated"]) for row in counted}
    unpaid = _unpaid(actor, "client__group_memberships__group", ids)
    rows = tuple(
        GroupRow(
            id=group.id,
            name=group.name,
            members=sizes.get(group.id, (0, 0))[0],
            deactivated=sizes.get(group.id, (0, 0))[1],
            unpaid=unpaid.get(group.id, Unpaid()),
        )
        for group in page.rows
    )
    return Rows(rows=rows, next=page.next, previous=page.previous)


def member_rows(actor: Actor, group: AccountGroup, *, after: str = "", before: str = "") -> Rows[MemberRow]:
    """A page of a group's members by name, and what each owes; three queries, however many."""
    members = clients_of(actor).filter(group_memberships__group=group)
    page = _page(members, "sort_name", after, before)
    unpaid = _unpaid(actor, "client", [client.id for client in page.rows])
    rows = tuple(
        MemberRow(
            id=client.id,
            name=client.name,
            sub=client.email or client.reference,
            deactivated=client.standing == ClientStanding.DEACTIVATED.value,
            suspended=client.suspended,
            unpaid=unpaid.get(client.id, Unpaid()),
        )
        for client in page.rows
    )
    return Rows(rows=rows, next=page.next, previous=page.previous)


def unpaid_of(actor: Actor, group: AccountGroup) -> Unpaid:
    """What the members of a group owe together."""
    return _unpaid(actor, "client__group_memberships__group", [group.id]).get(group.id, Unpaid())


def who_could_join(actor: Actor, group: AccountGroup, typed: str) -> Sequence[Client]:
    """The first customers with what was typed that are not in the group; none before there is something to find."""
    if not typed.strip():
        return ()
    there = GroupMembership.objects.filter(group=group).values("client")
    return tuple(found(actor, typed).exclude(id__in=there).order_by("sort_name", "id")[:FOUND])


def groups_with(actor: Actor, client: str) -> Sequence[AccountGroup]:
    """The groups a customer is in, by name."""
    return tuple(groups_of(actor).filter(memberships__client=client).order_by("name", "id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a group as sending asks about it; its invoices of the batch as (id, currency, open or billed units)."""

    id: str
    name: str
    deactivated: bool
    invoices: tuple[tuple[str, str, int], ...]


def members_with(actor: Actor, group: AccountGroup, batch: Batch, month: date | None) -> Sequence[Member]:
    """Every member by name, with its invoices of a batch, the oldest first; two queries, however many."""
    rows = clients_of(actor).filter(group_memberships__group=group).order_by("sort_name", "id")
    clients = list(rows.values_list("id", "name", "standing"))
    invoices = batch_of(actor, batch, month).filter(client__group_memberships__group=group)
    of_client: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    columns = ("client_id", "id", "currency", "total", "paid")
    for client, id_, currency, total, paid in invoices.order_by("issued_on", "number", "id").values_list(
        *columns
    ):
        of_client[client or ""].append((id_, currency, total - paid if batch is Batch.UNPAID else total))
    return [
        Member(
            id=id_,
            name=name,
            deactivated=standing == ClientStanding.DEACTIVATED.value,
            invoices=tuple(of_client.get(id_, ())),
        )
        for id_, name, standing in clients
    ]


def batch_of(actor: Actor, batch: Batch, month: date | None) -> QuerySet[Invoice]:
    """The firm's invoices that a batch names: what is open, or what was issued in the month of a day."""
    invoices = invoices_for(actor)
    if batch is Batch.UNPAID or month is None:
        return invoices.filter(OPEN)
    return invoices.filter(
        kind=InvoiceKind.INVOICE.value,
        number__isnull=False,
        voided_at__isnull=True,
        issued_on__year=month.year,
        issued_on__month=month.month,
    )


def _unpaid(actor: Actor, by: str, keys: Iterable[str]) -> dict[str, Unpaid]:
    """What is open, added up by group or by customer."""
    open_now = Invoice.objects.filter(OPEN, firm_id=actor.firm, client__firm_id=F("firm_id"))
    summed = (
        open_now.filter(**{f"{by}__in": list(keys)})
        .values(by, "currency")
        .annotate(units=Sum(F("total") - F("paid")), count=Count("id"))
    )
    found_: dict[str, Unpaid] = {}
    for row in summed.order_by(by, "currency"):
        before = found_.get(row[by], Unpaid())
        found_[row[by]] = Unpaid(
            invoices=before.invoices + row["count"], sums=(*before.sums, (row["currency"], row["units"]))
        )
    return found_


def _page[M: (AccountGroup, Client)](rows: QuerySet[M], field: str, after: str, before: str) -> Rows[M]:
    """The rows next to one of them, by a field and the id; a row that is gone gives the first page."""
    here = rows.filter(pk=before or after).values_list(field, "pk").first() if before or after else None
    back = bool(before) and here is not None
    sign = "-" if back else ""
    if here is not None:
        passed = LessThan if back else GreaterThan
        rows = rows.filter(passed(Pair(field, "id"), Pair(Value(here[0]), Value(here[1]))))
    met = list(rows.order_by(f"{sign}{field}", f"{sign}id")[: ROWS + 1])
    more, shown = len(met) > ROWS, met[:ROWS]
    if back:
        shown.reverse()
    if not shown:
        return Rows()
    earlier, later = (more, True) if back else (here is not None, more)
    return Rows(
        rows=tuple(shown),
        next=shown[-1].id if later else "",
        previous=shown[0].id if earlier else "",
    )


def invoices_together(actor: Actor, group: AccountGroup, batch: Batch, month: date | None) -> Sequence[str]:
    """The ids of a batch's invoices of all members, by the members' names, the oldest first."""
    members = members_with(actor, group, batch, month)
    return tuple(id_ for one in members for id_, _currency, _units in one.invoices)
