"""Rows in, facts out. The only module that turns one into the other; set-wise, so one client is a list of one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Min, Q

from tenure.core import facts as f
from tenure.core.actor import Actor
from tenure.core.firm_plans import firm_plan
from tenure.core.firm_plans.firm_plan import counts_from
from tenure.core.stops import Stop as StopFact
from tenure.core.tree import Kind, Node
from tenure.records import models as m
from tenure.records.branches import branches_of
from tenure.records.holdings import holdings_of
from tenure.records.homes import clients_by_target
from tenure.records.people import administers
from tenure.records.policies import start_of, today_of
from tenure.records.scope import clients_of
from tenure.records.stops import stop_fact

WAITING = (m.DocumentState.RECEIVED, m.DocumentState.WAITING, m.DocumentState.PROCESSING)
# How a person is reached from a place, and what the core calls it.
PERSON = {"person_id": "id", "person__name": "name", "person__email": "email", "person__locale": "locale"}
CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One target, and what must be measured for it beyond the usual."""

    target: str
    documents_since: date | None = None
    holdings: bool = False


def gather(actor: Actor, wanted: Sequence[Wanted], *, at: datetime) -> dict[str, f.Facts]:
    """The facts about each target as they stand at `at` (aware), by target id.

    Targets that the actor may not see, or that do not exist, are absent: foreign looks like missing. The number of
    queries is fixed for every thousand targets.
    """
    found: dict[str, f.Facts] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= _gather_chunk(actor, wanted[start : start + CHUNK], at)
    return found


def _gather_chunk(actor: Actor, wanted: Sequence[Wanted], at: datetime) -> dict[str, f.Facts]:
    home = clients_by_target([one.target for one in wanted])
    clients = {
        client.id: client
        # Fetched apart, each firm and its policy is read once, not once a client.
        for client in clients_of(actor).filter(id__in=set(home.values())).prefetch_related("firm")
    }
    rows = _Rows(clients, at)
    extra = _Extra(wanted, home, clients, at)
    return {
        one.target: _facts(one, clients[home[one.target]], rows, extra)
        for one in wanted
        if home.get(one.target) in clients
    }


class _Rows:
    """All rows about a set of clients, one query a table."""

    def __init__(self, clients: Mapping[str, m.Client], at: datetime) -> None:
        ids = list(clients)
        firms = {client.firm_id: client.firm for client in clients.values() if client.firm is not None}
        self.today = {firm_id: today_of(firm, at) for firm_id, firm in firms.items()}
        self.paying = {firm_id for firm_id, firm in firms.items() if firm_plan(firm.plan) is not None}
        self.at = at
        self.branches = branches_of(ids)
        self.stops: dict[str, list[StopFact]] = defaultdict(list)
        self.planned: dict[str, list[StopFact]] = defaultdict(list)
        self.users: dict[str, list[f.User]] = defaultdict(list)
        self.waits: dict[tuple[str, str], list[f.Wait]] = defaultdict(list)
        self.papers: dict[str, list[f.Papers]] = defaultdict(list)
        self.documents: dict[str, int] = defaultdict(int)
        self.colleagues = _colleagues(firm_id for firm_id in firms if firm_id is not None)
        self._read_stops(clients)
        self._read_users(clients)
        self._read_waits(ids)
        self._read_documents(clients)

    def today_at(self, client: m.Client) -> date:
        """The day of the client's firm; without a firm the day in UTC."""
        return self.today.get(client.firm_id or "", self.at.date())

    def _read_stops(self, clients: Mapping[str, m.Client]) -> None:
        names = {b.node.id: b.node.name for branches in self.branches.values() for b in branches}
        rows = m.Stop.objects.filter(client_id__in=list(clients), lifted_at__isnull=True)
        # The cause's name is wanted, not all that was said then.
        for row in rows.select_related("cause").defer("cause__plan").order_by("since", "id"):
            client = clients[row.client_id]
            stop, today = stop_fact(row, names.get(row.node, client.name)), self.today_at(client)
            if stop.in_force(today):
                self.stops[client.id].append(stop)
            elif today < stop.since:
                self.planned[client.id].append(stop)

    def _read_users(self, clients: Mapping[str, m.Client]) -> None:
        # As plain values: two objects a user would be half of all that is gathered.
        rows = m.ClientUser.objects.filter(client_id__in=list(clients)).order_by("id")
        for row in rows.values("client_id", "role", "state", *PERSON):
            client = clients[row["client_id"]]
            self.users[client.id].append(
                f.User(
                    person=f.Person(**{name: row[path] for path, name in PERSON.items()}),
                    state=f.UserState(row["state"]),
                    administrator=row["role"] == m.ClientRole.ADMINISTRATOR,
                    owner=client.owner_id == row["person_id"],
                )
            )

    def _read_waits(self, ids: list[str]) -> None:
        for row in m.Wait.objects.filter(client_id__in=ids).order_by("until", "id"):
            today = self.today.get(row.firm_id)
            if today is not None and row.until > today:
                wait = f.Wait(code=row.product, until=row.until, approved=row.approved_at is not None)
                self.waits[(row.firm_id, row.client_id)].append(wait)

    def _read_documents(self, clients: Mapping[str, m.Client]) -> None:
        rows = (
            m.Document.objects.filter(client_id__in=list(clients))
            .values("client_id", "subscription_id")
            .annotate(
                count=Count("id"),
                waiting=Count("id", filter=Q(state__in=WAITING)),
                held=Count("id", filter=Q(state=m.DocumentState.HELD)),
                since=Min("held_since", filter=Q(state=m.DocumentState.HELD)),
            )
            .order_by("client_id", "subscription_id")
        )
        for row in rows:
            client_id = row["client_id"]
            self.documents[client_id] += row["count"]
            firm = clients[client_id].firm
            since = today_of(firm, row["since"]) if firm is not None and row["since"] is not None else None
            self.papers[client_id].append(
                f.Papers(
                    node=row["subscription_id"] or client_id,
                    waiting=row["waiting"],
                    held=row["held"],
                    held_since=since,
                )
            )


