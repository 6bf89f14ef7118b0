"""A verb at the terminal: the plan first, performed exactly as shown, refused as everywhere (R8, R50)."""

import pytest
from django.utils.translation import get_language

from tenure.core.actions import Verb
from tenure.core.describe import VERB_TITLES
from tenure.records.models import (
    Client,
    Firm,
    LogEntry,
    OutboxMail,
    Stop,
    Subscription,
    SurveyAnswer,
    Transition,
)
from tenure.speech.speak import speak_in
from tests.doors.cli.conftest import Tenure
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

ANSWERS = ("--owner", "zoe.birch@example.com", "--acknowledge-wait")


@pytest.fixture
def world() -> World:
    return practice_world()


def product(client: Client) -> str:
    first = Subscription.objects.filter(client=client).order_by("since", "id").first()
    assert first is not None
    return first.id


def test_without_yes_the_plan_is_printed_and_nothing_happens(world: World, tenure: Tenure) -> None:
    said = tenure("deactivate", product(world.birch), "--as", world.olive.email, "--json")
    plan = said.json
    assert (said.code, said.err) == (0, "")
    assert (plan["verb"], plan["performed"], plan["client"]) == ("deactivate", False, world.birch.id)
    assert len(plan["digest"]) >= 16
    assert [ask["step"] for ask in plan["asks"]] == ["survey", "acknowledge_wait", "owner", "notify"]
    assert {choice["email"] for choice in plan["asks"][2]["choices"]} == {world.zoe.email, world.ian.email}
    assert "place_stop" in [effect["code"] for effect in plan["effects"]]
    assert not Stop.objects.exists()
    assert not Transition.objects.exists()


def test_people_read_the_same_plan_and_how_to_go_on(world: World, tenure: Tenure) -> None:
    node = product(world.birch)
    plan = tenure("deactivate", node, "--as", world.olive.email, "--json").json
    said = tenure("deactivate", node, "--as", world.olive.email)
    assert said.code == 0
    for effect in plan["effects"]:
        assert effect["sentence"] in said.out
    assert f"tenure deactivate {node} --as {world.olive.email} --digest {plan['digest']} --yes" in said.out
    assert "--acknowledge-wait" in said.out
    assert "\x1b" not in said.out


def test_confirmed_by_its_digest_it_is_performed_as_shown(world: World, tenure: Tenure) -> None:
    node = product(world.birch)
    asked = ("deactivate", node, "--as", world.mina.email, *ANSWERS, "--reason", "price", "--json")
    plan = tenure(*asked).json
    said = tenure(*asked, "--digest", plan["digest"], "--yes")
    assert said.code == 0
    done = said.json
    assert (done["performed"], done["digest"]) == (True, plan["digest"])
    assert done["effects"] == plan["effects"]
    kept = Transition.objects.get(pk=done["transition"])
    assert (kept.source, kept.plan["shown"]["effects"]) == ("cli", plan["effects"])
    assert SurveyAnswer.objects.get().reason == "price"
    assert Stop.objects.get().node == node


def test_yes_alone_performs_what_it_would_have_printed(world: World, tenure: Tenure) -> None:
    said = tenure("deactivate", product(world.dune), "--as", world.olive.email, "--acknowledge-wait", "--yes")
    assert said.code == 0
    assert "Done." in said.out
    assert Stop.objects.count() == 1


def test_no_notify_spares_the_client(world: World, tenure: Tenure) -> None:
    node = product(world.dune)
    tenure("deactivate", node, "--as", world.olive.email, "--acknowledge-wait", "--no-notify", "--yes")
    assert set(OutboxMail.objects.values_list("side", flat=True)) == {"firm"}


def test_what_is_not_answered_refuses_and_the_refusal_is_logged(world: World, tenure: Tenure) -> None:
    said = tenure("deactivate", product(world.birch), "--as", world.olive.email, "--yes", "--json")
    assert said.code == 3
    assert {refusal["code"] for refusal in said.json["refusals"]} == {
        "owner_required", "acknowledgement_required",
    }  # fmt: skip
    assert not Stop.objects.exists()
    assert LogEntry.objects.filter(event="refused", chain=world.birch.id).exists()


def test_an_unknown_owner_is_refused_before_anything_is_meant(world: World, tenure: Tenure) -> None:
    said = tenure("disconnect", world.birch.id, "--as", world.olive.email, "--owner", "x@y.example", "--json")
    assert said.code == 3
    assert [refusal["code"] for refusal in said.json["refusals"]] == ["owner_unknown"]


def test_an_owner_may_be_named_by_id_or_in_capitals(world: World, tenure: Tenure) -> None:
    for owner in (world.zoe.id, "ZOE.Birch@example.com"):
        said = tenure("disconnect", world.birch.id, "--as", world.olive.email, "--owner", owner, "--json")
        assert said.code == 0
        assert "assign_owner" not in said.json["refusals"]


