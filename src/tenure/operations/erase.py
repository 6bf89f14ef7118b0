"""Erases a client for good: every row, every file, every word; and certifies it (R25-R27)."""

import hashlib
import json
from collections.abc import Sequence

from django.db.models import Model, QuerySet

from tenure.core.effects import EraseClient
from tenure.operations.performance import Performance, Pile
from tenure.records.holdings import ERASED, rows_of
from tenure.records.models import (
    Client,
    ClientUser,
    Document,
    DoomedFile,
    Draft,
    ErasureCertificate,
    ImportRow,
    Invitation,
    OutboxMail,
    Person,
    Subscription,
    Transition,
)


def erase_for_good(pile: Pile[EraseClient]) -> None:
    """Erases each client of the pile. The letters about it that are to leave and its proof stay, without its data."""
    for performance, _effect in pile:
        _erase(performance)


def _erase(performance: Performance) -> None:
    """Step by step.

    1. let go what stays, 2. certify what goes, 3. note the files, 4. erase the rows, 5. erase people left without
    a place.
    """
    client = performance.client
    _let_go(performance)
    _certify(performance)
    files = Document.objects.filter(client=client).exclude(file="").values_list("file", flat=True)
    DoomedFile.objects.bulk_create(DoomedFile(path=path, at=performance.at) for path in files)
    people = _people_of(client)
    nodes = [client, *Subscription.objects.filter(client=client).values_list("id", flat=True)]
    Draft.objects.filter(target__in=nodes).delete()
    Client.objects.filter(id=client).update(owner=None)
    for _noun, model in ERASED:
        rows_of(model, [client]).delete()
    Client.objects.filter(id=client).delete()
    _erase_people_without_a_place(people)


def _certify(performance: Performance) -> None:
    client = Client.objects.get(pk=performance.client)
    tables = {noun: _proof(rows_of(model, [client.id]).order_by("pk")) for noun, model in ERASED}
    tables["record"] = _proof(Client.objects.filter(pk=client.id))
    content = {
        "client": client.id,
        "chain": {"seq": client.log_seq, "head": client.log_head},
        "tables": tables,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    ErasureCertificate.objects.create(
        firm=performance.firm,
        transition_id=performance.transition,
        at=performance.at,
        content=content,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )


def _proof(rows: QuerySet[Model]) -> dict[str, object]:
    """How many rows, and one hash over all their columns: proof of what was there, not what it said."""
    sha = hashlib.sha256()
    count = 0
    for row in rows.values().iterator():
        sha.update(json.dumps(row, sort_keys=True, default=str).encode())
        count += 1
    return {"count": count, "sha256": sha.hexdigest()}


def _let_go(performance: Performance) -> None:
    """What must stay loses every word about the client: letters of this act, earlier transitions, import reports."""
    client, transition = performance.client, performance.transition
    OutboxMail.objects.filter(transition=transition).update(client=None)
    Transition.objects.filter(client=client).exclude(id=transition).update(
        client=None, target_name="", plan={}
    )
    erased = Transition.objects.get(pk=transition)
    erased.client = None
    erased.target_name = ""
    erased.plan = {"erased": True, "counts": _counts(performance)}
    erased.save(update_fields=["client", "target_name", "plan"])
    ImportRow.objects.filter(client_id=client).update(name="", before={}, after={}, reason={})


def _counts(performance: Performance) -> dict[str, int]:
    for effect in performance.plan.effects:
        if isinstance(effect, EraseClient):
            return {holding.noun: holding.count for holding in effect.holdings}
    return {}


def _people_of(client: str) -> list[str]:
    users = ClientUser.objects.filter(client=client).values_list("person_id", flat=True)
    invited = Invitation.objects.filter(client=client).values_list("person_id", flat=True)
    return sorted({*users, *invited})


def _erase_people_without_a_place(people: Sequence[str]) -> None:
    """Somebody who was only ever invited here, and never came, is erased too; their log key goes with them."""
    Person.objects.filter(
        id__in=people, memberships__isnull=True, client_places__isnull=True, last_login__isnull=True
    ).exclude(invitations__isnull=False).delete()
