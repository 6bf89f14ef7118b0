"""What becomes of a letter at a real mail server, said honestly."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from tenure.outlets.mail import Later, Letter, Post, Refused, Sent, Unknown, Unreachable, one_line
from tests.outlets.post_office import PostOffice, body, open_post_office

LETTER = Letter(
    to_name="Zoë Birch, partner",
    to_address="zoe@example.com",
    subject="Birch & Sons est détaché",
    text="Hello",
    html="<p>Hello</p>",
    message_id="<obx_1@tenure.example>",
    locale="fr",
)


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with open_post_office() as office:
        settings.MAILERS = office.mailers
        yield office


def send(*letters: Letter) -> list[object]:
    outcomes: list[object] = []
    with Post() as post:
        for letter in letters:
            post.connect()
            outcomes.append(post.hand_over(letter))
    return outcomes


def test_a_letter_arrives_as_text_and_html_with_its_own_id(office: PostOffice) -> None:
    assert send(LETTER, replace(LETTER, message_id="<obx_2@tenure.example>")) == [Sent(), Sent()]
    letter, second = office.letters
    assert (letter["Subject"], letter["To"]) == (LETTER.subject, '"Zoë Birch, partner" <zoe@example.com>')
    assert (letter["Message-ID"], second["Message-ID"]) == (
        "<obx_1@tenure.example>",
        "<obx_2@tenure.example>",
    )
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "fr")
    assert (body(letter, "plain").strip(), body(letter, "html").strip()) == ("Hello", "<p>Hello</p>")


def test_what_somebody_typed_adds_no_header(office: PostOffice) -> None:
    evil = replace(LETTER, subject="Acme\r\nBcc: all@example.com", to_name="Zoe\nX-Evil: 1")
    assert send(evil) == [Sent()]
    (letter,) = office.letters
    assert letter["Subject"] == "Acme Bcc: all@example.com"
    assert {"Bcc", "X-Evil"}.isdisjoint(letter.keys())


@pytest.mark.parametrize("address", ["zoe@example.com\nBcc: all@example.com", "no address", "", "a@b, c@d"])
def test_an_address_that_is_none_is_refused_without_a_try(office: PostOffice, address: str) -> None:
    (outcome,) = send(replace(LETTER, to_address=address))
    assert isinstance(outcome, Refused)
    assert office.letters == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("451 come back later", Later), ("550 nobody here", Refused), ("421 closing", Later)],
)
def test_the_answer_about_the_receiver_decides(
    office: PostOffice, answer: str, outcome: type[Later | Refused]
) -> None:
    office.to_receiver = lambda _address: answer
    assert send(LETTER) == [outcome(answer)]


@pytest.mark.parametrize(
    ("answer", "outcome"), [("452 disk full", Later), ("554 we think it is spam", Refused)]
)
def test_the_answer_about_the_letter_decides(
    office: PostOffice, answer: str, outcome: type[Later | Refused]
) -> None:
    office.to_letter = lambda _address: answer
    assert send(LETTER) == [outcome(answer)]


def test_after_a_refusal_the_next_letter_still_arrives(office: PostOffice) -> None:
    office.to_receiver = lambda address: "550 nobody here" if address == "gone@example.com" else "250 taken"
    outcomes = send(replace(LETTER, to_address="gone@example.com"), LETTER)
    assert outcomes == [Refused("550 nobody here"), Sent()]


def test_a_connection_lost_after_the_text_left_means_that_nobody_knows(office: PostOffice) -> None:
    office.break_off = True
    (outcome,) = send(LETTER)
    assert isinstance(outcome, Unknown)


def test_a_server_that_is_away_touches_no_letter(settings: Settings) -> None:
    with open_post_office() as office:
        settings.MAILERS = office.mailers
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        send(LETTER)


def test_one_line_keeps_the_spaces_that_french_needs() -> None:
    assert (
        one_line(" Prix\N{NO-BREAK SPACE}:\t12\u202f000\r\n €\u202e ")
        == "Prix\N{NO-BREAK SPACE}: 12\u202f000 €"
    )
