"""Documents taken out at the terminal: counted, or written as they are read (R12, R20)."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.cli import screen
from tenure.cli.account_people import near_client
from tenure.cli.actors import actor_in_firm
from tenure.cli.days import day_typed
from tenure.cli.ending import ExitCode, failed, wrong_usage
from tenure.cli.refusing import no_such_client, not_allowed, refused_as
from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Side
from tenure.operations.account_permission import account_for
from tenure.operations.document_export import Choice, Measured, Shape, measure, take_out
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.records.document_choice import STAGES, states_at
from tenure.records.firms import firm_of
from tenure.records.queries import client_of_node


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed: whose documents, which of them, and as what."""

    client: str | None
    firm: str | None
    person: str
    states: tuple[str, ...]
    first: str | None
    last: str | None
    business: str
    as_csv: bool
    as_json: bool
    as_zip: Path | None

    @property
    def shape(self) -> Shape | None:
        """As what; None for a count. Ends the command where two were named."""
        wanted = {Shape.CSV: self.as_csv, Shape.JSON: self.as_json, Shape.ZIP: self.as_zip is not None}
        shapes = [shape for shape, said in wanted.items() if said]
        if len(shapes) > 1:
            raise wrong_usage(_("Give one of --csv, --json and --zip."))
        return shapes[0] if shapes else None


def take(typed: Typed) -> ExitCode:
    """Says how much it is, or writes it. Ends the command where somebody may not, and where there is nothing."""
    shape = typed.shape
    actor = _actor(typed)
    choice = _choice(typed, actor)
    try:
        if shape is None:
            return _count(choice, actor)
        taken = take_out(choice, shape, actor=actor)
    except Missing as missing:
        raise no_such_client() from missing
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as invalid:
        raise refused_as("nothing_to_take_out", invalid.message) from invalid
    if typed.as_zip is None:
        sys.stdout.flush()
        for chunk in taken.chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return ExitCode.DONE
    _write(typed.as_zip, taken.chunks)
    screen.line(
        ngettext(
            "%(count)d document is in %(file)s.", "%(count)d documents are in %(file)s.", taken.documents
        )
        % {"count": taken.documents, "file": typed.as_zip},
        style="green",
    )
    return ExitCode.DONE


def _actor(typed: Typed) -> Actor:
    if (typed.client is None) is (typed.firm is None):
        raise wrong_usage(_("Name a client, or a firm with --firm."))
    if typed.client is None:
        return actor_in_firm(typed.person, typed.firm or "")
    return near_client(typed.person, typed.client)


def _choice(typed: Typed, actor: Actor) -> Choice:
    if unknown := [state for state in typed.states if state not in STAGES]:
        known = ", ".join(STAGES)
        raise wrong_usage(
            _("%(state)s is no state. --state is one of: %(known)s.") % {"state": unknown[0], "known": known}
        )
    zone = _zone(typed, actor)
    until = day_typed(typed.last) if typed.last else None
    return Choice(
        client=typed.client,
        states=states_at(typed.states),
        since=_begin(day_typed(typed.first), zone) if typed.first else None,
        before=_begin(until + timedelta(days=1), zone) if until else None,
        business=typed.business,
    )


def _zone(typed: Typed, actor: Actor) -> ZoneInfo:
    """The firm's days; those of UTC for a client without one."""
    firm = firm_of(actor) if typed.client is None else client_of_node(actor, typed.client).firm
    return ZoneInfo(firm.time_zone if firm is not None else "UTC")


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _count(choice: Choice, actor: Actor) -> ExitCode:
    if actor.side is Side.CLIENT and choice.client is not None:
        account_for(actor, choice.client, AccountRight.TAKE_OUT, at=datetime.now(ZoneInfo("UTC")))
    found = measure(choice, actor=actor)
    screen.line(_in_words(found))
    if found.documents:
        screen.line(_("To take them out, add --csv, --json or --zip FILE."), style="cyan")
    return ExitCode.DONE


def _in_words(found: Measured) -> str:
    said = ngettext("%(count)d document, %(size)s", "%(count)d documents, %(size)s", found.documents) % {
        "count": found.documents,
        "size": filesizeformat(found.bytes),
    }
    held = ngettext("%(count)d of them held", "%(count)d of them held", found.held) % {"count": found.held}
    return f"{said}; {held}" if found.held else said


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    """A new file, there under its name only when it is whole."""
    if path.exists():
        raise wrong_usage(_("%(file)s is there already; nothing was written.") % {"file": path})
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            unfinished.chmod(0o600)
            for chunk in chunks:
                file.write(chunk)
        unfinished.rename(path)
    except OSError as error:
        raise failed("not_written", f"{path}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
