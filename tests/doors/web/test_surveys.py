"""What surveys say, to those who may read them (R10)."""

from html import unescape

import pytest

from tenure.core.actions import Answers, Survey, Verb
from tenure.records.models import SurveyAnswer
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = practice_world()
    leaving = Survey(reason="price", score=3, comment="Too dear.\n<b>Really</b>")
    do(world, world.olive, Verb.DISCONNECT, world.dune.id, Answers(survey=leaving))
    pausing = Answers(acknowledged_wait=True, owner=world.zoe.id, survey=Survey(reason="price", score=8))
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch), pausing)
    SurveyAnswer.objects.create(firm=world.firm, verb="disconnect", reason="Left the country", comment="=1+1")
    return world


def read(world: World, page: str = "/surveys/") -> str:
    answer = signed_in(world.olive).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_reasons_are_counted_and_comments_quoted(world: World) -> None:
    page = read(world)
    assert "3 answers" in page
    assert "67 %" in page
    assert "Left the country" in unescape(page)
    assert "5.5" in page
    assert "Too dear.<br>&lt;b&gt;Really&lt;/b&gt;" in page


def test_a_client_who_has_left_is_named_and_not_linked(world: World) -> None:
    assert "Dune Surveying" in read(world)
    assert f"/clients/{world.dune.id}/" not in read(world)


def test_one_verb_alone(world: World) -> None:
    page = read(world, "/surveys/?verb=deactivate")
    assert "1 answer" in page
    assert "Too dear" not in page
    assert "3 answers" in read(world, "/surveys/?verb=dance")


def test_the_file_has_every_answer_and_runs_nothing(world: World) -> None:
    answer = signed_in(world.olive).get("/surveys/export/")
    text = answer.getvalue().decode("utf-8-sig")
    lines = text.splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert lines[0].startswith("When,What,Client,Reason")
    assert "'=1+1" in text
    assert "Dune Surveying" in text
    assert "Birch & Sons" in text


def test_without_answers_the_page_says_what_will_be_here(world: World) -> None:
    SurveyAnswer.objects.all().delete()
    assert "No answers yet" in read(world)


def test_only_who_may_read_surveys_reads_them(world: World) -> None:
    for who in (world.fay, world.mina):
        for page in ("/surveys/", "/surveys/export/"):
            answer = signed_in(who).get(page)
            assert answer.status_code == 403
            assert "Olive Reed" in answer.content.decode()
    assert "Too dear" not in signed_in(world.stan).get("/surveys/").content.decode()
