"""One business: facts, products, why it rests; adding and correcting one; whose documents are whose (R6, R30, R32)."""

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenure.core.actions import Answers, Verb
from tenure.records.models import Business, Document, Stop, Subscription
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import SoloWorld, hauler_world, new_business, solo_world
from tests.worlds import new_client

pytestmark = pytest.mark.django_db

TYPED = {"name": "Harper Film", "company_number": "IE 9", "tax_number": "T 9", "products": ["solo"]}


@pytest.fixture
def world() -> SoloWorld:
    return solo_world()


def address(world: SoloWorld, more: str = "") -> str:
    return f"/clients/{world.harpers.id}/businesses/{more}"


def get(world: SoloWorld, page: str, who: str = "mina") -> str:
    answer = signed_in(getattr(world, who)).get(page)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def post(world: SoloWorld, page: str, typed: Mapping[str, object], who: str = "mina") -> tuple[int, str]:
    answer = signed_in(getattr(world, who)).post(page, typed)
    return answer.status_code, answer.content.decode()


def deactivate(world: SoloWorld, node: str) -> None:
    do(world, world.mina, Verb.DEACTIVATE, node, Answers(owner=world.zoe.id))


def test_r6_the_page_says_what_it_has_and_why_it_rests(world: SoloWorld) -> None:
    Business.objects.filter(pk=world.bakery.id).update(company_number="IE 512034", tax_number="IE3456781A")
    deactivate(world, world.bakery.id)
    shown = get(world, address(world, f"{world.bakery.id}/"))
    for words in ("IE 512034", "IE3456781A", "Harper Bakery is deactivated.", "by Mina Okafor", "Solo"):
        assert words in shown
    assert f"/reactivation/{world.bakery.id}/" in shown


def test_under_a_stopped_client_the_page_leads_to_the_client_first(world: SoloWorld) -> None:
    deactivate(world, world.harpers.id)
    shown = get(world, address(world, f"{world.bakery.id}/"))
    assert "The Harpers is deactivated." in shown
    assert f'href="/reactivation/{world.harpers.id}/"' in shown
    assert f'href="/reactivation/{world.bakery.id}/"' not in shown


def test_somebody_without_rights_may_look_and_not_touch(world: SoloWorld) -> None:
    shown = get(world, address(world, f"{world.bakery.id}/"), "fay")
    assert "/edition/" not in shown
    assert "/deactivation/" not in shown
    assert "/new/" not in get(world, address(world), "fay")
    for page in ("new/", f"{world.bakery.id}/edition/"):
        assert signed_in(world.fay).get(address(world, page)).status_code == 403
        status, said = post(world, address(world, page), TYPED, "fay")
        assert (status, "Olive Reed" in said) == (403, True)
    products = address(world, f"{world.bakery.id}/products/")
    assert post(world, products, {"product": "solo"}, "fay")[0] == 403
    assert Business.objects.count() == 2


def test_a_user_of_the_client_is_shown_to_their_own_side(world: SoloWorld) -> None:
    for page in ("", "new/", f"{world.bakery.id}/"):
        assert signed_in(world.zoe).get(address(world, page)).status_code == 302


def test_a_business_is_added_with_its_products(world: SoloWorld) -> None:
    status, _said = post(world, address(world, "new/"), TYPED)
    added = Business.objects.get(name="Harper Film")
    assert status == 302
    assert (added.company_number, added.tax_number) == ("IE 9", "T 9")
    assert Subscription.objects.get(business=added).product == "solo"
    assert (
        "Harper Film was added." in get(world, address(world, f"{added.id}/"))
        or added.client == world.harpers
    )


def test_a_business_without_products_gets_one_later(world: SoloWorld) -> None:
    post(world, address(world, "new/"), {"name": "Harper Film"})
    added = Business.objects.get(name="Harper Film")
    page = address(world, f"{added.id}/")
    assert "No product" in get(world, page)
    browser = signed_in(world.mina)
    answer = browser.post(page + "products/", {"product": "solo"}, follow=True)
    assert "Solo has started." in answer.content.decode()
    for odd in ("solo", "nonsense", "", "\x00"):
        assert browser.post(page + "products/", {"product": odd}).status_code == 302
    assert Subscription.objects.filter(business=added).count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"name": "A <b>", "company_number": "n" * 61},
        {"name": "A <b>", "products": ["nonsense"]},
        {"name": "nul\x00"},
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_nothing_typed_is_lost(
    world: SoloWorld, odd: dict[str, object]
) -> None:
    for page in ("new/", f"{world.bakery.id}/edition/"):
        if "products" in odd and page != "new/":
            continue
        status, said = post(world, address(world, page), {"tax_number": "T-17", **odd})
        assert status == 422
        assert "T-17" in said
    assert Business.objects.count() == 2


