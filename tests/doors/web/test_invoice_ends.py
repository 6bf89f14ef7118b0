"""Issuing, discarding, crediting, making void: each page says first what then happens (R46)."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from tenure.operations.invoice_stamps import stamp_of
from tenure.operations.invoices import edit_draft
from tenure.records.models import Invoice
from tests.billing_worlds import billing_world
from tests.doors.web.walking import signed_in
from tests.operations.test_invoices import drafted, issued, line, paid
from tests.tree_worlds import HaulerWorld

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def world() -> HaulerWorld:
    return billing_world()


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def credit(more: dict[str, str], lines: int = 1) -> dict[str, str]:
    """The form of a credit note, with nothing taken back yet."""
    found = {"extent": "chosen", "note": "Not delivered"}
    for place in range(1, lines + 1):
        found |= {f"line-{place}-quantity": "1", f"line-{place}-unit_price": "10.00"}
    return {**found, **more}


def test_what_somebody_changed_meanwhile_is_not_issued_unseen(world: HaulerWorld, mina: Browser) -> None:
    draft = drafted(world, at=NOW)
    seen = stamp_of(draft)
    edit_draft(draft.id, [line("99.00")], actor=world.actor(world.olive), at=NOW)
    told = mina.post(f"/invoices/{draft.id}/issue/", {"stamp": seen})
    assert told.status_code == 409
    assert "99.00 GBP" in told.content.decode()
    assert Invoice.objects.get().number is None
    again = mina.post(f"/invoices/{draft.id}/issue/", {"stamp": stamp_of(Invoice.objects.get())})
    assert again.status_code == 302
    twice = mina.post(f"/invoices/{draft.id}/issue/", follow=True)
    assert "is issued and cannot be changed" in twice.content.decode()
    assert Invoice.objects.get().number == 1


def test_a_draft_is_discarded_after_asking_and_an_issued_one_is_not(
    world: HaulerWorld, mina: Browser
) -> None:
    draft, invoice = drafted(world, at=NOW), issued(world, at=NOW)
    assert "Discard this draft?" in mina.get(f"/invoices/{draft.id}/discard/").content.decode()
    gone = mina.post(f"/invoices/{draft.id}/discard/")
    assert gone["Location"] == f"/clients/{world.mill_lane.id}/billing/"
    assert mina.get(f"/invoices/{draft.id}/").status_code == 404
    assert mina.post(f"/invoices/{invoice.id}/discard/")["Location"] == f"/invoices/{invoice.id}/"
    assert Invoice.objects.get() == invoice


def test_the_whole_invoice_is_credited_with_a_reason(world: HaulerWorld, mina: Browser) -> None:
    invoice = issued(world, at=NOW)
    address = f"/invoices/{invoice.id}/credit/"
    assert mina.post(address, {"extent": "whole", "note": ""}).status_code == 422
    answer = mina.post(address, {"extent": "whole", "note": "Cancelled"})
    note = Invoice.objects.get(kind="credit_note")
    assert answer["Location"] == f"/invoices/{note.id}/"
    assert (note.total, note.note) == (invoice.total, "Cancelled")
    assert "was credited already, all of it." in mina.get(address).content.decode()
    assert mina.post(address, {"extent": "whole", "note": "Once more"}).status_code == 422


def test_chosen_lines_and_amounts_are_credited(world: HaulerWorld, mina: Browser) -> None:
    invoice = issued(world, line("10.00"), line("20.00"), at=NOW)
    answer = mina.post(
        f"/invoices/{invoice.id}/credit/", credit({"line-2-take": "on", "line-2-unit_price": "5.00"}, lines=2)
    )
    assert answer.status_code == 302
    assert Invoice.objects.get(kind="credit_note").total == 600


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"line-1-take": "on", "line-1-quantity": "0"},
        {"line-1-take": "on", "line-1-unit_price": "NaN"},
        {"line-1-take": "on", "line-1-unit_price": "10.01"},
        {"line-1-take": "on", "line-1-quantity": "9" * 40},
        {"line-1-take": "on", "line-1-unit_price": "-1"},
        {"extent": "all"},
        {"extent": "\x00"},
        {"line-1-take": "on", "note": ""},
        {"line-1-take": "on", "note": "x" * 2001},
    ],
)
def test_a_credit_note_that_cannot_be_is_complained_of_and_kept(
    world: HaulerWorld, mina: Browser, wrong: dict[str, str]
) -> None:
    invoice = issued(world, at=NOW)
    answer = mina.post(f"/invoices/{invoice.id}/credit/", credit(wrong))
    assert answer.status_code == 422
    assert not Invoice.objects.filter(kind="credit_note").exists()


def test_making_void_asks_why_and_leads_to_the_credit_note_where_it_is_too_late(
    world: HaulerWorld, mina: Browser
) -> None:
    first, second = issued(world, at=NOW), issued(world, at=NOW)
    for reason in ("", " ", "x" * 501, "\x00"):
        assert mina.post(f"/invoices/{first.id}/void/", {"reason": reason}).status_code == 422
    assert mina.post(f"/invoices/{first.id}/void/", {"reason": "<i>Twice</i>"}).status_code == 302
    page = mina.get(f"/invoices/{first.id}/").content.decode()
    assert "By Mina Okafor." in page
    assert "&lt;i&gt;Twice&lt;/i&gt;" in page
    paid(world, "1.00", at=NOW)
    late = mina.get(f"/invoices/{second.id}/void/").content.decode()
    assert f"/invoices/{second.id}/credit/" in late
    assert mina.post(f"/invoices/{second.id}/void/", {"reason": "Oops"}).status_code == 422
