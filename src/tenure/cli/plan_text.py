"""A plan as people read it in a terminal: what happens, what stays, what is asked, or why nothing can."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.cli import screen
from tenure.cli.days import in_words
from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.describe import VERB_TITLES
from tenure.speech.speak import speak

STYLES = {"+": "green", "~": "yellow", "-": "red", "=": "dim"}

type Plain = Mapping[str, Any]


def print_plan(plan: Plain, *, person: str) -> None:
    """Prints a plan in the shape of `plan_to_json`; its refusals go to the error stream."""
    _title(plan)
    for side in (Side.CLIENT, Side.FIRM):
        _lines(_heading(side), [row for row in plan["effects"] if row["for"] == side])
    _lines(_("Stays as it is"), plan["kept"])
    if plan["performed"]:
        screen.line()
        screen.line(_("Done. Transition %(id)s.") % {"id": plan["transition"]}, style="bold green")
    elif plan["refusals"]:
        _refusals(plan["refusals"])
    else:
        _questions(plan)
        _what_next(plan, person)


def _title(plan: Plain) -> None:
    title = speak(VERB_TITLES[Verb(plan["verb"])])
    names = dict.fromkeys((plan["target_name"], plan["client_name"]))
    said = _("%(title)s: %(name)s") % {"title": title, "name": ", ".join(names)}
    screen.line(said, style="bold")


def _heading(side: Side) -> str:
    return _("For your client") if side is Side.CLIENT else _("For you")


def _lines(heading: str, rows: Sequence[Plain]) -> None:
    if not rows:
        return
    screen.line()
    screen.line(heading, style="bold")
    for row in rows:
        sentence = f"{row['sentence']} {row['detail']}".strip()
        screen.line(f"  {row['sign']} {sentence}", style=STYLES[row["sign"]])


def _refusals(refusals: Sequence[Plain]) -> None:
    screen.line()
    for refusal in refusals:
        screen.complain(f"✗ {refusal['sentence']} [{refusal['code']}]")
        if refusal["way_out"]:
            screen.complain(f"  {refusal['way_out']}")


def _questions(plan: Plain) -> None:
    if not plan["asks"]:
        return
    screen.line()
    screen.line(_("Questions"), style="bold")
    for ask in plan["asks"]:
        screen.line(f"  {QUESTIONS[ask['step']](ask, plan)}")


def _survey(ask: Plain, _plan: Plain) -> str:
    return _("--reason CODE, --score 0-10, --comment TEXT: why? You may skip this. Codes: %(codes)s.") % {
        "codes": ", ".join(ask["choices"])
    }


def _wait(ask: Plain, _plan: Plain) -> str:
    return _("--acknowledge-wait: there is no return before %(until)s. Required.") % {
        "until": in_words(ask["until"])
    }


def _owner(ask: Plain, _plan: Plain) -> str:
    users = ", ".join(_user(user) for user in ask["choices"])
    if len(ask["choices"]) == 1:
        return _("--owner EMAIL: who owns the account afterwards? Only %(users)s.") % {"users": users}
    return _("--owner EMAIL: who owns the account afterwards? Required. One of %(users)s.") % {"users": users}


def _user(user: Plain) -> str:
    return (
        _("%(email)s (invited)") % {"email": user["email"]} if user["state"] == "invited" else user["email"]
    )


def _notify(ask: Plain, _plan: Plain) -> str:
    if ask["default"]:
        return _("--no-notify: the client is told by e-mail unless you say so.")
    return _("--notify: the client is told by e-mail if you say so.")


def _name(_ask: Plain, plan: Plain) -> str:
    return _("--type-name NAME: type the client's name, %(name)s. Required.") % {"name": plan["client_name"]}


def _documents(ask: Plain, _plan: Plain) -> str:
    return ngettext(
        "--documents all|none|since:DATE: %(count)d document waits. Without an answer it is sent on.",
        "--documents all|none|since:DATE: %(count)d documents wait. Without an answer all are sent on.",
        ask["held"],
    ) % {"count": ask["held"]}


def _restore(ask: Plain, _plan: Plain) -> str:
    return _("--restore %(choices)s: how much comes back? Without an answer: %(default)s.") % {
        "choices": "|".join(ask["choices"]).replace("_", "-"),
        "default": ask["default"].replace("_", "-"),
    }


def _words(ask: Plain, _plan: Plain) -> str:
    if ask["types"]:
        return _(
            "--reason CODE, --comment TEXT: which type, and why? You may skip this. Codes: %(codes)s."
        ) % {"codes": ", ".join(ask["types"])}
    return _("--comment TEXT: a reason in your own words. You may skip this.")


def _ending(ask: Plain, _plan: Plain) -> str:
    return _("--end-date none|keep|DATE: the end date is %(current)s. Without an answer it is removed.") % {
        "current": in_words(ask["current"])
    }


def _dates(ask: Plain, _plan: Plain) -> str:
    return _(
        "--at DATE, --until DATE: from when, until when? Without an answer from %(today)s until lifted."
    ) % {"today": in_words(ask["default"])}


QUESTIONS: Mapping[str, Callable[[Plain, Plain], str]] = {
    "survey": _survey,
    "acknowledge_wait": _wait,
    "owner": _owner,
    "notify": _notify,
    "type_name": _name,
    "documents": _documents,
    "restore": _restore,
    "reason": _words,
    "end_date": _ending,
    "dates": _dates,
}


def _what_next(plan: Plain, person: str) -> None:
    screen.line()
    screen.line(_("Nothing has been done yet. To do exactly this, answer what is required and confirm:"))
    screen.line(
        f"  tenure {plan['verb']} {plan['target']} --as {person} --digest {plan['digest']} --yes",
        style="cyan",
    )
