"""The pages of bulk billing: choose, look, confirm what was seen, stop, resume, take the result along (R42)."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Verb
from tenure.operations.billing_run_preview import RunWish, preview_run
from tenure.operations.billing_runs import start_run, stop_run
from tenure.records.models import BillingRun, Invoice, OutboxMail, RunState, Service
from tests.billing_worlds import MAY, billing_world, street
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld
from tests.worlds import practice_world

pytestmark = pytest.mark.django_db
NEW, RUNS = "/billing/new/", "/billing/"
ASKED = {"month": "2026-05", "who": "all"}


@pytest.fixture
def world() -> HaulerWorld:
    return billing_world()


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def digest_in(page: str) -> str:
    return page.split('name="digest" value="')[1].split('"', maxsplit=1)[0]


def test_a_run_is_chosen_looked_at_and_confirmed(world: HaulerWorld, mina: Browser) -> None:
    assert "No billing run yet" in mina.get(RUNS).content.decode()
    assert 'type="month"' in mina.get(NEW).content.decode()
    page = mina.get(NEW, ASKED).content.decode()
    assert "Mill Lane Foods" in page
    assert "The account has no services." in page
    assert not Invoice.objects.exists()
    answer = mina.post(NEW, {**ASKED, "digest": digest_in(page)})
    run = BillingRun.objects.get()
    assert answer["Location"] == reverse("billing_run", args=[run.id])
    assert run.state == RunState.DONE
    shown = mina.get(answer["Location"]).content.decode()
    assert "INV-000001" in shown
    assert "Mill Lane Foods" in shown
    assert "May 2026" in mina.get(RUNS).content.decode()


def test_who_is_left_out_is_listed_by_reason(world: HaulerWorld, mina: Browser) -> None:
    do(world, world.olive, Verb.DEACTIVATE, world.mill_lane.id)
    page = mina.get(NEW, {**ASKED, "of": "deactivated"}).content.decode()
    assert "Mill Lane Foods" in page
    assert "The account is deactivated." in page
    assert "Nobody gets an invoice in this run." in page


def test_long_lists_are_leafed_through(
    world: HaulerWorld, mina: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenure.web.billing_run_new.LISTED", 2)
    monkeypatch.setattr("tenure.web.billing_runs.LISTED", 2)
    shops = street(world.firm, 4)
    Service.objects.filter(client__in=shops).update(price=0)
    first = mina.get(NEW, {**ASKED, "of": "nothing_to_pay"}).content.decode()
    assert ("Shop 0000" in first, "Shop 0002" in first) == (True, False)
    second = mina.get(NEW, {**ASKED, "of": "nothing_to_pay", "after": shops[1].id}).content.decode()
    assert ("Shop 0000" in second, "Shop 0002" in second) == (False, True)
    mina.post(NEW, {**ASKED, "digest": digest_in(first)})
    run = BillingRun.objects.get()
    at = reverse("billing_run", args=[run.id])
    assert "Shop 0002" not in mina.get(at, {"of": "nothing_to_pay"}).content.decode()
    assert "Shop 0002" in mina.get(at, {"of": "nothing_to_pay", "after": shops[1].id}).content.decode()
    assert mina.get(at, {"of": "nonsense", "after": "²"}).status_code == 200


def test_if_the_facts_moved_the_new_preview_is_shown(world: HaulerWorld, mina: Browser) -> None:
    digest = digest_in(mina.get(NEW, ASKED).content.decode())
    street(world.firm, 1)
    answer = mina.post(NEW, {**ASKED, "digest": digest})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Something has changed since you looked." in page
    assert not BillingRun.objects.exists()
    mina.post(NEW, {**ASKED, "digest": digest_in(page)})
    assert BillingRun.objects.get().invoiced == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"month": "soon", "who": "all"}, "such as 2026-05"),
        ({"month": "", "who": "all"}, "Choose a month"),
        ({"month": "2099-01", "who": "all"}, "up to the next one"),
        ({"month": "2026-05", "who": "grp_nothing"}, "Choose one from the list"),
    ],
)
def test_what_cannot_be_billed_is_said_beside_the_field(
    mina: Browser, asked: dict[str, str], said: str
) -> None:
    answer = mina.get(NEW, asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert mina.post(NEW, asked).status_code == 422


def test_a_run_at_work_shows_how_far_it_is_and_can_be_stopped_and_resumed(
    world: HaulerWorld, mina: Browser
) -> None:
    actor = world.actor(world.mina)
    run = start_run(
        RunWish(month=MAY), digest=preview_run(RunWish(month=MAY), actor=actor).digest, actor=actor
    )
    at = reverse("billing_run", args=[run.id])
    assert "Waiting for the worker." in mina.get(at).content.decode()
    bar = mina.get(reverse("billing_run_progress", args=[run.id]))
    assert "<progress" in bar.content.decode()
    mina.post(reverse("billing_run_stop", args=[run.id]))
    assert "The run is stopped." in mina.get(at).content.decode()
    assert mina.get(reverse("billing_run_progress", args=[run.id]))["HX-Refresh"] == "true"
    mina.post(reverse("billing_run_resume", args=[run.id]))
    run.refresh_from_db()
    assert run.state == RunState.WAITING
    again = mina.post(NEW, {**ASKED, "digest": digest_in(mina.get(NEW, ASKED).content.decode())})
    assert again.status_code == 422
    assert "Another billing run is not finished." in again.content.decode()


def test_the_result_is_a_file(world: HaulerWorld, mina: Browser) -> None:
    mina.post(NEW, {**ASKED, "digest": digest_in(mina.get(NEW, ASKED).content.decode())})
    run = BillingRun.objects.get()
    answer = mina.get(reverse("billing_run_file", args=[run.id]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1].startswith("Mill Lane Foods,INV-000001,GBP,73.50,0.00,73.50,")
    assert "The Old Forge,,,,,,,The account has no services.," in lines[2]


def test_all_invoices_of_a_run_are_e_mailed(world: HaulerWorld, mina: Browser) -> None:
    type(world.mill_lane).objects.filter(pk=world.mill_lane.pk).update(email="books@mill.example")
    mina.post(NEW, {**ASKED, "digest": digest_in(mina.get(NEW, ASKED).content.decode())})
    at = reverse("billing_run_letters", args=[BillingRun.objects.get().id])
    assert "books@mill.example" in mina.get(at).content.decode()
    assert not OutboxMail.objects.exists()
    mina.post(at)
    assert OutboxMail.objects.get().to_address == "books@mill.example"


def test_who_may_not_bill_is_told_whom_to_ask(world: HaulerWorld, mina: Browser) -> None:
    fay = signed_in(world.fay)
    actor = world.actor(world.mina)
    digest = preview_run(RunWish(month=MAY), actor=actor).digest
    run = start_run(RunWish(month=MAY), digest=digest, actor=actor)
    stop_run(run.id, actor=actor)
    names = ("billing_run", "billing_run_progress", "billing_run_file", "billing_run_letters")
    for path in (RUNS, NEW, *(reverse(name, args=[run.id]) for name in names)):
        assert fay.get(path).status_code == 403, path
    for name in ("billing_run_stop", "billing_run_resume", "billing_run_letters"):
        assert fay.post(reverse(name, args=[run.id])).status_code == 403


def test_a_firm_that_bills_no_services_has_no_such_pages() -> None:
    other = practice_world()
    browser = signed_in(other.olive)
    assert browser.get(RUNS).status_code == 404
    assert browser.get(NEW).status_code == 404


def test_pages_ask_the_same_however_many_customers_there_are(
    world: HaulerWorld, mina: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    street(world.firm, 30)
    digest = digest_in(mina.get(NEW, ASKED).content.decode())
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        mina.get(NEW, ASKED)
    mina.post(NEW, {**ASKED, "digest": digest})
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        mina.get(reverse("billing_run", args=[BillingRun.objects.get().id]))
