"""Which column of a book is which field, and how sure that is (R57)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tenure.core.books import Field
from tenure.outlets.books.vocabulary import field_hinted, field_named, may_be_last_name, may_be_person

KNOWN = 1.0  # the very header that common tools write
LIKELY = 0.8  # a header that means one of two things; its neighbours decided
GUESSED = 0.5  # a part of the header speaks for it

# A street may take several lines, a phone number may stand under phone or mobile.
_FROM_SEVERAL_COLUMNS = frozenset({Field.STREET, Field.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a header was taken for; `field` is None for a column that would be ignored."""

    header: str
    field: Field | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A header's claim to a field: the surer, and among equals the better ranked, is heard."""

    header: str
    field: Field
    confidence: float
    rank: int = 0

    @property
    def weight(self) -> tuple[float, int]:
        return self.confidence, -self.rank


def recognise(headers: Sequence[str]) -> tuple[Recognised, ...]:
    """Each header of a book with the field it most likely means."""
    claims = _names_resolved([claim for header in headers if (claim := _claim(header))])
    heard = {claim.header: claim for claim in _heard(claims)}
    return tuple(
        Recognised(header=header, field=claim.field, confidence=claim.confidence)
        if (claim := heard.get(header))
        else Recognised(header=header, field=None, confidence=0.0)
        for header in headers
    )


def mapping_of(recognised: Iterable[Recognised]) -> dict[str, Field | None]:
    """Header to field, as `columns_of` takes it."""
    return {column.header: column.field for column in recognised}


def ignored(mapping: Mapping[str, Field | None]) -> tuple[str, ...]:
    """The headers that are not imported."""
    return tuple(header for header, field in mapping.items() if field is None)


def _claim(header: str) -> _Claim | None:
    if named := field_named(header):
        field, rank = named
        return _Claim(header=header, field=field, confidence=KNOWN, rank=rank)
    if hinted := field_hinted(header):
        return _Claim(header=header, field=hinted, confidence=GUESSED)
    return None


def _names_resolved(claims: Sequence[_Claim]) -> list[_Claim]:
    """The best header names the client; of the others, some name the contact person or their last name."""
    fields = {claim.field for claim in claims}
    split_name = Field.CONTACT_FIRST_NAME in fields and Field.CONTACT_LAST_NAME not in fields
    names = [claim for claim in claims if claim.field is Field.NAME]
    if split_name:
        names = [claim for claim in names if not may_be_last_name(claim.header)] or names
    best = max(names, key=lambda claim: claim.weight, default=None)
    resolved = []
    for claim in claims:
        if claim.field is not Field.NAME or (
            claim is best and not (split_name and may_be_last_name(claim.header))
        ):
            resolved.append(claim)
        elif split_name and may_be_last_name(claim.header):
            resolved.append(replace(claim, field=Field.CONTACT_LAST_NAME, confidence=LIKELY))
        elif may_be_person(claim.header):
            resolved.append(replace(claim, field=Field.CONTACT_NAME, confidence=LIKELY))
    return resolved


def _heard(claims: Sequence[_Claim]) -> Iterable[_Claim]:
    """The claims granted: one for each field, or all equally sure ones where several columns may serve."""
    for field in {claim.field for claim in claims}:
        rivals = [claim for claim in claims if claim.field is field]
        best = max(rivals, key=lambda claim: claim.weight)
        if field in _FROM_SEVERAL_COLUMNS:
            yield from (claim for claim in rivals if claim.confidence == best.confidence)
        else:
            yield best
