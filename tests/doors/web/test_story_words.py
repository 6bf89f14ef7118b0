"""Every quiet change that a client's story tells has words, and every change that has words is told (R54)."""

from tenure.records import client_story
from tenure.web import account_story, client_story_lines


def test_what_is_told_to_the_firm_and_what_has_words_are_the_same() -> None:
    assert set(client_story.QUIET) == set(client_story_lines.QUIET)


def test_what_the_client_did_about_other_firms_has_words_on_its_own_side() -> None:
    assert set(client_story.OWN) <= set(account_story.OURS)
