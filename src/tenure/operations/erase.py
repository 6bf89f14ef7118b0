"""Erases a client for good: every row, every file, every word; and certifies it (R25-R27)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched, groupby
from operator import itemgetter

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tenure.core.effects import EraseClient
from tenure.operations.performance import Performance, Pile
from tenure.records.holdings import ERASED, rows_of
from tenure.records.homes import TABLES
from tenure.records.models import (
    Client,
    ClientUser,
    Document,
    DoomedFile,
    Draft,
    ErasureCertificate,
    Firm,
    ImportRow,
    Invitation,
    Invoice,
    InvoiceLine,
    OutboxMail,
    Payment,
    Person,
    PlanPayment,
    Transition,
)

NAMES = 200  # SQLite takes a thousand steps in one condition, and a name can be four.


def erase_for_good(pile: Pile[EraseClient]) -> None:
    """Erases each client of the pile. The letters about it that are to leave and its proof stay, without its data.

    1. let go what stays, 2. certify what goes, 3. note the files, 4. erase the rows, 5. erase people left without
    a place.
    """
    if not pile:
        return
    clients = [performance.client for performance, _effect in pile]
    _let_go(pile)
    _certify([performance for performance, _effect in pile])
    _note_files(clients, pile[0][0].at)
    people = _people_of(clients)
    _erase_rows(clients)
    _erase_people_without_a_place(people)


def _let_go(pile: Pile[EraseClient]) -> None:
    """What must stay loses every word about the client: letters of this act, earlier transitions, import reports."""
    counts = {
        performance.transition: {holding.noun: holding.count for holding in effect.holdings}
        for performance, effect in pile
    }
    clients = [performance.client for performance, _effect in pile]
    OutboxMail.objects.filter(transition__in=counts).update(client=None)
    earlier = Transition.objects.filter(client__in=clients).exclude(id__in=counts)
    earlier.update(client=None, target_name="", plan={})
    acts = Transition.objects.in_bulk(list(counts))
    for act in acts.values():
        act.client, act.target_name = None, ""
        act.plan = {"erased": True, "counts": counts[act.id]}
    # Written over what is there: one statement, though each says something else.
    Transition.objects.bulk_create(
        acts.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["client", "target_name", "plan"],
    )
    _let_invoices_go(clients)
    PlanPayment.objects.filter(client__in=clients).update(client=None, subscription=None)
    ImportRow.objects.filter(client_id__in=clients).update(name="", before={}, after={}, reason={})
    for names in batched({performance.plan.client.name for performance, _effect in pile}, NAMES):
        _rows_that_name(names, pile[0][0].firm).update(reason={})


def _let_invoices_go(clients: Sequence[str]) -> None:
    """What was billed stays, as the law asks, with whom it was made out to and nothing else of the client (R27)."""
    InvoiceLine.objects.filter(invoice__client__in=clients, invoice__number=None).delete()
    InvoiceLine.objects.filter(service__client__in=clients).update(service=None)
    Invoice.objects.filter(client__in=clients, number__isnull=False).update(
        client=None, note="", void_reason=""
    )
    Payment.objects.filter(client__in=clients).update(client=None)


def _rows_that_name(names: Iterable[str], firm: Firm) -> QuerySet[ImportRow]:
    """Refused rows of client books whose reason names one of these clients ("looks like your client …")."""
    spelled = Q()
    for name in names:
        # SQLite keeps what is not ASCII as escapes, PostgreSQL as letters.
        for spelling in {name, json.dumps(name)[1:-1]}:
            spelled |= Q(said__contains=spelling)
    rows = ImportRow.objects.filter(book_import__firm=firm).exclude(reason={})
    return rows.annotate(said=Cast("reason", TextField())).filter(spelled)


def _certify(performances: Sequence[Performance]) -> None:
    clients = Client.objects.in_bulk([performance.client for performance in performances])
    proofs: dict[str, dict[str, object]] = {client: {} for client in clients}
    for noun, model in ERASED:
        found = _proofs(rows_of(model, list(clients)).order_by("client_id", "pk"), "client_id")
        for client, proof in proofs.items():
            proof[noun] = found.get(client, NOTHING)
    for client, proof in _proofs(Client.objects.filter(id__in=clients).order_by("id"), "id").items():
        proofs[client]["record"] = proof
    ErasureCertificate.objects.bulk_create(
        _certificate(performance, clients[performance.client], proofs[performance.client])
        for performance in performances
    )


def _certificate(
    performance: Performance, client: Client, tables: Mapping[str, object]
) -> ErasureCertificate:
    content = {
        "client": client.id,
        "chain": {"seq": client.log_seq, "head": client.log_head},
        "tables": tables,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return ErasureCertificate(
        firm_id=performance.firm.id,
        transition_id=performance.transition,
        at=performance.at,
        content=content,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )


def _proofs(rows: QuerySet[Model], whose: str) -> dict[str, dict[str, object]]:
    """For each client how many rows, and one hash over all their columns: what was there, not what it said."""
    return {
        client: _proof(of_client)
        for client, of_client in groupby(rows.values().iterator(), key=itemgetter(whose))
    }


def _proof(rows: Iterable[Mapping[str, object]]) -> dict[str, object]:
    sha = hashlib.sha256()
    count = 0
    for row in rows:
        sha.update(json.dumps(row, sort_keys=True, default=str).encode())
        count += 1
    return {"count": count, "sha256": sha.hexdigest()}


NOTHING = _proof(())


def _note_files(clients: Sequence[str], at: datetime) -> None:
    files = Document.objects.filter(client__in=clients).exclude(file="").values_list("file", flat=True)
    DoomedFile.objects.bulk_create(DoomedFile(path=path, at=at) for path in files)


def _erase_rows(clients: Sequence[str]) -> None:
    gone = Client.objects.filter(id__in=clients)
    targets = Q(target__in=clients)
    for table in TABLES.values():
        targets |= Q(target__in=rows_of(table, clients).values("pk"))
    drafts = Draft.objects.filter(targets)
    gone.update(owner=None)
    for rows in (drafts, *(rows_of(model, clients) for _noun, model in ERASED), gone):
        # Django's delete would first load all there is, and go on a hundred rows at a time. What hangs on them has
        # been let go or goes too; the database itself refuses should anything be left.
        rows._raw_delete(rows.db)  # noqa: SLF001


def _people_of(clients: Sequence[str]) -> list[str]:
    users = ClientUser.objects.filter(client__in=clients).values_list("person_id", flat=True)
    invited = Invitation.objects.filter(client__in=clients).values_list("person_id", flat=True)
    return sorted({*users, *invited})


def _erase_people_without_a_place(people: Sequence[str]) -> None:
    """Somebody who was only ever invited here, and never came, is erased too; their log key goes with them."""
    Person.objects.filter(
        id__in=people, memberships__isnull=True, client_places__isnull=True, last_login__isnull=True
    ).exclude(invitations__isnull=False).delete()