def test_a_stale_digest_changes_nothing_and_shows_the_new_plan(world: World, tenure: Tenure) -> None:
    asked = ("disconnect", world.birch.id, "--as", world.olive.email, "--owner", world.zoe.email, "--json")
    old = tenure(*asked).json["digest"]
    world.birch.users.filter(person=world.ian).delete()
    for command in (asked, (*asked, "--yes")):
        said = tenure(*command, "--digest", old)
        assert said.code == 4
        assert said.json["refusals"][0]["code"] == "facts_changed"
        assert said.json["digest"] != old
        assert said.json["performed"] is False
    assert Client.objects.get(pk=world.birch.pk).firm == world.firm
    fresh = tenure(*asked).json["digest"]
    assert tenure(*asked, "--yes", "--digest", fresh).code == 0
    assert Client.objects.get(pk=world.birch.pk).firm is None


def test_after_disconnecting_the_client_is_no_longer_known(world: World, tenure: Tenure) -> None:
    asked = ("disconnect", world.dune.id, "--as", world.olive.email)
    assert tenure(*asked, "--yes").code == 0
    said = tenure(*asked, "--json")
    assert said.code == 3
    assert [refusal["code"] for refusal in said.json["refusals"]] == ["not_connected"]


@pytest.mark.parametrize("node", ["cli_00000000000000000000000", "sub_1", "usr_1", "biz_1", "firm_1"])
def test_a_missing_node_is_refused_like_a_foreign_one(world: World, tenure: Tenure, node: str) -> None:
    missing = tenure("deactivate", node, "--as", world.olive.email, "--json")
    foreign = tenure("deactivate", world.birch.id, "--as", world.stan.email, "--json")
    nobody = tenure("deactivate", world.birch.id, "--as", "nobody@example.com", "--json")
    assert (missing.code, foreign.code, nobody.code) == (3, 3, 3)
    assert missing.json["refusals"] == foreign.json["refusals"] == nobody.json["refusals"]
    assert missing.json["refusals"][0]["code"] == "not_connected"


def test_the_wrong_kind_of_node_and_a_missing_right_are_refused_by_the_core(
    world: World, tenure: Tenure
) -> None:
    kind = tenure("disconnect", product(world.birch), "--as", world.olive.email, "--json")
    right = tenure("disconnect", world.birch.id, "--as", world.fay.email, "--yes", "--json")
    client = tenure("disconnect", world.birch.id, "--as", world.zoe.email, "--json")
    assert [refusal["code"] for refusal in kind.json["refusals"]] == ["not_offered_by_policy"]
    assert [refusal["code"] for refusal in right.json["refusals"]] == ["not_permitted"]
    assert "not_permitted" in [refusal["code"] for refusal in client.json["refusals"]]
    assert (kind.code, right.code, client.code) == (3, 3, 3)
    assert LogEntry.objects.filter(event="refused", chain=world.birch.id).count() == 1


def test_deleting_takes_the_name_typed_exactly(world: World, tenure: Tenure) -> None:
    asked = ("delete", world.cedar.id, "--as", world.olive.email, "--json", "--yes")
    assert tenure(*asked, "--type-name", "Cedar").json["refusals"][0]["code"] == "name_does_not_match"
    assert tenure(*asked).json["refusals"][0]["code"] == "name_required"
    assert tenure(*asked, "--type-name", "Cedar Café").code == 0
    assert not Client.objects.filter(pk=world.cedar.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--documents", "some"),
        ("--documents", "since:yesterday"),
        ("--documents", "since"),
        ("--documents", "all:2026-01-01"),
        ("--restore", "everything"),
        ("--score", "11"),
        ("--colour", "red"),
    ],
)
def test_words_no_option_takes_are_wrong_usage(world: World, tenure: Tenure, wrong: tuple[str, str]) -> None:
    said = tenure("reactivate", product(world.birch), "--as", world.olive.email, "--json", *wrong)
    assert said.code == 2
    assert said.json["error"]["code"] == "wrong_usage"
    plain = tenure("reactivate", product(world.birch), "--as", world.olive.email, *wrong)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err


@pytest.mark.parametrize("node", ["", "birch", "cli_", "CLI_1", "cli_1; drop table", "cli_ü"])
def test_a_malformed_id_is_wrong_usage(world: World, tenure: Tenure, node: str) -> None:
    said = tenure("disconnect", node, "--as", world.olive.email, "--json")
    assert said.code == 2
    assert set(said.json) == {"error"}


def test_a_french_reader_reads_a_french_plan(world: World, tenure: Tenure) -> None:
    world.olive.locale = "fr"
    world.olive.save()
    said = tenure("disconnect", world.dune.id, "--as", world.olive.email)
    assert said.code == 0
    assert speak_in("fr", VERB_TITLES[Verb.DISCONNECT]) in said.out
    assert get_language() == "fr"


def test_a_name_cannot_steer_the_terminal(world: World, tenure: Tenure) -> None:
    Client.objects.filter(pk=world.dune.pk).update(name="Dune\x1b[2J\nDone. [bold]x")
    said = tenure("disconnect", world.dune.id, "--as", world.olive.email)
    assert "\x1b" not in said.out
    assert "\nDone." not in said.out
    assert Firm.objects.filter(pk=world.firm.pk).exists()
