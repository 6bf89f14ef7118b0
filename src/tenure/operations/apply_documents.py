"""Documents rest with their product, and are sent on with it, as chosen (R20, R24)."""

from collections import defaultdict

from tenure.core.actions import DocumentChoice, DocumentScope
from tenure.core.effects import HoldDocuments, ReleaseDocuments
from tenure.operations.performance import Pile
from tenure.records.facts import WAITING
from tenure.records.models import Document, DocumentState
from tenure.records.policies import start_of

CHUNK = 1_000


def hold_documents(pile: Pile[HoldDocuments]) -> None:
    """What waits for extraction under these products is held from now on."""
    if not pile:
        return
    for ids in _chunks([node.id for _performance, effect in pile for node in effect.nodes]):
        Document.objects.filter(subscription__in=ids, state__in=WAITING).update(
            state=DocumentState.HELD.value, held_since=pile[0][0].at, lease_key="", lease_until=None
        )


def release_documents(pile: Pile[ReleaseDocuments]) -> None:
    """The held documents that were chosen wait for extraction again; the others stay, marked."""
    chosen: dict[DocumentChoice, list[str]] = defaultdict(list)
    for _performance, effect in pile:
        chosen[effect.choice] += [node.id for node in effect.nodes]
    for choice, products in chosen.items():
        if choice.scope is DocumentScope.NONE:
            continue
        for ids in _chunks(products):
            held = Document.objects.filter(subscription__in=ids, state=DocumentState.HELD.value)
            if choice.scope is DocumentScope.SINCE and choice.since is not None:
                held = held.filter(added_at__gte=start_of(choice.since, pile[0][0].firm))
            held.update(state=DocumentState.WAITING.value, held_since=None, released_at=pile[0][0].at)


def _chunks(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
