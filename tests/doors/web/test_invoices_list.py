"""All invoices of a firm, and those of one customer: by state, number, customer and month, page by page (R46)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from tenure.core.actions import Verb
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.void_invoices import void_invoice
from tenure.records.models import Client, Firm, Invoice
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.operations.test_invoices import drafted, issued, line, paid
from tests.records.test_trees import queries
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def shown(browser: Browser, query: str = "", address: str = "/invoices/") -> str:
    answer = browser.get(address + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def many(world: HaulerWorld, count: int, client: Client | None = None) -> None:
    """So many drafts, each written a minute before the one before."""
    of = client or world.mill_lane
    Invoice.objects.bulk_create(
        Invoice(
            firm=world.firm,
            client=of,
            currency="GBP",
            total=100,
            net=100,
            created_at=NOW - timedelta(minutes=n),
        )
        for n in range(count)
    )


def test_each_tab_shows_its_own_states(world: HaulerWorld, mina: Browser) -> None:
    actor = world.actor(world.mina)
    assert "No invoices yet" in shown(mina)
    late = issued(world, line("10.00"), at=NOW - 40 * DAY)
    settled = issued(world, line("11.00"), at=NOW - 50 * DAY)
    credit_invoice(settled.id, note="Wrong", actor=actor, at=NOW)
    gone = issued(world, line("12.00"), at=NOW)
    void_invoice(gone.id, reason="Twice", actor=actor, at=NOW)
    fresh = issued(world, line("13.00"), at=NOW)
    drafted(world, line("14.00"), at=NOW)
    numbers = [one.shown_number for one in (late, settled, gone, fresh)]

    def found(query: str) -> list[str]:
        page = shown(mina, query)
        return [number for number in (*numbers, "CN-000001", "Draft invoice") if number in page]

    assert found("") == [*numbers, "CN-000001", "Draft invoice"]
    assert found("?tab=draft") == ["Draft invoice"]
    assert found("?tab=open") == [numbers[0], numbers[3]]
    assert found("?tab=overdue") == [numbers[0]]
    assert found("?tab=paid") == [numbers[1]]
    assert found("?tab=void") == [numbers[2]]
    assert found("?tab=credit_notes") == ["CN-000001"]
    assert "Overdue" in shown(mina, "?tab=overdue")


def test_it_is_searched_by_number_customer_and_month(world: HaulerWorld, mina: Browser) -> None:
    first, second = issued(world, at=NOW - 70 * DAY), issued(world, at=NOW)
    for typed in ("INV-000002", "inv 2", "2", "000002"):
        page = shown(mina, f"?q={typed}")
        assert second.shown_number in page
        assert first.shown_number not in page
    assert second.shown_number in shown(mina, "?q=mill+lane")
    assert "Nothing found" in shown(mina, "?q=old+forge")
    assert "Nothing found" in shown(mina, "?q=CN-2")
    month = shown(mina, f"?month={first.issued_on:%Y-%m}")
    assert first.shown_number in month
    assert second.shown_number not in month


@pytest.mark.parametrize(
    "query",
    [
        "?tab=x",
        "?cursor=x",
        "?cursor=" + "a" * 400,
        "?month=2026-99",
        "?q=%00",
        "?q=" + "9" * 200,
        "?q=9999999999",
        "?q='--",
    ],
)
def test_odd_addresses_are_read_as_not_said(world: HaulerWorld, mina: Browser, query: str) -> None:
    issued(world, at=NOW)
    for address in ("/invoices/", f"/clients/{world.mill_lane.id}/billing/"):
        assert mina.get(address + query).status_code == 200


def test_pages_follow_one_another_and_lead_back(world: HaulerWorld, mina: Browser) -> None:
    many(world, 120)
    seen, query, before = [], "", ""
    for _page in range(3):
        found = mina.get("/invoices/" + query).context
        seen.append([row.id for row in found["rows"]])
        query, before = found["next"], found["previous"]
    assert query == ""
    assert [len(ids) for ids in seen] == [50, 50, 20]
    assert len({one for ids in seen for one in ids}) == 120
    back = mina.get("/invoices/" + before)
    assert [row.id for row in back.context["rows"]] == seen[1]


def test_many_invoices_take_the_queries_of_few(world: HaulerWorld, mina: Browser) -> None:
    tab = f"/clients/{world.mill_lane.id}/billing/"

    def counted() -> list[int]:
        def get(address: str) -> Callable[[], None]:
            def ask() -> None:
                assert mina.get(address).status_code == 200

            return ask

        return [queries(get(address)) for address in ("/invoices/", "/invoices/?q=mill", tab)]

    many(world, 2)
    issued(world, at=NOW)
    paid(world, "1.00", at=NOW)
    counted()
    few = counted()
    many(world, 300)
    for _more in range(4):
        issued(world, at=NOW)
        paid(world, "1.00", at=NOW)
    assert counted() == few


def test_only_what_changes_is_sent_while_somebody_types(world: HaulerWorld, mina: Browser) -> None:
    issued(world, at=NOW)
    part = mina.get("/invoices/?q=INV-1", headers={"HX-Request": "true"})
    assert part.headers["HX-Push-Url"] == "/invoices/?q=INV-1"
    assert "<html" not in part.content.decode()


def test_another_firm_sees_nothing(world: HaulerWorld) -> None:
    invoice = issued(world, at=NOW)
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    assert invoice.shown_number not in shown(signed_in(quinn))


def test_a_firm_without_services_has_no_such_page() -> None:
    solo = signed_in(solo_world().olive)
    assert solo.get("/invoices/").status_code == 404
    assert "/invoices/" not in shown(solo, address="/")


# --- The billing tab ----------------------------------------------------------------------------------------------


def test_the_billing_tab_has_balance_invoices_and_payments(world: HaulerWorld, mina: Browser) -> None:
    tab = f"/clients/{world.mill_lane.id}/billing/"
    empty = shown(mina, address=tab)
    assert "What you bill this customer stands here" in empty
    assert f"/clients/{world.mill_lane.id}/invoices/new/" in empty
    issued(world, line("1000.00"), at=NOW)
    paid(world, "200.00", at=NOW)
    page = shown(mina, address=tab)
    for words in ("1,000.00 GBP", "1,200.00 GBP", "INV-000001", "Part paid", "Bank transfer", "200.00 GBP"):
        assert words in page
    assert "No invoice is in this state." in shown(mina, "?tab=void", tab)
    assert "INV-000001" not in shown(mina, address=f"/clients/{world.forge.id}/billing/")


def test_what_was_paid_too_much_stands_as_credit(world: HaulerWorld, mina: Browser) -> None:
    paid(world, "30.00", at=NOW)
    page = shown(mina, address=f"/clients/{world.mill_lane.id}/billing/")
    assert "Credit" in page
    assert "30.00 GBP" in page


def test_where_no_invoice_can_be_written_the_button_says_why_r43(world: HaulerWorld, mina: Browser) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = shown(mina, address=f"/clients/{world.mill_lane.id}/billing/")
    assert "so there is nothing to bill" in page
    assert f"/clients/{world.mill_lane.id}/invoices/new/" not in page


def test_other_staff_look_and_do_not_write(world: HaulerWorld) -> None:
    invoice = issued(world, at=NOW)
    fay = signed_in(world.fay)
    assert invoice.shown_number in shown(fay)
    page = shown(fay, address=f"/clients/{world.mill_lane.id}/billing/")
    assert invoice.shown_number in page
    assert "New invoice" not in page
    assert "Credit note" not in shown(fay, address=f"/invoices/{invoice.id}/").partition("<main")[2]
