"""What the demo invents: the same each time, nobody twice, working days only, papers that open."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tenure.core.books import Field
from tenure.demo.accounts import Account
from tenure.demo.build import plan_of
from tenure.demo.days import SATURDAY, Days
from tenure.demo.pdf import page
from tenure.demo.scripts import Script, scripts

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.slug)
def test_the_same_seed_gives_the_same_clients(script: Script) -> None:
    one, other = plan_of(script, set()), plan_of(script, set())
    assert [account.company for account in one.booked] == [account.company for account in other.booked]
    assert list(map(parts, one.booked)) == list(map(parts, other.booked))


def parts(account: Account) -> list[object]:
    """What hangs below a client, as written."""
    jobs = [
        (job.name, job.rule, job.at, job.price, job.ends) for place in account.places for job in place.jobs
    ]
    return [*(b.details for b in account.businesses), *(p.details for p in account.places), *jobs]


def test_nobody_is_there_twice_in_any_firm() -> None:
    taken: set[str] = set()
    plans = [plan_of(script, taken) for script in scripts()]
    companies = [account.company for plan in plans for account in (*plan.booked, *plan.single)]
    names = [company.name for company in companies]
    addresses = [somebody.email for company in companies for somebody in company.people]
    assert len(names) == len(set(names))
    assert len(addresses) == len(set(addresses))
    assert all(address.endswith(".example") for address in addresses)
    assert all(company.values[Field.EMAIL].endswith(".example") for company in companies)
    assert not [name for name in names if "{" in name or "  " in name or any(map(str.isdigit, name))]


def test_an_office_works_on_weekdays_and_never_tomorrow() -> None:
    days = Days(NOW, "America/New_York", Random(1))  # noqa: S311 - the same each time
    moments = [days.back(back) for back in range(400)]
    assert all(moment.weekday() < SATURDAY and moment <= NOW for moment in moments)
    assert NOW - moments[399] < timedelta(days=403)


def test_a_paper_says_what_it_is_given_whatever_the_signs() -> None:
    content = page(["Café (Nantes) \\ Söhne", "", "Total: £ 12.00"])
    assert "Café \\(Nantes\\)".encode("cp1252") in content
    assert "£ 12.00".encode("cp1252") in content