class _Extra:
    """What only some questions need: held documents added since a day, and what an erasure would take."""

    def __init__(
        self,
        wanted: Sequence[Wanted],
        home: Mapping[str, str],
        clients: Mapping[str, m.Client],
        at: datetime,
    ) -> None:
        self.at = at
        erased = [home[w.target] for w in wanted if w.holdings and home.get(w.target) in clients]
        self.holdings = holdings_of(erased) if erased else {}
        self._added = _held_by_day(
            (one, clients[home[one.target]]) for one in wanted if home.get(one.target) in clients
        )

    def papers(self, one: Wanted, client: m.Client, papers: Iterable[f.Papers]) -> tuple[f.Papers, ...]:
        """The papers of a client, with how many of the held ones were added since the day asked for, if one was."""
        if one.documents_since is None or client.firm is None:
            return tuple(papers)
        added = self._added[start_of(one.documents_since, client.firm)]
        return tuple(replace(paper, held_added_since=added[client.id, paper.node]) for paper in papers)


def _held_by_day(
    asked: Iterable[tuple[Wanted, m.Client]],
) -> dict[datetime, Counter[tuple[str, str]]]:
    """Held documents by client and product, for each moment since which somebody asks; one query a moment."""
    clients: dict[datetime, set[str]] = defaultdict(set)
    for one, client in asked:
        if one.documents_since is not None and client.firm is not None:
            clients[start_of(one.documents_since, client.firm)].add(client.id)
    found: dict[datetime, Counter[tuple[str, str]]] = {}
    for start, ids in clients.items():
        held = m.Document.objects.filter(client_id__in=ids, state=m.DocumentState.HELD, added_at__gte=start)
        rows = held.values_list("client_id", "subscription_id").annotate(number=Count("id")).order_by()
        found[start] = Counter({(client, product or client): number for client, product, number in rows})
    return found


def _facts(one: Wanted, client: m.Client, rows: _Rows, extra: _Extra) -> f.Facts:
    node = Node(id=client.id, kind=Kind.CLIENT, name=client.name)
    branches = tuple(rows.branches[client.id])
    target = node if one.target == client.id else _branch(branches, one.target)
    firm_id = client.firm_id or ""
    return f.Facts(
        firm=firm_id,
        firm_name=client.firm.name if client.firm is not None else "",
        today=rows.today_at(client),
        client=node,
        target=target,
        connected=client.firm is not None,
        branches=branches,
        stops=tuple(rows.stops[client.id]),
        planned=tuple(rows.planned[client.id]),
        users=tuple(rows.users[client.id]),
        colleagues=rows.colleagues.get(firm_id, ()),
        waits=tuple(rows.waits[(firm_id, client.id)]),
        papers=extra.papers(one, client, rows.papers[client.id]),
        documents=rows.documents[client.id],
        holdings=extra.holdings.get(client.id, ()),
        counts_from=counts_from(rows.today[firm_id]) if firm_id in rows.paying else None,
    )


def _branch(branches: tuple[f.Branch, ...], node_id: str) -> Node | None:
    return next((branch.node for branch in branches if branch.node.id == node_id), None)


def _colleagues(firms: Iterable[str]) -> dict[str, tuple[f.Colleague, ...]]:
    members: dict[str, list[f.Colleague]] = defaultdict(list)
    rows = m.Member.objects.filter(firm_id__in=tuple(firms), person__is_active=True)
    for row in rows.select_related("person", "role").order_by("person__name", "id"):
        colleague = f.Colleague(person=_person(row.person), administrator=administers(row.role))
        members[row.firm_id].append(colleague)
    return {firm_id: tuple(people) for firm_id, people in members.items()}


def _person(person: m.Person) -> f.Person:
    return f.Person(id=person.id, name=person.name, email=person.email, locale=person.locale)
