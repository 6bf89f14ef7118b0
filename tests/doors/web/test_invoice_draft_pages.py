"""Writing an invoice by hand: lines, services of a month, live totals; nothing typed is lost (R43, R46)."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.operations.invoices import edit_draft
from tenure.records.models import Invoice, Visit
from tests.billing_worlds import billing_world
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.operations.test_invoices import drafted, issued, line, paid
from tests.tree_worlds import HaulerWorld, new_location, new_service

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def world() -> HaulerWorld:
    return billing_world()


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def new_address(world: HaulerWorld) -> str:
    return f"/clients/{world.mill_lane.id}/invoices/new/"


def typed(*lines: dict[str, str], **more: str) -> dict[str, str]:
    """A form with these lines, each with sense where it says nothing."""
    found = {"currency": "GBP", "note": "", "lines": str(len(lines)), "period": "", **more}
    for place, said in enumerate(lines):
        whole = {"description": "Sacks", "quantity": "1", "unit_price": "10.00", "tax_rate": "20", **said}
        found |= {f"line-{place}-{name}": value for name, value in whole.items()}
    return found


def fields(text: str) -> dict[str, str]:
    """What the page's form would send again, as a browser does."""
    inputs = re.findall(r"<input[^>]*>", text)
    found = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)
        if name is not None:
            found[name[1]] = value[1] if value is not None else ""
    return {name: value for name, value in found.items() if name not in {"csrfmiddlewaretoken", "do"}}


def test_an_invoice_is_written_by_hand_saved_and_issued(world: HaulerWorld, mina: Browser) -> None:
    assert "Save draft" in mina.get(new_address(world)).content.decode()
    answer = mina.post(new_address(world), typed({}, {"unit_price": "0.505", "tax_rate": "5"}, note="Thanks"))
    draft = Invoice.objects.get()
    assert answer["Location"] == f"/invoices/{draft.id}/"
    assert (draft.total, draft.note, draft.currency) == (1200 + 51 + 3, "Thanks", "GBP")
    page = mina.get(f"/invoices/{draft.id}/issue/").content.decode()
    assert "INV-000001" in page
    sent = mina.post(f"/invoices/{draft.id}/issue/", fields(page))
    assert sent["Location"] == f"/invoices/{draft.id}/"
    draft.refresh_from_db()
    assert draft.shown_number == "INV-000001"


def test_without_a_script_lines_are_added_and_taken_away_and_nothing_is_lost(
    world: HaulerWorld, mina: Browser
) -> None:
    more = mina.post(new_address(world), typed({"description": "First"}, {"description": "Second"}, do="add"))
    again = fields(more.content.decode())
    assert (again["lines"], again["line-1-description"], again["line-2-description"]) == ("3", "Second", "")
    less = fields(mina.post(new_address(world), {**again, "do": "remove-0"}).content.decode())
    assert (less["lines"], less["line-0-description"]) == ("2", "Second")
    none = fields(mina.post(new_address(world), typed({}, do="remove-0")).content.decode())
    assert none["lines"] == "1", "there is always a line to write on"
    assert not Invoice.objects.exists()


def test_while_somebody_types_only_the_part_that_changes_is_sent(world: HaulerWorld, mina: Browser) -> None:
    part = mina.post(new_address(world), typed({}, do="look"), headers={"HX-Request": "true"})
    assert "12.00 GBP" in part.content.decode()
    assert "<html" not in part.content.decode()
    lines = mina.post(
        new_address(world), typed({}, do="add"), headers={"HX-Request": "true"}
    ).content.decode()
    assert 'id="typed-lines"' in lines
    assert 'hx-swap-oob="true"' in lines
    odd = mina.post(new_address(world), typed({}, do="look", currency="??"), headers={"HX-Request": "true"})
    assert "three capital letters" in odd.content.decode()


