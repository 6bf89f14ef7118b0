"""One plan, one digest: page, terminal and stored transition say the same sentences (R50)."""

import html

import pytest

from tenure.core.actions import Answers, Verb
from tenure.records.models import Client, Transition
from tests.doors.cli.conftest import Tenure
from tests.doors.cli.conftest import tenure as tenure  # noqa: PLC0414 - a fixture of a neighbour
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import look, product_of
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


def sentences(plan: dict[str, list[dict[str, str]]]) -> list[str]:
    """Every sentence of a plan in JSON: what changes, what stays, and the second sentences."""
    lines = plan["effects"] + plan["kept"]
    return [said for line in lines for said in (line["sentence"], line["detail"]) if said]


def target_of(client: Client, verb: Verb, profile: str) -> str:
    by_product = verb is Verb.DEACTIVATE and profile != "cabinet"
    return product_of(client) if by_product else client.id


@pytest.mark.parametrize("profile", ["practice", "practice-classic", "cabinet"])
@pytest.mark.parametrize("verb", [Verb.DISCONNECT, Verb.DEACTIVATE, Verb.DELETE])
def test_page_terminal_and_transition_carry_the_same_sentences(
    profile: str, verb: Verb, tenure: Tenure
) -> None:
    world = practice_world(profile)
    client = world.cedar if verb is Verb.DELETE else world.dune
    node = target_of(client, verb, profile)
    plan = look(world, world.olive, verb, node)

    shown = tenure(verb.value, node, "--as", world.olive.email, "--json").json
    assert shown["digest"] == plan.digest
    printed = " ".join(tenure(verb.value, node, "--as", world.olive.email).out.split())
    page = html.unescape(Walk(signed_in(world.olive), verb, node).look())
    for sentence in sentences(shown):
        assert sentence in printed, "the terminal says it"
        assert sentence in page, "the page says it"
    assert plan.digest in page or plan.digest in Walk(signed_in(world.olive), verb, node).look(
        str(plan.steps[-1])
    )

    answers = ["--acknowledge-wait", "--type-name", client.name, "--digest", plan.digest, "--yes", "--json"]
    done = tenure(verb.value, node, "--as", world.olive.email, *answers).json
    assert sentences(done) == sentences(shown), "what was done is what was shown"
    made = Transition.objects.get(verb=verb.value)
    assert made.digest == plan.digest
    if verb is not Verb.DELETE:
        assert sentences(made.plan["shown"]) == sentences(shown), "and it is kept"


def test_the_answers_change_the_sentences_but_not_the_digest(tenure: Tenure) -> None:
    world: World = practice_world("practice")
    node = product_of(world.birch)
    bare = look(world, world.olive, Verb.DEACTIVATE, node)
    answered = look(
        world,
        world.olive,
        Verb.DEACTIVATE,
        node,
        Answers(owner=world.ian.id, notify=False, acknowledged_wait=True),
    )
    assert bare.digest == answered.digest
    assert bare.effects != answered.effects
