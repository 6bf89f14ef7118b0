"""How a letter looks: the same words as plain text and as a page for every mail program (R11, R19, R23)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.utils.translation import override

from tenure.core.wording import Message, say
from tenure.outlets.mail import one_line
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """The one thing a reader may want to do next. `goal` is a path here, or a full address."""

    label: Message
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading and the points below it, each with an optional second sentence."""

    heading: Message
    points: tuple[tuple[Message, Message | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a letter says, not yet in a language. `reason` tells the reader why they got it."""

    subject: Message
    paragraphs: tuple[Message, ...]
    passages: tuple[Passage, ...] = ()
    button: Button | None = None
    ending: tuple[Message, ...] = ()
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A letter in its receiver's language, ready for an envelope."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The words of a letter in one language, as the two layouts draw them."""

    locale: str
    subject: str
    greeting: str
    paragraphs: list[str]
    passages: list[tuple[str, list[tuple[str, str]]]]
    label: str
    link: str
    ending: list[str]
    reason: str
    link_hint: str


def write(words: Words, *, to_name: str, sender: str, locale: str, address: str) -> Paper:
    """The letter in `locale`. `sender` stands at its head, `address` is the installation's own."""
    with override(locale):
        said = _say(words, one_line(to_name), locale, address)
    shown = Context({"letter": said, "sender": one_line(sender)})
    plain = Context({"letter": said, "sender": one_line(sender)}, autoescape=False)
    return Paper(
        subject=said.subject,
        text=_engine().get_template("mail/letter.txt").render(plain).strip() + "\n",
        html=_engine().get_template("mail/letter.html").render(shown),
    )


def _say(words: Words, name: str, locale: str, address: str) -> _Said:
    button = words.button
    return _Said(
        locale=locale,
        subject=_said(words.subject),
        greeting=_said(say("Hello %(name)s,", name=name) if name else say("Hello,")),
        paragraphs=[_said(one) for one in words.paragraphs],
        passages=[(_said(p.heading), [_point(*point) for point in p.points]) for p in words.passages],
        label="" if button is None else _said(button.label),
        link="" if button is None else _address(button.goal, address),
        link_hint=_said(say("If the button does not work, open this address:")),
        ending=[_said(one) for one in words.ending],
        reason=_said(words.reason),
    )


def _said(message: Message) -> str:
    # On one line, so that a name with line ends cannot write paragraphs of its own.
    return one_line(speak(message))


def _address(goal: str, installation: str) -> str:
    return installation.rstrip("/") + goal if goal.startswith("/") else goal


def _point(sentence: Message, detail: Message | None) -> tuple[str, str]:
    return _said(sentence), "" if detail is None else _said(detail)


@cache
def _engine() -> Engine:
    # An engine of its own: letters must look the same whoever sends them, without the pages' templates.
    return Engine(dirs=[str(Path(__file__).parent / "templates")])