def test_the_services_of_a_month_are_filled_in_and_what_is_left_out_says_why(
    world: HaulerWorld, mina: Browser
) -> None:
    Visit.objects.create(client=world.mill_lane, service=world.skip, on="2026-06-09", quantity=Decimal(2))
    do(world, world.mina, Verb.DEACTIVATE, world.parcels.id, at=datetime(2026, 4, 2, 9, tzinfo=UTC))
    page = mina.post(
        new_address(world), typed({"description": "By hand"}, do="fill", month="2026-06")
    ).content.decode()
    shown = " ".join(page.split())
    assert "3 lines were filled in." in shown
    assert "Parcels, Shop: it had ended before." in shown
    again = fields(page)
    assert (again["period"], again["lines"]) == ("2026-06", "4")
    assert "By hand" in again.values(), "what was written by hand stays"
    twice = fields(
        mina.post(new_address(world), {**again, "do": "fill", "month": "2026-06"}).content.decode()
    )
    assert twice["lines"] == "4", "filling in twice changes nothing"
    assert mina.post(new_address(world), again).status_code == 302
    draft = Invoice.objects.get()
    assert str(draft.period_first) == "2026-06-01"
    assert {one.service_id for one in draft.lines.all()} == {
        world.weekly.id,
        world.monthly.id,
        world.skip.id,
        None,
    }
    assert Visit.objects.get().line is not None
    nothing = mina.post(new_address(world), typed(do="fill", month="2026-06")).content.decode()
    assert "no visit waits to be billed" in nothing


def test_days_that_another_invoice_bills_are_pointed_out(world: HaulerWorld, mina: Browser) -> None:
    filled = fields(mina.post(new_address(world), typed(do="fill", month="2026-06")).content.decode())
    mina.post(new_address(world), filled)
    mina.post(f"/invoices/{Invoice.objects.get().id}/issue/", {})
    again = mina.post(new_address(world), typed(do="fill", month="2026-06")).content.decode()
    assert "is billed for these days on INV-000001 already." in again


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "1999-01", "9999-99", "x", "\x00", "２０２６-06"])
def test_a_month_that_is_none_is_complained_of(world: HaulerWorld, mina: Browser, month: str) -> None:
    answer = mina.post(new_address(world), typed({}, do="fill", month=month))
    assert answer.status_code == 200
    assert "Choose a month" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": ""},
        {"description": "x" * 301},
        {"description": "\x00"},
        {"quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "9" * 40},
        {"quantity": "NaN"},
        {"unit_price": "Infinity"},
        {"unit_price": "1e400"},
        {"unit_price": "1.00001"},
        {"unit_price": "-1"},
        {"unit_price": "a lot"},
        {"unit_price": "999999999", "quantity": "999999999"},
        {"tax_rate": "101"},
        {"tax_rate": ""},
        {"service": "srv_0000000000000000000000000a"},
        {"service": "'; DROP TABLE"},
        {"service": "\x00"},
        {"first": "soon"},
        {"first": "2026-06-01", "end": "2026-05-01"},
        {"first": "0001-01-01", "end": "9999-12-31"},
        {"visit": "vis_0000000000000000000000000a"},
    ],
)
def test_a_line_that_cannot_be_is_complained_of_and_kept(
    world: HaulerWorld, mina: Browser, wrong: dict[str, str]
) -> None:
    answer = mina.post(new_address(world), typed({"description": "<b>Kept</b>", **wrong}))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "field__error" in shown or "tone--bad" in shown
    if "description" not in wrong:
        assert "&lt;b&gt;Kept&lt;/b&gt;" in shown
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("currency", ["", "GB", "XYZ", "gb£", "GBPX", "\x00\x00\x00", "123"])
def test_a_currency_that_is_none_is_complained_of(world: HaulerWorld, mina: Browser, currency: str) -> None:
    answer = mina.post(new_address(world), typed({}, currency=currency))
    assert answer.status_code == 422
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"lines": "x"},
        {"lines": "-1"},
        {"lines": "9" * 30},
        {"lines": "3"},
        {"do": "remove-x"},
        {"do": "\x00"},
        {"do": "remove-99", "lines": "1"},
        {"period": "x", "lines": "1", "line-0-description": "A"},
    ],
)
def test_a_form_that_nobody_could_have_sent_never_breaks(
    world: HaulerWorld, mina: Browser, odd: dict[str, str]
) -> None:
    assert mina.post(new_address(world), odd).status_code in {200, 422}


