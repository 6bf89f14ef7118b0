"""The link between firm and client ends, with everything that was the firm's alone (R12, section 11)."""

from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tenure.core.effects import EndConnection
from tenure.operations.performance import Pile
from tenure.records.homes import TABLES
from tenure.records.models import Client, Connection, CreditTerms, Draft, GroupMembership, Transition
from tenure.records.words import SEARCHED, texts_of

CHUNK = 1_000


def end_connections(pile: Pile[EndConnection]) -> None:
    """Ends the links. What the firm noted, agreed and had begun to type goes: no next firm may read it."""
    for start in range(0, len(pile), CHUNK):
        part = pile[start : start + CHUNK]
        clients = [performance.client for performance, _effect in part]
        Connection.objects.filter(client__in=clients, until__isnull=True).update(
            until=part[0][0].at, ended_by=Subquery(cause_of(part).values("id")[:1])
        )
        Client.objects.filter(id__in=clients).update(firm=None, connected_since=None, note="")
        _forget_references(clients)
        CreditTerms.objects.filter(client__in=clients).delete()
        GroupMembership.objects.filter(client__in=clients).delete()
        drafts_of(clients).exclude(_being_confirmed(part)).delete()


def _forget_references(clients: Sequence[str]) -> None:
    """The number under which the firm filed a client; nobody finds it by that any more."""
    filed = list(Client.objects.filter(id__in=clients).exclude(reference=""))
    for client in filed:
        client.reference = ""
        client.search = texts_of({name: getattr(client, name) for name in SEARCHED})["search"]
    Client.objects.bulk_update(filed, ["reference", "search"], batch_size=CHUNK)


def cause_of[E](part: Pile[E]) -> QuerySet[Transition]:
    """The transition of the same round that is about the row's own client."""
    ids = [performance.transition for performance, _effect in part]
    return Transition.objects.filter(id__in=ids, client=OuterRef("client"))


def _being_confirmed(part: Pile[EndConnection]) -> Q:
    """The drafts these very acts come from: a second click on the last button finds through them what the first did."""
    drafts = Q()
    for verb, person in {(performance.plan.verb, performance.actor.person) for performance, _effect in part}:
        targets = [p.plan.target.id for p, _effect in part if (p.plan.verb, p.actor.person) == (verb, person)]
        drafts |= Q(verb=verb.value, person=person, target__in=targets)
    return drafts


def drafts_of(clients: Sequence[str]) -> QuerySet[Draft]:
    """Answers to wizards about these clients and what hangs in them that nobody confirmed."""
    targets = Q(target__in=clients)
    for table in TABLES.values():
        targets |= Q(target__in=table._default_manager.filter(client__in=clients).values("pk"))  # noqa: SLF001 - public
    return Draft.objects.filter(targets, transition__isnull=True)
