"""What a person says lies over what the machine read, and the sums are done again with it (R20)."""

from decimal import Decimal

import pytest

from tenure.core.reading.arithmetic import SumOf
from tenure.core.reading.corrected import (
    Correctable,
    corrections_of,
    overlaid,
    rates_from_text,
    rates_to_text,
)
from tenure.core.reading.reading import Field, Found, Reading, Source, TaxRate


def a_reading(*, adds_up: bool | None = True, **more: str) -> Reading:
    values = {
        "supplier": "Paper & Ink",
        "currency": "EUR",
        "net": "100.00",
        "tax": "20.00",
        "total": "120.00",
        **more,
    }
    return Reading(
        fields={Field(name): Found(value=value, confidence=0.9) for name, value in values.items()},
        rates=(TaxRate(rate=Decimal(20), net=Decimal(100), tax=Decimal(20)),),
        source=Source.TEXT,
        adds_up=adds_up,
    )


def test_every_field_can_be_corrected_and_the_rates_too() -> None:
    assert {name.value for name in Correctable} == {*(field.value for field in Field), "rates"}


def test_without_corrections_the_reading_holds() -> None:
    values = overlaid(a_reading(), {})
    assert values.fields[Field.SUPPLIER] == "Paper & Ink"
    assert values.adds_up is True
    assert values.corrected == frozenset()


def test_a_correction_lies_over_the_reading_and_an_empty_one_takes_the_field_away() -> None:
    values = overlaid(a_reading(iban="X"), {Correctable.SUPPLIER: "Paper and Ink", Correctable.IBAN: ""})
    assert values.fields[Field.SUPPLIER] == "Paper and Ink"
    assert Field.IBAN not in values.fields
    assert values.corrected == {Correctable.SUPPLIER, Correctable.IBAN}


def test_a_wrong_total_does_not_add_up_and_the_right_one_does() -> None:
    wrong = overlaid(a_reading(), {Correctable.TOTAL: "130.00"})
    assert wrong.adds_up is False
    [total] = [one for one in wrong.sums if one.of is SumOf.TOTAL]
    assert (total.makes, total.says, total.right) == (Decimal("120.00"), Decimal("130.00"), False)
    assert overlaid(a_reading(adds_up=False, total="130.00"), {Correctable.TOTAL: "120.00"}).adds_up is True


def test_too_little_does_not_add_up_to_anything() -> None:
    assert overlaid(a_reading(), {Correctable.NET: "", Correctable.RATES: ""}).adds_up is None


def test_rates_are_compared_with_their_tax() -> None:
    wrong = overlaid(a_reading(), {Correctable.RATES: "20:100.00:20.00;5.5:10.00:0.55"})
    assert wrong.adds_up is False
    assert {one.of for one in wrong.sums if not one.right} == {SumOf.TAX, SumOf.NET}


def test_what_is_withheld_on_a_document_that_adds_up_stays_withheld() -> None:
    """A Spanish bill of 121 of which 15 are kept back for the tax office."""
    reading = a_reading(net="100.00", tax="21.00", total="106.00")
    assert overlaid(reading, {Correctable.NET: "100.00"}).sums[0].right
    assert overlaid(reading, {Correctable.TOTAL: "109.00"}).adds_up is False


def test_yen_have_no_cents() -> None:
    values = overlaid(
        None,
        {Correctable.CURRENCY: "JPY", Correctable.NET: "1234", Correctable.TAX: "123", Correctable.TOTAL: "1357",
         Correctable.RATES: "10:1234:123"},
    )  # fmt: skip
    assert values.adds_up is True


def test_a_credit_note_with_minus_signs_adds_up() -> None:
    told = {Correctable.NET: "-100.00", Correctable.TAX: "-20.00", Correctable.TOTAL: "-120.00"}
    assert overlaid(None, told).adds_up is True


def test_only_what_differs_is_a_correction() -> None:
    told = {Correctable.TOTAL: "120.0", Correctable.SUPPLIER: "Paper & Ink", Correctable.NUMBER: "7",
            Correctable.IBAN: "", Correctable.RATES: "20.0:100:20"}  # fmt: skip
    assert corrections_of(a_reading(), told) == {Correctable.NUMBER: "7"}


@pytest.mark.parametrize("text", ["", "20:100.00:20.00", "5.5::0.55;20:100:20"])
def test_rates_go_to_text_and_back(text: str) -> None:
    assert rates_to_text(rates_from_text(text)) == text
