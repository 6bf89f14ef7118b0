"""A cell is tidied where that is safe, and refused with a reason where it is not (R57)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.books import LONGEST, STORED_FIELDS, Field, columns_of, is_email, read_row


def read(field: str, cell: str) -> tuple[str, list[str]]:
    """The value and the codes of the reasons, for one cell beside a good name."""
    mapping = {"Client": Field.NAME, "It": Field(field)}
    if field == "name":
        row = read_row(2, [cell], columns_of(["It"], {"It": Field.NAME}))
    else:
        row = read_row(2, ["Acme", cell], columns_of(["Client", "It"], mapping))
    return row.values.get(Field(field), ""), [reason.code for reason in row.reasons]


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("name", "  Acme \t Ltd ", "Acme Ltd"),
        ("name", "Acme\r\nLtd", "Acme Ltd"),
        ("name", "\u00a0Acme\u3000Ltd", "Acme Ltd"),
        ("name", "Cafe\u0301", "Café"),
        ("name", "\u202eAcme\u202c\u200b\ufeff", "Acme"),
        ("name", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("phone", "\u202d+44 20 7946 0000\u202c", "+44 20 7946 0000"),
        ("phone", "(602) 555-0100", "(602) 555-0100"),
        ("phone", "-", ""),
        ("company_number", "n/a", ""),
        ("city", "#N/A", ""),
        ("street", "3 Mill Lane\n\nLeeds ", "3 Mill Lane, Leeds"),
        ("note", "- calls on Monday\n- pays late", "- calls on Monday\n- pays late"),
        ("email", "mailto:a@b.example", "a@b.example"),
        ("email", "a@b.example; c@d.example", "a@b.example"),
        ("locale", "Français", "fr"),
        ("locale", "en-GB", "en"),
        ("locale", "Klingon", ""),
    ],
)
def test_tidied(field: str, cell: str, value: str) -> None:
    assert read(field, cell) == (value, [])


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("name", '=HYPERLINK("http://evil.example","Click")', "formula"),
        ("name", "+cmd|' /C calc'!A0", "formula"),
        ("name", "-2+3", "formula"),
        ("name", "@SUM(1+1)", "formula"),
        ("name", "\t=1+1", "formula"),
        ("name", "\r=1+1", "formula"),
        ("name", "\u200b=1+1", "formula"),
        ("name", "＝1+1", "formula"),
        ("phone", "=1+1", "formula"),
        ("note", "=1+1", "formula"),
        ("city", "@A1", "formula"),
        ("name", "Ac\x07me", "control_character"),
        ("note", "bell \x07", "control_character"),
        ("name", "x" * 201, "too_long"),
        ("email", "x" * 250 + "@b.example", "too_long"),
        ("email", "not an address", "email_invalid"),
        ("email", "a@b.example, nonsense", "email_invalid"),
        ("name", "", "name_missing"),
        ("name", "...", "name_missing"),
    ],
)
def test_refused(field: str, cell: str, code: str) -> None:
    assert code in read(field, cell)[1]


@pytest.mark.parametrize(
    "address", ["a@b.example", "first.last+tag@sub.b-c.example", "o'rourke@b.co", "zoe@café.example"]
)
def test_addresses(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "@b.example", "a@", "a@b", "a@b..example", "a..b@c.example", ".a@b.example", "a@-b.example",
     "a@b.example.", "a@b_c.example", "a@b.123", "a b@c.example", "a@b@c.example",
     "x" * 65 + "@b.example", "a@b.example\n"],
)  # fmt: skip
def test_no_addresses(address: str) -> None:
    assert not is_email(address)


def test_a_row_with_more_cells_than_headers_is_refused_alone() -> None:
    columns = columns_of(["Client", "City"], {"Client": Field.NAME, "City": Field.CITY})
    assert [reason.code for reason in read_row(2, ["Acme", "Leeds", "North"], columns).reasons] == [
        "too_many_cells"
    ]
    assert read_row(3, ["Acme", "Leeds", "", " "], columns).reasons == ()


def test_a_row_with_fewer_cells_has_empty_values() -> None:
    columns = columns_of(["Client", "City"], {"Client": Field.NAME, "City": Field.CITY})
    assert read_row(2, ["Acme"], columns).values == {Field.NAME: "Acme"}


@given(st.lists(st.text(), max_size=len(STORED_FIELDS)))
def test_what_is_accepted_is_clean(cells: list[str]) -> None:
    headers = [str(field) for field in STORED_FIELDS]
    row = read_row(2, cells, columns_of(headers, {str(field): field for field in STORED_FIELDS}))
    if row.reasons:
        return
    assert row.values[Field.NAME]
    for field, value in row.values.items():
        assert value == value.strip() != ""
        assert len(value) <= LONGEST[field]
        assert value[0] not in "=@"
        assert not any(unicodedata.category(char) == "Cc" for char in value.replace("\n", ""))
