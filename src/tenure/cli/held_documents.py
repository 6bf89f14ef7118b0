"""Held documents at the terminal: what would be sent first; with --yes it is sent exactly as shown (R24, R50)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import TYPED_ID, actor_near_node
from tenure.cli.ending import Ended, ExitCode, wrong_usage
from tenure.cli.plan_text import STYLES
from tenure.cli.refusing import no_such_client, not_allowed
from tenure.core.actor import Actor
from tenure.core.held_documents import SendChoice, Sending, SendScope
from tenure.core.held_words import lines
from tenure.core.line import Sign
from tenure.core.plan_json import line_to_json, reading_to_json
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.held_documents import NotSentAsShown, foresee_sending, send_held
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed: of which client, which documents, by whom, and whether it is meant."""

    client: str
    person: str
    documents: str
    digest: str | None = None
    yes: bool = False
    as_json: bool = False


def carry(typed: Typed) -> ExitCode:
    """Prints what would be sent, or sends it."""
    choice = _choice(typed.documents)
    actor = actor_near_node(typed.person, typed.client)
    try:
        return _carry(typed, choice, actor)
    except Missing as missing:
        raise no_such_client() from missing
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused


def _carry(typed: Typed, choice: SendChoice, actor: Actor) -> ExitCode:
    seen = foresee_sending(typed.client, choice, actor=actor)
    if seen.refused:
        return _show(typed, seen, ExitCode.REFUSED)
    if typed.digest not in {None, seen.digest}:
        return _show(typed, seen, ExitCode.FACTS_CHANGED)
    if not typed.yes:
        return _show(typed, seen, ExitCode.DONE)
    try:
        done = send_held(typed.client, choice, digest=typed.digest or seen.digest, actor=actor)
    except NotSentAsShown as other:
        return _show(typed, other.plan, ExitCode.REFUSED if other.plan.refused else ExitCode.FACTS_CHANGED)
    return _show(typed, done, ExitCode.DONE, performed=True)


def _choice(text: str) -> SendChoice:
    if text == SendScope.ALL:
        return SendChoice()
    since, colon, day = text.partition(":")
    if colon and since == SendScope.SINCE:
        try:
            return SendChoice(scope=SendScope.SINCE, since=date.fromisoformat(day))
        except ValueError as error:
            raise _wrong_documents() from error
    ids = tuple(dict.fromkeys(one.strip() for one in text.split(",")))
    if not all(TYPED_ID.fullmatch(one) for one in ids):
        raise _wrong_documents()
    return SendChoice(scope=SendScope.CHOSEN, documents=ids)


def _wrong_documents() -> Ended:
    return wrong_usage(
        _("Say all, since: with a day, such as since:2026-03-31, or ids of documents (doc_…).")
    )


def _show(typed: Typed, plan: Sending, code: ExitCode, *, performed: bool = False) -> ExitCode:
    if typed.as_json:
        screen.document(_plain(plan, performed=performed))
        return code
    for row in lines(plan):
        detail = f" {speak(row.detail)}" if row.detail is not None else ""
        screen.line(f"{row.sign} {speak(row.sentence)}{detail}", style=STYLES[row.sign])
    for reason in plan.reasons:
        screen.complain(f"✗ {speak(reason.sentence)} [{reason.code}]", f"  {speak(reason.way_out)}")
    if performed:
        screen.line(_("Done."), style="bold green")
    elif code is ExitCode.FACTS_CHANGED:
        screen.complain(_("The facts have changed since you looked. Nothing was done."))
    elif not plan.refused:
        screen.line(_("Nothing has been done yet. To do exactly this:"))
        screen.line(
            f"  tenure send-documents {typed.client} --as {typed.person} --documents {typed.documents}"
            f" --digest {plan.digest} --yes",
            style="cyan",
        )
    return code


def _plain(plan: Sending, *, performed: bool) -> dict[str, object]:
    said = lines(plan)
    return {
        "client": plan.client.id,
        "digest": plan.digest,
        "performed": performed,
        "held": plan.held,
        "since": plan.since.isoformat() if plan.since is not None else None,
        "count": plan.count,
        "reading": reading_to_json(plan.count, plan.pace, speak) if plan.pace is not None else None,
        "effects": [line_to_json(one, speak) for one in said if one.sign is not Sign.KEPT],
        "kept": [line_to_json(one, speak) for one in said if one.sign is Sign.KEPT],
        "refusals": [
            {"code": one.code, "sentence": speak(one.sentence), "way_out": speak(one.way_out)}
            for one in plan.reasons
        ],
    }
