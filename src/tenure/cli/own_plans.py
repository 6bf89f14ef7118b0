"""A client's own plan at the terminal: what it would change first; with --yes it is done exactly as shown (R12, R50)."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import TYPED_ID
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.cli.plan_text import STYLES
from tenure.cli.refusing import no_such_client, not_allowed
from tenure.core.actor import Actor, Side
from tenure.core.line import Line, Sign
from tenure.core.own_plans.describe import lines, price_of
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.core.plan_json import reading_to_json
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.own_plans import NotAsShown, carry_out, foresee, setting
from tenure.records.people import actor_at_clients, person_of
from tenure.speech.speak import speak

COMMANDS = {Wish.TRIAL: "trial", Wish.SUBSCRIBE: "subscribe", Wish.CANCEL: "unsubscribe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A wish as typed: for which client, by whom, and whether it is meant."""

    question: Question
    client: str
    person: str
    documents: str | None = None
    digest: str | None = None
    yes: bool = False
    as_json: bool = False


def carry(typed: Typed) -> ExitCode:
    """Prints what the wish would change, or does it."""
    question = replace(typed.question, read=_read(typed.documents))
    if question.wish is Wish.SUBSCRIBE and setting().catalogue.tariff(question.tariff) is None:
        known = ", ".join(tariff.code for tariff in setting().catalogue.tariffs)
        raise wrong_usage(_("--plan is one of: %(known)s.") % {"known": known})
    actor = _actor(typed)
    try:
        return _carry(typed, question, actor)
    except Missing as missing:
        raise no_such_client() from missing
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused


def list_plans(*, as_json: bool) -> ExitCode:
    """The plans of this installation, with what they cost."""
    catalogue, locale = setting().catalogue, get_language() or "en"
    if as_json:
        screen.document(
            {
                "trial": catalogue.trial,
                "trial_days": setting().trial_days,
                "plans": [
                    {
                        "code": tariff.code,
                        "name": tariff.name.read_in(locale),
                        "extraction": tariff.extraction,
                        "prices": {price.currency: str(price.amount) for price in tariff.prices},
                    }
                    for tariff in catalogue.tariffs
                ],
            }
        )
        return ExitCode.DONE
    screen.table(
        (_("Plan"), _("Name"), _("A month"), _("Documents")),
        (
            (
                tariff.code,
                tariff.name.read_in(locale),
                ", ".join(speak(price_of(price)) for price in tariff.prices),
                _("extracted") if tariff.extraction else _("stored"),
            )
            for tariff in catalogue.tariffs
        ),
    )
    return ExitCode.DONE


def _carry(typed: Typed, question: Question, actor: Actor) -> ExitCode:
    seen = foresee(question, typed.client, actor=actor)
    if seen.refused:
        return _show(typed, seen, ExitCode.REFUSED)
    if typed.digest not in {None, seen.digest}:
        return _show(typed, seen, ExitCode.FACTS_CHANGED)
    if not typed.yes:
        return _show(typed, seen, ExitCode.DONE)
    try:
        done = carry_out(question, typed.client, digest=typed.digest or seen.digest, actor=actor)
    except NotAsShown as other:
        refused = ExitCode.REFUSED if other.proposal.refused else ExitCode.FACTS_CHANGED
        return _show(typed, other.proposal, refused)
    return _show(typed, done, ExitCode.DONE, performed=True)


def _show(typed: Typed, proposal: Proposal, code: ExitCode, *, performed: bool = False) -> ExitCode:
    said = lines(proposal, get_language() or "en")
    if typed.as_json:
        screen.document(_plain(proposal, said, performed=performed))
        return code
    for side, heading in ((Side.CLIENT, _("For the client")), (Side.FIRM, _("For its firm"))):
        _print(heading, [one for one in said if one.side is side and one.sign is not Sign.KEPT])
    _print(_("Stays as it is"), [one for one in said if one.sign is Sign.KEPT])
    screen.line()
    for reason in proposal.reasons:
        screen.complain(f"✗ {speak(reason.sentence)} [{reason.code}]", f"  {speak(reason.way_out)}")
    if performed:
        screen.line(_("Done."), style="bold green")
    elif code is ExitCode.FACTS_CHANGED:
        screen.complain(_("The facts have changed since you looked. Nothing was done."))
    elif not proposal.refused:
        _what_next(typed, proposal)
    return code


def _print(heading: str, rows: list[Line]) -> None:
    if not rows:
        return
    screen.line()
    screen.line(heading, style="bold")
    for row in rows:
        detail = f" {speak(row.detail)}" if row.detail is not None else ""
        screen.line(f"  {row.sign} {speak(row.sentence)}{detail}", style=STYLES[row.sign])


def _what_next(typed: Typed, proposal: Proposal) -> None:
    if proposal.documents:
        screen.line(
            _("--documents all|none: what becomes of the documents that wait. Without an answer: all.")
        )
    screen.line(_("Nothing has been done yet. To do exactly this:"))
    plan = f" --plan {proposal.question.tariff}" if proposal.question.tariff else ""
    documents = f" --documents {typed.documents}" if typed.documents else ""
    command = COMMANDS[proposal.question.wish]
    screen.line(
        f"  tenure {command} {typed.client} --as {typed.person}{plan}{documents} --digest {proposal.digest} --yes",
        style="cyan",
    )


def _plain(proposal: Proposal, said: tuple[Line, ...], *, performed: bool) -> dict[str, object]:
    return {
        "wish": proposal.question.wish.value,
        "plan": proposal.question.tariff,
        "client": proposal.facts.client.id,
        "digest": proposal.digest,
        "performed": performed,
        "documents": proposal.documents,
        "documents_since": _day(proposal.facts.resting_since) if proposal.documents else None,
        "reading": _reading(proposal),
        "effects": [_line(one) for one in said if one.sign is not Sign.KEPT],
        "kept": [_line(one) for one in said if one.sign is Sign.KEPT],
        "refusals": [
            {"code": one.code, "sentence": speak(one.sentence), "way_out": speak(one.way_out)}
            for one in proposal.reasons
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _reading(proposal: Proposal) -> dict[str, object] | None:
    count = proposal.documents if proposal.question.read else 0
    return reading_to_json(count, proposal.pace, speak) if proposal.pace is not None and count else None


def _line(line: Line) -> dict[str, object]:
    return {
        "code": line.code,
        "sign": line.sign.value,
        "for": line.side.value,
        "sentence": speak(line.sentence),
        "detail": speak(line.detail) if line.detail is not None else "",
        "count": line.count,
    }


def _actor(typed: Typed) -> Actor:
    if TYPED_ID.fullmatch(typed.client) is None:
        raise wrong_usage(_("%(id)s is not an id. Ids look like cli_… or sub_….") % {"id": typed.client})
    person = person_of(typed.person)
    actor = actor_at_clients(person.id) if person is not None else None
    if actor is None:
        raise no_such_client()
    activate(actor.locale)
    return actor


def _read(documents: str | None) -> bool:
    if documents not in {None, "all", "none"}:
        raise wrong_usage(_("--documents is all or none."))
    return documents != "none"
