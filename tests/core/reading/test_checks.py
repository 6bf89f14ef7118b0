"""Account numbers are held by their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban

from tenure.core.reading.checks import ibans_in, is_iban, vat_numbers_in
from tenure.core.reading.reading import Field
from tests.core.reading.pages import reading_of

GERMAN = st.text(alphabet="0123456789", min_size=18, max_size=18).map(
    lambda account: f"DE{stdnum_iban.calc_check_digits(f'DE00{account}')}{account}"
)


@given(iban=GERMAN, spaced=st.booleans())
def test_an_account_is_read_with_and_without_spaces(iban: str, spaced: bool) -> None:
    written = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4)) if spaced else iban
    [read] = ibans_in(f"IBAN: {written} BIC COBADEFFXXX")
    assert (read.value, read.right) == (iban, True)


@given(iban=GERMAN, place=st.integers(min_value=4, max_value=21), step=st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_noticed(iban: str, place: int, step: int) -> None:
    wrong = iban[:place] + str((int(iban[place]) + step) % 10) + iban[place + 1 :]
    assert not is_iban(wrong)
    assert not any(read.right for read in ibans_in(wrong))


def test_letters_that_pictures_confuse_with_digits_are_put_right() -> None:
    [read] = ibans_in("DE89 37O4 0O44 0532 0l30 00")
    assert (read.value, read.right) == ("DE89370400440532013000", True)


def test_a_wrong_account_beside_its_label_goes_to_review() -> None:
    reading = reading_of("Rechnung Nr. 12\nIBAN: DE89 3704 0044 0532 0130 01")
    assert reading.fields[Field.IBAN].confidence < 0.5
    assert Field.IBAN in reading.doubtful


@pytest.mark.parametrize("number", ["DE136695976", "FR40303265045", "NL004495445B01", "ESB58378431"])
def test_tax_numbers_are_known_by_their_digits(number: str) -> None:
    assert [read.value for read in vat_numbers_in(f"No. {number}")] == [number]
    assert list(vat_numbers_in(f"No. {number[:4]}{(int(number[4]) + 1) % 10}{number[5:]}")) == []
