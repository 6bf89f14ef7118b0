"""A date is the same day in every language and form, and what may be two days is told apart by the document."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.reading.dates import dates_in
from tenure.core.reading.reading import Field
from tests.core.reading.pages import reading_of, values_of

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
THIS_CENTURY = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
DAY_FIRST = ("{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{d:02}-{m:02}-{y}", "{d} / {m} / {y}")
LANGUAGES = ("en_GB", "en_US", "fr_FR", "de_DE", "nl_NL", "es_ES")


@given(day=DAYS, form=st.sampled_from(DAY_FIRST))
def test_day_first_is_read_back(day: date, form: str) -> None:
    [seen] = dates_in(f"Date {form.format(d=day.day, m=day.month, y=day.year)}, page 1")
    assert seen.read(day_first=True) == day


@given(day=DAYS, form=st.sampled_from(("{m:02}/{d:02}/{y}", "{m}-{d}-{y}")))
def test_month_first_is_read_back(day: date, form: str) -> None:
    [seen] = dates_in(form.format(d=day.day, m=day.month, y=day.year))
    assert seen.read(day_first=False) == day


@given(day=THIS_CENTURY)
def test_two_digits_of_a_year_are_of_this_century(day: date) -> None:
    [seen] = dates_in(f"{day.day:02}/{day.month:02}/{day.year % 100:02}")
    assert seen.read(day_first=True) == day


@given(day=DAYS, form=st.sampled_from(("{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}", "{y}.{m:02}.{d:02}")))
def test_year_first_can_be_read_one_way_only(day: date, form: str) -> None:
    [seen] = dates_in(form.format(d=day.day, m=day.month, y=day.year))
    assert seen.day_first == seen.month_first == day


@given(day=DAYS, language=st.sampled_from(LANGUAGES), form=st.sampled_from(("long", "d MMM y", "d MMMM y")))
def test_month_names_are_read_in_all_languages(day: date, language: str, form: str) -> None:
    [seen] = dates_in(format_date(day, format=form, locale=language))
    assert seen.day_first == seen.month_first == day


@pytest.mark.parametrize(
    "text",
    ["1er mars 2026", "March 1st, 2026", "1. März 2026", "1 de marzo de 2026", "01-mrt-2026", "1March2026"],
)
def test_as_people_write_the_first_of_march(text: str) -> None:
    [seen] = dates_in(text)
    assert seen.day_first == date(2026, 3, 1)


def test_a_month_that_was_hard_to_see_is_still_a_month() -> None:
    [seen] = dates_in("14-ju1-2026 09:45")
    assert seen.day_first == date(2026, 7, 14)


@pytest.mark.parametrize("text", ["99/99/2026", "1.2.3.4", "30 février 2026", "12/2026", "0/0/00"])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert list(dates_in(text)) == []


@given(text=st.text(alphabet="0123456789./- marcheyde,", max_size=40))
def test_no_row_of_signs_is_too_odd(text: str) -> None:
    for seen in dates_in(text):
        ways = {seen.read(day_first=True), seen.read(day_first=False)}
        assert ways <= {seen.day_first, seen.month_first}


ENGLISH = """
Alder Bakery                       INVOICE
{head}
Invoice number: 77
Invoice date: 03/04/2026
{due}
Total  100.00
"""


@pytest.mark.parametrize(
    ("head", "due", "country", "day"),
    [
        ("London", "Delivery date: 25/03/2026", "US", "2026-04-03"),
        ("London", "Due date: 03/18/2026", "GB", "2026-03-04"),
        ("London", "Due date: 05/02/2026", "", "2026-03-04"),
        ("Springfield, IL 62701", "", "GB", "2026-03-04"),
        ("London", "", "GB", "2026-04-03"),
        ("London", "", "US", "2026-03-04"),
    ],
    ids=[
        "another date shows it",
        "its due date shows it",
        "it is due soon",
        "American address",
        "client in Britain",
        "client in America",
    ],
)
def test_days_and_months_are_told_apart(head: str, due: str, country: str, day: str) -> None:
    assert values_of(ENGLISH.format(head=head, due=due), country=country)[Field.DATE] == day


def test_a_language_with_one_order_needs_no_more() -> None:
    assert (
        values_of("Facture n° 7\nDate : 03/04/2026\nTotal TTC  12,00 €", country="US")[Field.DATE]
        == "2026-04-03"
    )


def test_what_nothing_tells_apart_is_not_sure() -> None:
    reading = reading_of(ENGLISH.format(head="London", due=""))
    assert Field.DATE in reading.doubtful
    assert reading.uncertain
