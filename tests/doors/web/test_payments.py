"""Payments on pages: what they settle is shown first, twice sent is once recorded, and they can be taken back (R46)."""

import html
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client as Browser

from tenure.core.actions import Verb
from tenure.operations.errors import Invalid
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import reverse_payment
from tenure.records.models import Firm, Invoice, Payment
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_client, new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def issued(world: HaulerWorld, price: str) -> Invoice:
    line = LineDraft(
        description="Extra sacks", quantity=Decimal(1), unit_price=Decimal(price), tax_rate=Decimal(0)
    )
    mina = world.actor(world.mina)
    draft = draft_invoice(world.mill_lane.id, [line], currency="GBP", actor=mina, at=JUNE)
    return issue_invoice(draft.id, actor=mina, at=JUNE)


def new(world: HaulerWorld) -> str:
    return f"/clients/{world.mill_lane.id}/payments/new/"


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None, text
    return found[1]


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def form(browser: Browser, address: str, **typed: str) -> dict[str, str]:
    """The form as a browser would send it; what it would settle is not seen yet."""
    page = browser.get(address).content.decode()
    return {
        "amount": "12",
        "currency": "GBP",
        "on": "2026-06-12",
        "method": "transfer",
        "reference": "",
        "stamp": hidden(page, "stamp"),
        **typed,
    }


def seen(browser: Browser, address: str, typed: dict[str, str]) -> dict[str, str]:
    """The same after what it settles was shown."""
    panel = browser.post(address, typed, headers={"HX-Request": "true"}).content.decode()
    return {**typed, "seen": hidden(panel, "seen")}


def test_what_it_settles_is_shown_before_anything_is_recorded_r46(world: HaulerWorld, mina: Browser) -> None:
    issued(world, "10"), issued(world, "20")
    first = words(mina.get(new(world)).content.decode())
    assert "Owed afterwards 0.00 GBP" in first, "all that is owed is offered"
    typed = form(mina, new(world), amount="15.00")
    panel = words(mina.post(new(world), typed, headers={"HX-Request": "true"}).content.decode())
    assert "INV-000001 due on 24 June 2026 10.00 GBP paid" in panel, panel
    assert "5.00 GBP 15.00 GBP stays open" in panel
    unseen = mina.post(new(world), typed)
    assert unseen.status_code == 409
    assert "Nothing is recorded yet." in words(unseen.content.decode())
    assert not Payment.objects.exists()
    done = mina.post(new(world), seen(mina, new(world), typed), follow=True)
    text = words(done.content.decode())
    assert "15.00 GBP from Mill Lane Foods is recorded." in text
    assert [invoice.paid for invoice in Invoice.objects.order_by("number")] == [1000, 500]
    assert "Left as credit 0.00 GBP" in text


def test_the_same_form_sent_twice_records_one_payment(world: HaulerWorld, mina: Browser) -> None:
    issued(world, "10")
    typed = seen(mina, new(world), form(mina, new(world)))
    one, two = mina.post(new(world), typed), mina.post(new(world), typed)
    assert one["Location"] == two["Location"]
    assert Payment.objects.count() == 1
    assert "It is not recorded twice." in words(mina.get(two["Location"]).content.decode())
    assert "Left as credit 2.00 GBP" in words(mina.get(one["Location"]).content.decode())


