"""The policy's pages: every profile in sentences, its knobs, and no contradiction ever saved (R5, R7)."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tenure.core.policy_check import checked_policy
from tenure.core.profiles import NAMES, profile, profile_document
from tenure.records.models import Firm, LogEntry
from tenure.web.policy_document import edited
from tenure.web.policy_form import PolicyForm
from tests.doors.web.walking import signed_in
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def knobs(firm: Firm, **changed: str) -> dict[str, object]:
    """What a browser sends if somebody opens the form, changes some fields and saves."""
    form = PolicyForm(firm.policy, version=firm.policy_version)
    typed: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            typed[bound.name] = "on" if value is True else value
    return {name: value for name, value in {**typed, **changed}.items() if value != "(off)"}


def save(world: World, who: str = "olive", **changed: str) -> tuple[int, str]:
    answer = signed_in(getattr(world, who)).post("/policy/edition/", knobs(world.firm, **changed))
    return answer.status_code, unescape(answer.content.decode())


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_is_read_as_sentences(name: str) -> None:
    world = practice_world(name)
    page = unescape(signed_in(world.fay).get("/policy/").content.decode())
    assert "Who may" in page
    assert ("4 months before it can come back" in page) is (name == "practice")
    assert "Change the policy" not in page
    assert "Ask an administrator of your account: Olive Reed" in page


@pytest.mark.parametrize("name", NAMES)
def test_saving_without_a_change_keeps_every_rule(name: str) -> None:
    """The form loses nothing it does not show."""
    firm = practice_world(name).firm
    form = PolicyForm(firm.policy, knobs(firm))
    assert form.is_valid(), form.errors
    assert checked_policy(edited(firm.policy, form.cleaned_data)) == profile(name)


def test_the_wait_is_changed_as_a_new_version_and_the_page_says_who_did_it(world: World) -> None:
    assert save(world, **{"deactivate-wait_months": "6"})[0] == 302
    firm = fresh(world.firm)
    assert (firm.policy_version, firm.policy["verbs"]["deactivate"]["wait_months"]) == (2, 6)
    page = signed_in(world.fay).get("/policy/").content.decode()
    assert "6 months before it can come back" in page
    assert "Made by" in page
    assert "Olive Reed" in page


def test_steps_are_put_in_another_order_and_self_paying_clients_stay_spared(world: World) -> None:
    """R10: a self-paying client sees no survey, whatever stands before or after it."""
    save(
        world,
        **{"disconnect-step-survey": "1", "disconnect-step-meaning": "2", "disconnect-step-review": "4"},
    )
    rules = fresh(world.firm).policy["verbs"]["disconnect"]
    assert rules["steps"] == ["survey", "meaning", "owner", "review"]
    assert rules["self_paying_steps"] == ["meaning", "owner", "review"]


def test_contradictions_are_shown_all_at_once_and_nothing_is_saved(world: World) -> None:
    status, page = save(
        world, **{"deactivate-wait_months": "0", "deactivate-step-notify": "", "reactivate-offered": "(off)"}
    )
    assert status == 422
    assert "Nothing was saved: these rules contradict each other." in page
    assert "Deactivate: a step acknowledges a wait, but there is no wait." in page
    assert "Deactivate: notifying the client is a choice, but no step asks." in page
    assert "Deactivate: there is no way back; Reactivate is missing." in page
    assert fresh(world.firm).policy == profile_document("practice")
    assert not LogEntry.objects.filter(event="policy_changed").exists()


def test_survey_reasons_keep_their_codes_and_new_ones_their_words(world: World) -> None:
    save(world, reasons="Price\n\n  Left   the country \nPrice\nSomething else")
    assert fresh(world.firm).policy["survey_reasons"] == ["price", "Left the country", "other"]


def test_products_are_added_and_renamed_and_their_codes_stay(world: World) -> None:
    save(world, **{"product-0-name": "Books", "product-2-name": "Pay & Go", "product-2-extraction": "on"})
    assert fresh(world.firm).policy["products"] == [
        {"code": "bookkeeping", "name": "Books", "extraction": True},
        {"code": "data_health", "name": "Data Health & Insights", "extraction": False},
        {"code": "pay_go", "name": "Pay & Go", "extraction": True},
    ]


def test_a_product_that_clients_have_is_not_taken_away(world: World) -> None:
    status, page = save(world, **{"product-0-name": ""})
    assert status == 422
    assert "Clients have Bookkeeping, so it cannot be taken away." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("deactivate-wait_months", "-1"),
        ("deactivate-wait_months", "999"),
        ("deactivate-wait_months", "soon"),
        ("deactivate-client_notice", "maybe"),
        ("disconnect-step-owner", "77"),
        ("reactivate-restore", "half"),
        ("version", ""),
        ("reasons", "x" * 61),
        ("reasons", "\n".join(map(str, range(31)))),
        ("reasons", "x" * 1_000_000),
        ("product-2-name", "Bookkeeping"),
        ("product-2-name", "x" * 121),
    ],
)
def test_what_cannot_be_used_is_marked_and_nothing_is_saved(world: World, field: str, value: str) -> None:
    assert save(world, **{field: value})[0] == 422
    assert fresh(world.firm).policy_version == 1


def test_of_two_administrators_the_second_reads_the_new_policy_first(world: World) -> None:
    first, second = knobs(world.firm), knobs(world.firm)
    browser = signed_in(world.olive)
    assert browser.post("/policy/edition/", first).status_code == 302
    answer = browser.post("/policy/edition/", second)
    assert answer.status_code == 409
    assert "Somebody else has changed the policy" in answer.content.decode()
    assert fresh(world.firm).policy_version == 2


def test_a_profile_is_looked_at_before_it_is_taken(world: World) -> None:
    browser = signed_in(world.olive)
    page = unescape(browser.get("/policy/profiles/practice-classic/").content.decode())
    assert "4 months before it can come back" in page
    assert "None: it can come back at any time" in page
    assert "Who may" not in page, "the roles stay, so nobody's right is a difference"
    assert fresh(world.firm).policy["origin"] == "practice"
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    assert browser.post("/policy/profiles/practice-classic/", {"version": version[1]}).status_code == 302
    assert fresh(world.firm).policy["origin"] == "practice-classic"
    assert "Nothing would change" in browser.get("/policy/profiles/practice-classic/").content.decode()


@pytest.mark.parametrize("version", ["", "7", "-1", "9" * 400, "²"])
def test_a_profile_is_not_taken_over_a_policy_nobody_read(world: World, version: str) -> None:
    answer = signed_in(world.olive).post("/policy/profiles/solo/", {"version": version})
    assert answer.status_code == 409
    assert fresh(world.firm).policy_version == 1


def test_there_is_no_other_profile(world: World) -> None:
    for name in ("bakery", "practice%2e%2e"):
        assert signed_in(world.olive).get(f"/policy/profiles/{name}/").status_code == 404


def attempts(world: World) -> Iterator[tuple[str, dict[str, object]]]:
    yield "/policy/edition/", knobs(world.firm, **{"deactivate-wait_months": "0"})
    yield "/policy/profiles/solo/", {"version": "1"}


def test_without_the_right_nothing_changes_and_the_page_says_whom_to_ask(world: World) -> None:
    for who in (world.fay, world.mina):
        browser = signed_in(who)
        for page, typed in attempts(world):
            for answer in (browser.get(page), browser.post(page, typed)):
                assert answer.status_code == 403
                assert "Olive Reed" in answer.content.decode()
        assert browser.post("/policy/edition/", {}).status_code == 403
    assert fresh(world.firm).policy_version == 1
    assert LogEntry.objects.filter(event="refused").count() == 4
