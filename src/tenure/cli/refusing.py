"""Refusals that are no plan's: somebody unknown, a stranger's client, a missing right."""

from tenure.cli.ending import Ended, ExitCode
from tenure.core.plan_json import refusal_to_json
from tenure.core.refusals import RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.wording import Message, say
from tenure.speech.speak import speak


def refused(code: RefusalCode, sentence: Message, way_out: Message, **more: object) -> Ended:
    """The end of a command that was refused; `more` goes into its document beside the refusal."""
    plain = refusal_to_json(refusal(code, sentence, way_out, WayOutAction.NONE), speak)
    return Ended(
        ExitCode.REFUSED,
        {**more, "performed": False, "refusals": [plain]},
        f"{speak(sentence)} {speak(way_out)}".strip(),
    )


def no_such_client(**more: object) -> Ended:
    """For a foreign client, a missing one, and for somebody nobody knows: they all look alike (R8)."""
    return refused(
        RefusalCode.NOT_CONNECTED,
        say("No client with this id is connected to your firm."),
        say("Look up the ids of your clients with: tenure clients"),
        **more,
    )


def no_such_firm(**more: object) -> Ended:
    """For a firm that does not exist, or in which this person does not work."""
    return refused(
        RefusalCode.NOT_CONNECTED,
        say("There is no firm with this short name in which this person works."),
        say("Check the short name and the e-mail address."),
        **more,
    )


def no_such_import() -> Ended:
    """For a foreign import or none."""
    return refused(RefusalCode.NOT_FOUND, say("Your firm has no import with this id."), say(""))


def refused_as(code: str, message: Message) -> Ended:
    """For a file that is no client book, or a wish that it does not allow; `code` is for programs."""
    plain = {"code": code, "sentence": speak(message), "way_out": ""}
    return Ended(ExitCode.REFUSED, {"performed": False, "refusals": [plain]}, speak(message))


def not_allowed(message: Message) -> Ended:
    """For a quiet verb without the right to it; `message` says whom to ask."""
    return refused(RefusalCode.NOT_PERMITTED, message, say(""))