def test_nothing_is_recorded_over_facts_that_moved(world: HaulerWorld, mina: Browser) -> None:
    issued(world, "10")
    typed = seen(mina, new(world), form(mina, new(world)))
    issued(world, "30")
    answer = mina.post(new(world), typed)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The facts have changed since you looked." in words(text)
    assert not Payment.objects.exists()
    again = {**typed, "seen": hidden(text, "seen")}
    assert mina.post(new(world), again).status_code == 302
    assert Payment.objects.get().amount == 1200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "0"}, "more than nothing"),
        ({"amount": ""}, "required"),
        ({"amount": "NaN"}, "Enter a number."),
        ({"amount": "1e400"}, "less than or equal"),
        ({"amount": "10.005"}, "GBP has 2 decimals."),
        ({"currency": "XQX"}, "three capital letters"),
        ({"on": "2199-01-01"}, "still to come"),
        ({"on": "0001-01-01"}, "after the year 1999"),
        ({"on": "yesterday"}, "valid date"),
        ({"method": "credit_note"}, "valid choice"),
        ({"reference": "x" * 121}, "at most 120"),
        ({"stamp": "pay_nonsense"}, "not valid any more"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(
    world: HaulerWorld, mina: Browser, wrong: dict[str, str], said: str
) -> None:
    typed = {**form(mina, new(world), reference="Statement 7"), **wrong, "seen": "x"}
    if "stamp" in wrong:
        typed = seen(mina, new(world), typed)
    answer = mina.post(new(world), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in words(text), words(text)
    if "reference" not in wrong:
        assert 'value="Statement 7"' in text
    assert not Payment.objects.exists()


def test_a_deactivated_and_a_suspended_customer_can_pay(world: HaulerWorld, mina: Browser) -> None:
    issued(world, "10")
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert mina.post(new(world), seen(mina, new(world), form(mina, new(world)))).status_code == 302
    assert Invoice.objects.get().paid == 1000


def test_taking_back_says_which_invoices_become_open_again(world: HaulerWorld, mina: Browser) -> None:
    issued(world, "10"), issued(world, "20")
    mina.post(new(world), seen(mina, new(world), form(mina, new(world), amount="15")))
    mina.post(new(world), seen(mina, new(world), form(mina, new(world), amount="40")))
    first, _second = Payment.objects.order_by("created_at")
    address = f"/payments/{first.id}/reversal/"
    page = mina.get(address).content.decode()
    # The second payment left 25.00 of credit, which pays both at once.
    assert "No invoice becomes open again." in words(page)
    reverse_payment(_second.id, actor=world.actor(world.mina))
    stale = mina.post(address, {"seen": hidden(page, "seen")})
    assert stale.status_code == 409
    assert "INV-000001 due on 24 June 2026 10.00 GBP open" in words(stale.content.decode())
    assert Invoice.objects.get(number=1).paid == 1000, "nothing happened"
    done = mina.post(address, {"seen": hidden(stale.content.decode(), "seen")}, follow=True)
    assert "Taken back on" in words(done.content.decode())
    assert [invoice.paid for invoice in Invoice.objects.order_by("number")] == [0, 0]
    again = mina.post(address, {"seen": "whatever"}, follow=True)
    assert "taken back already" in words(again.content.decode())


def test_two_who_take_the_same_payment_back_do_it_once(world: HaulerWorld) -> None:
    issued(world, "10")
    mina = signed_in(world.mina)
    mina.post(new(world), seen(mina, new(world), form(mina, new(world))))
    payment = Payment.objects.get()
    reverse_payment(payment.id, actor=world.actor(world.olive))
    with pytest.raises(Invalid, match="already"):
        reverse_payment(payment.id, actor=world.actor(world.mina))
    assert Invoice.objects.get().paid == 0


def test_strangers_staff_and_firms_without_services(world: HaulerWorld, mina: Browser) -> None:
    mina.post(new(world), seen(mina, new(world), form(mina, new(world))))
    payment = Payment.objects.get()
    fay, nadia = signed_in(world.fay), signed_in(world.nadia)
    assert fay.get(f"/payments/{payment.id}/").status_code == 200
    assert fay.get(new(world)).status_code == fay.get(f"/payments/{payment.id}/reversal/").status_code == 403
    assert nadia.get(f"/payments/{payment.id}/").status_code == 302
    elsewhere, quinn = new_firm("Books & Co", "practice"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    theirs = new_client(elsewhere, "Birch", ())
    other = signed_in(quinn)
    for address in (
        new(world),
        f"/payments/{payment.id}/",
        f"/payments/{payment.id}/reversal/",
        f"/clients/{theirs.id}/payments/new/",
    ):
        assert other.get(address).status_code == 404
    assert payment.received_on == date(2026, 6, 12)
