"""A reading as plain JSON, and back (R20)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tenure.core.reading.reading import Field, Found, Place, Reading, Source, TaxRate


def fields_to_plain(reading: Reading) -> dict[str, dict[str, object]]:
    """Each field that was read: its value, how sure it is, and its box as [page, left, top, right, bottom].

    One that the document only speaks of has an empty value, and the place where it does so.
    """
    unread = {field: Found(value="", confidence=0, place=place) for field, place in reading.unread.items()}
    return {field.value: _found_to_plain(found) for field, found in {**unread, **reading.fields}.items()}


def rates_to_plain(reading: Reading) -> list[dict[str, str | None]]:
    """The tax by rate, amounts as text."""
    return [
        {"rate": str(one.rate), "net": None if one.net is None else str(one.net), "tax": str(one.tax)}
        for one in reading.rates
    ]


def from_plain(
    fields: Mapping[str, Mapping[str, object]],
    rates: Sequence[Mapping[str, str | None]],
    *,
    source: str,
    adds_up: bool | None,
) -> Reading:
    """The reading that was stored so."""
    found = {Field(name): _found(plain) for name, plain in fields.items()}
    return Reading(
        fields={field: one for field, one in found.items() if one.value},
        rates=tuple(_rate(plain) for plain in rates),
        source=Source(source),
        adds_up=adds_up,
        unread={field: one.place for field, one in found.items() if not one.value and one.place},
    )


def _found_to_plain(found: Found) -> dict[str, object]:
    at = found.place
    box = None if at is None else [at.page, at.left, at.top, at.right, at.bottom]
    return {"value": found.value, "confidence": found.confidence, "place": box}


def _found(plain: Mapping[str, object]) -> Found:
    return Found(
        value=str(plain["value"]),
        confidence=float(str(plain["confidence"])),
        place=_place(plain.get("place")),
    )


def _place(box: object) -> Place | None:
    if not isinstance(box, Sequence):
        return None
    page, left, top, right, bottom = box
    return Place(page=page, left=left, top=top, right=right, bottom=bottom)


def _rate(plain: Mapping[str, str | None]) -> TaxRate:
    net = plain["net"]
    return TaxRate(
        rate=Decimal(str(plain["rate"])),
        net=None if net is None else Decimal(net),
        tax=Decimal(str(plain["tax"])),
    )