def test_six_hundred_lines_are_too_many_and_come_back(world: HaulerWorld, mina: Browser) -> None:
    answer = mina.post(new_address(world), typed(*({} for _line in range(600))))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "An invoice has 1 to 500 lines." in shown
    assert fields(shown)["lines"] == "600"
    assert mina.post(new_address(world), typed(*({} for _line in range(500)))).status_code == 302


def test_another_customers_service_is_refused(world: HaulerWorld, mina: Browser) -> None:
    theirs = new_service(new_location(world.forge, "Forge"), "Forge bins")
    answer = mina.post(new_address(world), typed({"service": theirs.id}))
    assert answer.status_code == 422
    assert "that Mill Lane Foods does not have." in answer.content.decode()


def test_whoever_saves_second_is_told_sees_both_and_loses_nothing(world: HaulerWorld, mina: Browser) -> None:
    draft = drafted(world, at=NOW)
    address = f"/invoices/{draft.id}/edit/"
    mine = fields(mina.get(address).content.decode())
    edit_draft(draft.id, [line("77.00")], actor=world.actor(world.olive), at=NOW)
    mine["line-0-description"] = "What Mina typed"
    told = mina.post(address, mine)
    assert told.status_code == 409
    shown = told.content.decode()
    assert "Somebody else saved this draft meanwhile." in shown
    assert "What Mina typed" in shown
    assert "77.00 GBP" in shown
    assert mina.post(address, fields(shown)).status_code == 302
    assert draft.lines.get().description == "What Mina typed"


def test_what_is_issued_is_not_edited(world: HaulerWorld, mina: Browser) -> None:
    invoice = issued(world, at=NOW)
    assert mina.get(f"/invoices/{invoice.id}/edit/")["Location"] == f"/invoices/{invoice.id}/"
    answer = mina.post(f"/invoices/{invoice.id}/edit/", typed({"description": "Too late"}))
    assert answer.status_code == 422
    assert "Too late" in answer.content.decode()


# --- A deactivated customer (R43) ---------------------------------------------------------------------------------


def test_a_deactivated_customer_who_owes_nothing_is_not_billed_and_the_page_says_so_first_r43(
    world: HaulerWorld, mina: Browser
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = mina.get(new_address(world)).content.decode()
    assert "so there is nothing to bill" in page
    assert "Save draft" not in page
    refused = mina.post(new_address(world), typed({"description": "Kept"}))
    assert refused.status_code == 422
    assert "Kept" in refused.content.decode()
    assert not Invoice.objects.exists()


def test_a_deactivated_customer_with_an_unpaid_invoice_is_billed_without_services_r43(
    world: HaulerWorld, mina: Browser
) -> None:
    issued(world, at=NOW)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = mina.get(new_address(world)).content.decode()
    assert "Mill Lane Foods is deactivated: this invoice carries no services." in page
    assert "Fill in the services" not in page
    refused = mina.post(new_address(world), typed({"service": world.weekly.id}))
    assert refused.status_code == 422
    assert "its invoices carry no services" in refused.content.decode()
    assert mina.post(new_address(world), typed({})).status_code == 302
    paid(world, "12.00", at=timezone.now())
    assert "nothing to bill" in mina.get(new_address(world)).content.decode()


def test_who_may_not_bill_is_told_whom_to_ask(world: HaulerWorld) -> None:
    draft = drafted(world, at=NOW)
    fay = signed_in(world.fay)
    for address in (
        new_address(world),
        *(f"/invoices/{draft.id}/{act}/" for act in ("edit", "issue", "discard")),
    ):
        for answer in (fay.get(address), fay.post(address, typed({}))):
            assert answer.status_code == 403
            assert "Olive Reed" in answer.content.decode()
