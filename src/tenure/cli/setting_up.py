"""The first firm and its administrator, asked for or taken from options. There is no default password."""

import sys
from dataclasses import dataclass
from pathlib import Path

import typer
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.database import prepare
from tenure.cli.ending import Ended, ExitCode, failed, wrong_usage
from tenure.cli.refusing import not_allowed
from tenure.cli.words import terminal_language
from tenure.core.profiles import NAMES, profile
from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.firms import (
    ALREADY_SET_UP,
    Administrator,
    NewFirm,
    create_firm,
    create_first_firm,
    set_up,
)
from tenure.speech.speak import speak

OPTIONS = {
    "name": "--firm", "slug": "--slug", "profile": "--profile", "locale": "--locale", "email": "--email",
    "time_zone": "--time-zone", "country": "--country", "currency": "--currency", "person": "--name",
    "password": "--password-file",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The options of `tenure setup`, as typed; None is asked for."""

    firm: str | None
    slug: str
    profile: str | None
    email: str | None
    name: str | None
    password_file: str | None
    locale: str | None
    time_zone: str | None
    country: str
    currency: str
    another: bool


def carry_out(told: Told, *, as_json: bool) -> ExitCode:
    """Creates the firm; prints its short name. Ends the command for what cannot be used, and names the option."""
    prepare()
    if set_up() and not told.another:
        raise not_allowed(ALREADY_SET_UP)
    make = create_firm if told.another else create_first_firm
    try:
        firm = make(_firm(told), _administrator(told))
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as wrong:
        raise _wrong(wrong) from wrong
    if as_json:
        screen.document({"firm": {"id": firm.id, "slug": firm.slug, "name": firm.name}})
    else:
        screen.line(
            _("%(firm)s is ready. Its short name is %(slug)s.") % {"firm": firm.name, "slug": firm.slug}
        )
        screen.line(_("Start the pages with: tenure serve"))
    return ExitCode.DONE


def _firm(told: Told) -> NewFirm:
    return NewFirm(
        name=told.firm or _asked(_("Name of the firm"), "--firm"),
        slug=told.slug,
        profile=told.profile or _asked_profile(),
        locale=told.locale or _asked(_("Language (en, fr)"), "--locale", default=terminal_language()),
        time_zone=told.time_zone or _asked(_("Time zone"), "--time-zone", default="UTC"),
        country=told.country,
        currency=told.currency,
    )


def _administrator(told: Told) -> Administrator:
    return Administrator(
        email=told.email or _asked(_("E-mail of the administrator"), "--email"),
        name=told.name or _asked(_("Name of the administrator"), "--name"),
        password=_password(told.password_file),
    )


def _asked_profile() -> str:
    for name in NAMES if sys.stdin.isatty() else ():
        screen.complain(f"  {name}: {profile(name).title}")
    return _asked(_("Profile"), "--profile", default=NAMES[0])


def _asked(question: str, option: str, *, default: str | None = None) -> str:
    if not sys.stdin.isatty():
        if default is not None:
            return default
        raise _missing(option)
    return str(typer.prompt(question, default=default, err=True))


def _password(file: str | None) -> str:
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if file is not None:
        return _read(Path(file))
    if not sys.stdin.isatty():
        raise _missing("--password-file")
    return str(typer.prompt(_("Password"), hide_input=True, confirmation_prompt=True, err=True))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise wrong_usage(_("The password cannot be read from %(file)s.") % {"file": file}) from error


def _missing(option: str) -> Ended:
    return wrong_usage(_("%(option)s is missing, and there is nobody to ask.") % {"option": option})


def _wrong(wrong: Invalid) -> Ended:
    option = OPTIONS.get(wrong.field, "")
    sentence = f"{option}: {speak(wrong.message)}" if option else speak(wrong.message)
    return failed("invalid", sentence, code=ExitCode.WRONG_USAGE, field=wrong.field)
