"""The one writer of the log: append-only, one hash chain a client and one a firm (R54).

Persons stand in it as commitments under their own key: when the key is erased the log names nobody, and every
hash still holds.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched

from django.db.models import OuterRef, Subquery

from tenure.records.models import GENESIS, Client, ErasureCertificate, Firm, LogEntry, PersonKey

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing to write into one chain. `content` holds no personal data: ids, codes, hashes, commitments."""

    chain: str
    event: str
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    seq: int
    problem: str


def note(events: Sequence[Event], *, at: datetime) -> None:
    """Appends events to their chains, in the order given. The caller holds the rows' locks and the transaction."""
    ends = _ends({event.chain for event in events})
    entries = [_next_entry(event, ends, at) for event in events]
    LogEntry.objects.bulk_create(entries, batch_size=CHUNK)
    _move_heads(Client, [chain for chain in ends if chain.startswith("cli_")])
    _move_heads(Firm, [chain for chain in ends if chain.startswith("firm_")])


def begin(events: Iterable[Event], *, at: datetime) -> None:
    """Begins chains that do not exist yet, one event each; their rows are written after it, by the caller.

    Thousands of new clients: neither their ends need to be looked up nor their rows to be written twice.
    """
    for batch in batched(events, CHUNK):
        ends = dict.fromkeys((event.chain for event in batch), (0, GENESIS))
        LogEntry.objects.bulk_create([_next_entry(event, ends, at) for event in batch])


def commitments(person_ids: Iterable[str]) -> dict[str, str]:
    """A keyed commitment for each person, made with a key of its own that is erased with the person."""
    wanted = {person_id for person_id in person_ids if person_id}
    keys = dict(PersonKey.objects.filter(person_id__in=wanted).values_list("person_id", "key"))
    if fresh := [PersonKey(person_id=person_id) for person_id in sorted(wanted - keys.keys())]:
        PersonKey.objects.bulk_create(fresh, ignore_conflicts=True)
        keys = dict(PersonKey.objects.filter(person_id__in=wanted).values_list("person_id", "key"))
    return {
        person_id: hmac.new(bytes.fromhex(key), person_id.encode(), hashlib.sha256).hexdigest()
        for person_id, key in keys.items()
    }


def verify(chains: Iterable[str] | None = None) -> Iterator[Break]:
    """Every break in the log: a changed, missing or foreign entry, or a head that does not fit (all chains if None)."""
    wanted = None if chains is None else set(chains)
    heads = dict(_heads(wanted)) | dict(_erased_heads(wanted))
    entries = LogEntry.objects.order_by("chain", "seq")
    if chains is not None:
        entries = entries.filter(chain__in=list(heads))
    ends: dict[str, tuple[int, str]] = {}
    for entry in entries.iterator(chunk_size=CHUNK):
        seq, previous = ends.get(entry.chain, (0, GENESIS))
        if entry.seq != seq + 1:
            yield Break(chain=entry.chain, seq=entry.seq, problem="an entry is missing before this one")
        elif entry.previous != previous:
            yield Break(chain=entry.chain, seq=entry.seq, problem="it does not follow the entry before")
        elif entry.hash != _hash(entry):
            yield Break(chain=entry.chain, seq=entry.seq, problem="it was changed")
        ends[entry.chain] = (entry.seq, entry.hash)
    for chain, end in heads.items():
        if ends.get(chain, (0, GENESIS)) != end:
            yield Break(chain=chain, seq=end[0], problem="the last entries are missing")


def _ends(chains: set[str]) -> dict[str, tuple[int, str]]:
    return dict.fromkeys(chains, (0, GENESIS)) | dict(_heads(chains))


def _heads(chains: set[str] | None) -> Iterator[tuple[str, tuple[int, str]]]:
    for model in (Client, Firm):
        rows = model._default_manager.all()  # noqa: SLF001 - Django's public name for it
        if chains is not None:
            rows = rows.filter(pk__in=chains)
        for pk, seq, head in rows.values_list("pk", "log_seq", "log_head").iterator(chunk_size=CHUNK):
            yield str(pk), (seq, head)


def _erased_heads(chains: set[str] | None) -> Iterator[tuple[str, tuple[int, str]]]:
    """The ends of erased clients' chains, kept on the certificates of their erasure."""
    for content in ErasureCertificate.objects.values_list("content", flat=True).iterator(chunk_size=CHUNK):
        if chains is None or content["client"] in chains:
            yield content["client"], (content["chain"]["seq"], content["chain"]["head"])


def _next_entry(event: Event, ends: dict[str, tuple[int, str]], at: datetime) -> LogEntry:
    seq, head = ends[event.chain]
    entry = LogEntry(
        chain=event.chain,
        seq=seq + 1,
        at=at,
        event=event.event,
        content=dict(event.content),
        previous=head,
    )
    entry.hash = _hash(entry)
    ends[event.chain] = (entry.seq, entry.hash)
    return entry


def _hash(entry: LogEntry) -> str:
    text = json.dumps(
        [
            entry.chain,
            entry.seq,
            entry.at.astimezone(UTC).isoformat(),
            entry.event,
            entry.content,
            entry.previous,
        ],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _move_heads(model: type[Client] | type[Firm], chains: list[str]) -> None:
    last = LogEntry.objects.filter(chain=OuterRef("pk")).order_by("-seq")
    for start in range(0, len(chains), CHUNK):
        model._default_manager.filter(pk__in=chains[start : start + CHUNK]).update(  # noqa: SLF001
            log_seq=Subquery(last.values("seq")[:1]), log_head=Subquery(last.values("hash")[:1])
        )
