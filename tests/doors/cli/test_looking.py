"""Commands that look: clients, people, one node, why it is stopped, letters, the log (R6, R21, R54)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.records.models import Client, LogEntry, Subscription
from tests.doors.cli.conftest import Tenure
from tests.worlds import World, new_client, practice_world, recount

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def deactivate(world: World, tenure: Tenure, client: Client) -> str:
    node = Subscription.objects.filter(client=client).order_by("since", "id").values_list("id", flat=True)[0]
    answers = ("--owner", world.zoe.email) if client == world.birch else ()
    done = tenure("deactivate", node, "--as", world.olive.email, "--acknowledge-wait", "--yes", *answers)
    assert done.code == 0
    return node


def test_every_client_is_listed_with_products_users_and_who_pays(world: World, tenure: Tenure) -> None:
    said = tenure("clients", "--firm", world.firm.slug, "--as", world.olive.email, "--json")
    rows = {row["name"]: row for row in said.json["clients"]}
    assert said.code == 0
    assert list(rows) == ["Acme Trading Ltd", "Birch & Sons", "Cedar Café", "Dune Surveying"]
    birch = rows["Birch & Sons"]
    assert birch["owner"]["email"] == world.zoe.email
    assert {p["code"] for p in birch["products"]} == {"bookkeeping", "data_health"}
    assert {p["payer"] for p in birch["products"]} == {"firm"}
    assert {user["email"]: user["state"] for user in birch["users"]} == {
        world.zoe.email: "joined", world.ian.email: "invited",
    }  # fmt: skip
    assert rows["Acme Trading Ltd"]["payer"] == "client"


def test_a_list_longer_than_a_page_is_read_to_its_end(world: World, tenure: Tenure) -> None:
    for number in range(205):
        new_client(world.southbank, f"Client {number:03}", products=[])
    recount(world.southbank)
    said = tenure("clients", "--firm", "southbank", "--as", world.stan.email, "--json")
    assert len(said.json["clients"]) == 205


def test_tabs_and_search(world: World, tenure: Tenure) -> None:
    node = deactivate(world, tenure, world.dune)
    listing = ("clients", "--firm", world.firm.slug, "--as", world.olive.email, "--json")
    deactivated = tenure(*listing, "--standing", "deactivated").json["clients"]
    assert [row["name"] for row in deactivated] == ["Dune Surveying"]
    assert deactivated[0]["standing"] == "deactivated"
    assert [(p["id"], p["standing"]) for p in deactivated[0]["products"]] == [(node, "deactivated")]
    assert deactivated[0]["products"][0]["locked_until"] > timezone.now().date().isoformat()
    assert len(tenure(*listing, "--standing", "active").json["clients"]) == 3
    assert [row["name"] for row in tenure(*listing, "--search", "cafe").json["clients"]] == ["Cedar Café"]
    assert tenure(*listing, "--standing", "asleep").code == 2


def test_strangers_get_no_list(world: World, tenure: Tenure) -> None:
    for person, firm in ((world.stan.email, world.firm.slug), (world.zoe.email, world.firm.slug), ("x", "y")):
        said = tenure("clients", "--firm", firm, "--as", person, "--json")
        assert said.code == 3
        assert said.json["refusals"][0]["code"] == "not_connected"


def test_piped_lists_are_plain_lines_with_tabs(world: World, tenure: Tenure) -> None:
    said = tenure("clients", "--firm", world.firm.slug, "--as", world.olive.email)
    lines = said.out.splitlines()
    assert len(lines) == 5
    assert {line.count("\t") for line in lines} == {4}
    assert "\x1b" not in said.out


def test_people_with_roles_and_rights(world: World, tenure: Tenure) -> None:
    people = {
        one["email"]: one for one in tenure("people", "--firm", world.firm.slug, "--json").json["people"]
    }
    assert people[world.olive.email]["role"] == "administrator"
    assert "disconnect" in people[world.mina.email]["rights"]
    assert people[world.fay.email]["rights"] == []
    assert tenure("people", "--firm", world.firm.slug).code == 0
    assert tenure("people", "--firm", "nowhere").code == 3


def test_a_client_and_its_product_are_shown_with_what_is_offered(world: World, tenure: Tenure) -> None:
    node = deactivate(world, tenure, world.birch)
    birch = tenure("show", world.birch.id, "--as", world.olive.email, "--json").json
    assert (birch["node"]["kind"], birch["standing"], birch["products_deactivated"]) == (
        "client",
        "active",
        1,
    )
    assert [stop["node"] for stop in birch["stops"]] == [node]
    greyed = {(o["verb"], o["node"]): o for o in birch["offers"]}[("reactivate", node)]
    assert not greyed["possible"]
    assert greyed["refusals"][0]["code"] == "wait_not_over"
    product = tenure("show", node, "--as", world.olive.email, "--json").json
    assert (product["standing"], product["client"]["id"]) == ("deactivated", world.birch.id)
    text = tenure("show", world.birch.id, "--as", world.olive.email)
    assert text.code == 0
    assert "1 of 2 deactivated" in text.out


def test_the_state_on_any_day_can_be_asked(world: World, tenure: Tenure) -> None:
    node = deactivate(world, tenure, world.dune)
    today = timezone.now().date()
    for day, standing in (
        (today - timedelta(days=2), "active"),
        (today + timedelta(days=2), "deactivated"),
    ):
        for shown in (node, world.dune.id):
            said = tenure("show", shown, "--as", world.olive.email, "--on", day.isoformat(), "--json")
            assert said.json["standing"] == standing
            assert said.json["on"] == day.isoformat()
    assert tenure("show", node, "--as", world.olive.email, "--on", "tomorrow").code == 2


def test_a_clients_user_sees_its_own_client_and_no_other(world: World, tenure: Tenure) -> None:
    assert tenure("show", world.birch.id, "--as", world.zoe.email, "--json").code == 0
    assert tenure("show", world.dune.id, "--as", world.zoe.email, "--json").code == 3
    assert tenure("show", world.birch.id, "--as", world.ian.email, "--json").code == 3


def test_why_it_is_stopped_and_who_may_lift_it(world: World, tenure: Tenure) -> None:
    node = deactivate(world, tenure, world.birch)
    said = tenure("why", node, "--as", world.olive.email, "--json")
    (reason,) = said.json["reasons"]
    assert (said.code, reason["stop"]["by"]) == (0, "Olive Reed")
    assert set(reason["lifters"]) == {"Olive Reed", "Mina Okafor"}
    assert [refusal["code"] for refusal in reason["lift"]["refusals"]] == ["wait_not_over"]
    assert "Olive Reed" in tenure("why", node, "--as", world.olive.email).out
    assert tenure("why", world.dune.id, "--as", world.olive.email).out == "Nothing stops Dune Surveying.\n"
    assert tenure("why", world.dune.id, "--as", world.stan.email).code == 3


def test_letters_that_wait_are_listed_without_their_secrets(world: World, tenure: Tenure) -> None:
    deactivate(world, tenure, world.dune)
    waiting = tenure("outbox", "--state", "waiting", "--json").json["letters"]
    assert {letter["to"] for letter in waiting} == {world.olive.email, world.dora.email}
    assert all("context" not in letter for letter in waiting)
    assert tenure("outbox", "--state", "sent", "--json").json["letters"] == []
    assert tenure("outbox", "--state", "lost").code == 2
    assert "waiting" in tenure("outbox").out


def test_the_log_is_whole_until_somebody_changes_it(world: World, tenure: Tenure) -> None:
    deactivate(world, tenure, world.dune)
    assert tenure("audit", "verify", "--json").json == {"whole": True, "breaks": []}
    LogEntry.objects.filter(chain=world.dune.id).update(event="nothing")
    said = tenure("audit", "verify", "--json")
    assert said.code == 1
    assert said.json["breaks"][0]["chain"] == world.dune.id
    assert world.dune.id in tenure("audit", "verify").err
