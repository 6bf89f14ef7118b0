"""Each row gets exactly one verdict, and every client is hit at most once (R57)."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from tenure.core.books import (
    BookRow,
    Change,
    Create,
    Existing,
    Field,
    Known,
    Refused,
    Unchanged,
    Update,
    Verdict,
    judge,
)
from tests.books.shelf import client, row, said, sample, verdicts


def judged(rows: Iterable[BookRow], *clients: Known) -> list[Verdict]:
    return list(judge(rows, Existing.of(clients)))


def sentence(verdict: Verdict) -> str:
    assert isinstance(verdict, Refused), verdict
    (reason,) = verdict.reasons
    return said(reason)


ACME = client("cli_acme", "Acme Ltd", email="hello@acme.example", company_number="09000000", city="Leeds")
BIRCH = client("cli_birch", "Birch & Co", email="post@birch.example", company_number="07000000")


def test_a_client_nobody_knows_is_created() -> None:
    assert judged([row(2, "Cedar", city="Cork")], ACME, BIRCH) == [
        Create(line=2, values={Field.NAME: "Cedar", Field.CITY: "Cork"})
    ]


def test_a_client_is_found_by_each_key() -> None:
    for found in (
        row(2, "Acme Holdings", email="HELLO@acme.example"),
        row(2, "Acme Holdings", company_number="9000000"),
        row(2, "ACME"),
    ):
        (verdict,) = judged([found], ACME, BIRCH)
        assert isinstance(verdict, Update)
        assert verdict.client_id == "cli_acme"


def test_an_update_fills_and_changes_but_never_empties() -> None:
    (verdict,) = judged([row(2, "Acme Ltd", phone="0113", city="York", email="hello@acme.example")], ACME)
    assert verdict == Update(
        line=2,
        client_id="cli_acme",
        changes=(
            Change(field=Field.PHONE, old="", new="0113"),
            Change(field=Field.CITY, old="Leeds", new="York"),
        ),
    )


def test_a_field_that_is_not_stored_changes_nothing() -> None:
    assert judged([row(2, "Acme Ltd", note="pays late")], ACME) == [Unchanged(line=2, client_id="cli_acme")]


def test_another_case_of_the_address_and_lost_zeros_are_no_change() -> None:
    (verdict,) = judged([row(2, "Acme Ltd", email="Hello@Acme.example", company_number="9000000")], ACME)
    assert verdict == Unchanged(line=2, client_id="cli_acme")


def test_keys_that_point_at_different_clients_are_refused_with_both_named() -> None:
    rows = [
        row(2, "New name", email="hello@acme.example", company_number="07000000"),
        row(3, "Birch & Co", email="hello@acme.example"),
        row(4, "Birch & Co", company_number="09000000"),
    ]
    assert [sentence(verdict) for verdict in judged(rows, ACME, BIRCH)] == [
        "The company number is that of Birch & Co, the e-mail address that of Acme Ltd.",
        "The e-mail address is that of Acme Ltd, the name that of Birch & Co.",
        "The company number is that of Acme Ltd, the name that of Birch & Co.",
    ]


def test_a_row_that_fits_two_clients_is_refused_unless_another_key_decides() -> None:
    twins = (client("cli_1", "Acme", city="Leeds"), client("cli_2", "Acme", email="two@acme.example"))
    assert sentence(judged([row(2, "Acme")], *twins)[0]) == (
        "Both Acme and Acme could be meant; a company number would tell."
    )
    assert judged([row(2, "Acme", email="two@acme.example")], *twins) == [
        Unchanged(line=2, client_id="cli_2")
    ]


def test_another_company_number_is_not_written_over() -> None:
    (verdict,) = judged([row(2, "Acme Ltd", company_number="01234567")], ACME)
    assert sentence(verdict) == "This looks like your client Acme Ltd, whose company number is 09000000."


def test_two_legal_forms_are_two_companies() -> None:
    rows = [row(2, "SARL Dupont"), row(3, "SCI Dupont"), row(4, "Dupont")]
    assert [type(verdict) for verdict in judged(rows)] == [Create, Create, Refused]


def test_the_second_row_of_one_client_names_the_first() -> None:
    rows = [
        row(2, "Cedar", email="a@cedar.example", company_number="05000000"),
        row(3, "Other", email="A@cedar.example"),
        row(4, "Another", company_number="5000000"),
        row(5, "CEDAR Ltd"),
    ]
    first, *others = judged(rows)
    assert isinstance(first, Create)
    assert [sentence(verdict) for verdict in others] == [
        "Line 2 has the same e-mail address.",
        "Line 2 has the same company number.",
        "Line 2 has the same client name.",
    ]


def test_two_rows_that_reach_one_client_by_different_keys() -> None:
    first, second = judged([row(2, "Acme", city="York"), row(3, "Renamed", company_number="09000000")], ACME)
    assert isinstance(first, Update)
    assert sentence(second) == "Line 2 is already the client Acme Ltd."


def test_a_refused_row_does_not_stand_in_the_way_of_a_better_one() -> None:
    refused = judged([row(2, "Acme Ltd", company_number="01234567"), row(3, "Acme Ltd")], ACME)
    assert [type(verdict) for verdict in refused] == [Refused, Unchanged]


def test_importing_a_book_twice_changes_nothing_the_second_time() -> None:
    created = [verdict for verdict in verdicts(sample("xero-contacts")) if isinstance(verdict, Create)]
    clients = [Known(client_id=f"cli_{verdict.line}", values=verdict.values) for verdict in created]
    again = verdicts(sample("xero-contacts"), clients)
    assert [type(verdict) for verdict in again] == [Unchanged] * 24 + [Refused] * 3


NAMES = st.sampled_from(["Acme", "Acme Ltd", "Birch", "SCI Birch", "Cedar"])
EMAILS = st.sampled_from(["", "a@x.example", "A@X.example", "b@x.example"])
NUMBERS = st.sampled_from(["", "01234567", "1234567", "07654321"])
CLIENTS = st.lists(st.tuples(NAMES, EMAILS, NUMBERS), max_size=5).map(
    lambda found: [
        client(f"cli_{place}", name, email=email, company_number=number)
        for place, (name, email, number) in enumerate(found)
    ]
)


@given(rows=st.lists(st.tuples(NAMES, EMAILS, NUMBERS), max_size=8), clients=CLIENTS)
def test_one_verdict_a_row_and_one_row_a_client(
    rows: list[tuple[str, str, str]], clients: list[Known]
) -> None:
    book = [
        BookRow(
            line=line,
            values={
                field: value
                for field, value in zip((Field.NAME, Field.EMAIL, Field.COMPANY_NUMBER), cells, strict=True)
                if value
            },
        )
        for line, cells in enumerate(rows, start=2)
    ]
    found = judged(book, *clients)
    assert [verdict.line for verdict in found] == [line.line for line in book]
    hit = [verdict.client_id for verdict in found if isinstance(verdict, Update | Unchanged)]
    assert len(hit) == len(set(hit))
    assert all(verdict.reasons for verdict in found if isinstance(verdict, Refused))
