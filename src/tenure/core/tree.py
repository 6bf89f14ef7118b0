"""The tree every client hangs in: firm > client > business | location > service | product."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a node of the tree is."""

    CLIENT = "client"
    BUSINESS = "business"
    LOCATION = "location"
    SERVICE = "service"
    PRODUCT = "product"


KIND_BY_PREFIX = {
    "cli": Kind.CLIENT,
    "biz": Kind.BUSINESS,
    "loc": Kind.LOCATION,
    "srv": Kind.SERVICE,
    "sub": Kind.PRODUCT,
}

# A suspension of one of these is shown on the whole account; one of a place or a business is not.
ACCOUNT_KINDS = (Kind.CLIENT, Kind.PRODUCT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of a client's tree, named as people know it."""

    id: str
    kind: Kind
    name: str


def kind_of(node_id: str) -> Kind | None:
    """The kind a typed id names by its prefix; None for anything else."""
    prefix, separator, rest = node_id.partition("_")
    return KIND_BY_PREFIX.get(prefix) if separator and rest else None