def test_section_11_under_a_stopped_client_no_business_is_added(world: SoloWorld) -> None:
    deactivate(world, world.harpers.id)
    reason = "The Harpers is deactivated: nothing new begins under it. Reactivate it first."
    assert reason in get(world, address(world))
    assert "/businesses/new/" not in get(world, address(world))
    assert reason in get(world, address(world, "new/"))
    status, said = post(world, address(world, "new/"), TYPED)
    assert (status, reason in said) == (422, True)
    browser = signed_in(world.mina)
    answer = browser.post(address(world, f"{world.bakery.id}/products/"), {"product": "solo"}, follow=True)
    assert reason in answer.content.decode()
    assert Business.objects.count() == 2


def test_details_are_corrected_those_of_a_stopped_business_too(world: SoloWorld) -> None:
    deactivate(world, world.bakery.id)
    page = address(world, f"{world.bakery.id}/edition/")
    assert post(world, page, {"name": "Harper & Daughters", "tax_number": "T1"})[0] == 302
    bakery = Business.objects.get(pk=world.bakery.id)
    assert (bakery.name, bakery.tax_number) == ("Harper & Daughters", "T1")
    assert "Harper &amp; Daughters" in get(world, page)


def test_a_name_that_is_html_is_shown_as_it_is(world: SoloWorld) -> None:
    odd = new_business(world.harpers, "<script>alert(1)</script>")
    deactivate(world, odd.id)
    for page in ("", "?tab=deactivated", f"{odd.id}/", f"{odd.id}/edition/"):
        assert "<script>alert" not in get(world, address(world, page))
    answer = signed_in(world.mina).post(
        f"/reactivation/{odd.id}/at-once/", {"digest": digest_of(world, odd)}, follow=True
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; (The Harpers) is reactivated." in answer.content.decode()


def digest_of(world: SoloWorld, business: Business) -> str:
    page = get(world, address(world, "?tab=deactivated"))
    form = page.partition(f"/reactivation/{business.id}/at-once/")[2]
    return form.partition('name="digest" value="')[2].partition('"')[0]


def add_paper(world: SoloWorld, name: str, business: str = "") -> int:
    file = SimpleUploadedFile(name, b"%PDF-1.7 " + name.encode())
    page = f"/clients/{world.harpers.id}/documents/"
    return signed_in(world.mina).post(page, {"file": file, "business": business}).status_code


def test_r30_a_document_is_added_for_a_business_and_named_with_it(world: SoloWorld) -> None:
    deactivate(world, world.bakery.id)
    assert add_paper(world, "bakery.pdf", world.bakery.id) == 302
    assert add_paper(world, "lettings.pdf", world.lettings.id) == 302
    assert add_paper(world, "account.pdf") == 302
    assert dict(Document.objects.values_list("name", "state")) == {
        "bakery.pdf": "held",
        "lettings.pdf": "received",
        "account.pdf": "received",
    }
    documents = f"/clients/{world.harpers.id}/documents/"
    assert "Harper Bakery · Solo" in get(world, documents)
    only = get(world, f"{documents}?business={world.bakery.id}")
    assert "bakery.pdf" in only
    assert "lettings.pdf" not in only
    for odd in ("biz_nosuch", "%00", "x" * 500):
        assert "lettings.pdf" in get(world, f"{documents}?business={odd}")


def test_a_document_is_not_added_for_somebody_elses_business(world: SoloWorld) -> None:
    theirs = new_business(new_client(world.firm, "The Larks"), "Lark Rise")
    for odd in (theirs.id, "biz_nosuch", world.harpers.id):
        assert add_paper(world, "odd.pdf", odd) == 422
    assert not Document.objects.exists()


def test_r31_each_choice_of_a_return_says_what_it_brings_back(world: SoloWorld) -> None:
    deactivate(world, world.bakery.id)
    deactivate(world, world.harpers.id)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, world.harpers.id)
    walk.look()
    assert walk.says("All that is deactivated below it, too. Brings back: Harper Bakery, Harper Lettings.")
    assert walk.says("what was stopped before stays so. Brings back: Harper Lettings.")
    walk.press("Reactivate", restore="as_it_was")
    assert Stop.objects.get(lifted_at=None).node == world.bakery.id


def test_r29_each_firm_calls_those_it_looks_after_by_their_name(world: SoloWorld) -> None:
    shown = get(world, "/clients/")
    for words in ("<span>Solo clients</span>", "Active clients", "Deactivated clients"):
        assert words in shown
    assert "/waits/" not in shown
    hauler = hauler_world()
    mill = signed_in(hauler.olive)
    mill.post("/place/", {"place": hauler.firm.id})
    customers = mill.get("/clients/").content.decode()
    assert "<span>Customers</span>" in customers
    assert "Deactivated customers" in customers
    assert "Businesses" not in customers
