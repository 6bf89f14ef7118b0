"""One node as people read it in a terminal, and why it is stopped."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.days import in_words
from tenure.cli.service_json import print_service
from tenure.core.actions import Verb
from tenure.core.coming_up import ComingKind
from tenure.core.describe import VERB_TITLES
from tenure.speech.speak import speak

type Plain = Mapping[str, Any]


def print_node(content: Plain) -> None:
    """Prints what `node_to_json` says."""
    screen.line(f"{content['node']['name']}  {content['node']['id']}", style="bold")
    screen.line(_facts_line(content))
    for stop in content["stops"]:
        screen.line(f"  {_stop_line(stop)}", style="yellow")
    for stop in content["planned"]:
        screen.line(f"  {_stop_line(stop, planned=True)}", style="dim")
    if content["schedule"] is not None and content["schedule"]["end_date"] is not None:
        screen.line("  " + _("End date: %(on)s") % {"on": in_words(content["schedule"]["end_date"])})
    if content.get("service") is not None:
        print_service(content["service"])
    for coming in content["coming"]:
        screen.line("  " + _("%(day)s: %(what)s") % {"day": in_words(coming["on"]), "what": _coming(coming)})
    if content["parts"]:
        screen.line()
        screen.table(
            (_("Part"), _("Id"), _("Standing"), _("End date")), [_part(part) for part in content["parts"]]
        )
    if content["products"]:
        screen.line()
        screen.table(
            (_("Product"), _("Id"), _("Paid by"), _("Standing"), _("Locked until")),
            [
                (
                    p["name"],
                    p["id"],
                    payer_in_words(p["payer"]),
                    standing_in_words(p),
                    in_words(p["locked_until"]),
                )
                for p in content["products"]
            ],
        )
    if content["users"]:
        screen.line()
        screen.table(
            (_("User"), _("E-mail"), _("Role"), _("State")), [_user(user) for user in content["users"]]
        )
    _offers(content)


def print_why(content: Plain, *, person: str) -> None:
    """Prints what `why_to_json` says."""
    name = content["node"]["name"]
    if content["reasons"]:
        screen.line(_("%(name)s is stopped:") % {"name": name}, style="bold")
    else:
        screen.line(_("Nothing stops %(name)s.") % {"name": name}, style="green")
    for reason in content["reasons"]:
        screen.line(f"  {_stop_line(reason['stop'])}")
        _about(reason, person)
    for reason in content["planned"]:
        screen.line(f"  {_stop_line(reason['stop'], planned=True)}", style="dim")
        _about(reason, person)


def _about(reason: Plain, person: str) -> None:
    """Where a stop stands, who may lift it, and how."""
    if reason["inherited"]:
        screen.line("    " + _("It stands on %(node)s, above.") % {"node": reason["stop"]["node_name"]})
    if reason["lifters"]:
        screen.line("    " + _("May lift it: %(names)s.") % {"names": ", ".join(reason["lifters"])})
    _way_back(reason["lift"], person)


def standing_in_words(one: Plain) -> str:
    """How a client or product stands, in one or two words."""
    words = {"active": _("Active"), "deactivated": _("Deactivated")}[one["standing"]]
    return f"{words}, {_('suspended')}" if one["suspended"] else words


def account_in_words(client: Plain) -> str:
    """How a client stands, with how many of its products are deactivated while some run (section 11)."""
    stopped, total = client["products_deactivated"], client["products_total"]
    if not 0 < stopped < total:
        return standing_in_words(client)
    some = _("%(stopped)d of %(total)d deactivated") % {"stopped": stopped, "total": total}
    return f"{standing_in_words(client)}, {some}"


def payer_in_words(payer: str | None) -> str:
    """Who pays."""
    return _("The client") if payer == "client" else _("The firm")


def _coming(coming: Plain) -> str:
    said = {
        ComingKind.SUSPENSION_BEGINS: _("%(name)s is suspended"),
        ComingKind.SUSPENSION_ENDS: _("The suspension of %(name)s ends"),
        ComingKind.SERVICE_STOPS: _("%(name)s is deactivated, its end date is over"),
        ComingKind.SCHEDULE_ENDS: _("Last day of %(name)s"),
        ComingKind.MAY_RETURN: _("%(name)s can be reactivated"),
    }[ComingKind(coming["what"])]
    return said % {"name": coming["node_name"]}


def _part(part: Plain) -> tuple[str, str, str, str]:
    ending = part["schedule"] or {"end_date": None}
    return part["name"], part["id"], standing_in_words(part), in_words(ending["end_date"])


def _facts_line(content: Plain) -> str:
    whole = content["node"]["id"] == content["client"]["id"]
    said = [account_in_words(content) if whole else standing_in_words(content)]
    if content["owner"] is not None:
        said.append(_("owner: %(name)s") % {"name": content["owner"]["name"] or content["owner"]["email"]})
    said.append(_("documents: %(total)d, held: %(held)d") % content["documents"])
    return " · ".join(said)


def _stop_line(stop: Plain, *, planned: bool = False) -> str:
    values = {"name": stop["node_name"], "since": in_words(stop["since"]), "by": stop["by"] or "–"}
    if planned:
        text = _("%(name)s: suspended from %(since)s, planned by %(by)s.") % values
    elif stop["kind"] == "suspension":
        text = _("%(name)s: suspended since %(since)s by %(by)s.") % values
    else:
        text = _("%(name)s: deactivated since %(since)s by %(by)s.") % values
    if stop["locked_until"]:
        text += " " + _("Can be reactivated from %(until)s.") % {"until": in_words(stop["locked_until"])}
    if stop["type"]:
        text += " " + _("Type: %(type)s.") % {"type": stop["type"]}
    if stop["until"]:
        text += " " + _("Ends on %(until)s.") % {"until": in_words(stop["until"])}
    if stop["reason"]:
        text += " " + _("Reason: %(reason)s") % {"reason": stop["reason"]}
    return text


def _user(user: Plain) -> tuple[str, str, str, str]:
    role = _("Administrator") if user["role"] == "administrator" else _("Standard")
    return (
        user["name"],
        user["email"],
        f"{role}, {_('owner')}" if user["owner"] else role,
        _("Invited") if user["state"] == "invited" else _("Joined"),
    )


def _offers(content: Plain) -> None:
    if not content["offers"]:
        return
    screen.line()
    screen.line(_("What can be done"), style="bold")
    for offer in content["offers"]:
        verb = speak(VERB_TITLES[Verb(offer["verb"])])
        title = "  " + _("%(title)s: %(name)s") % {"title": verb, "name": offer["node_name"]}
        if offer["possible"]:
            screen.line(f"{title} (tenure {offer['verb']} {offer['node']})")
        else:
            screen.line(f"{title}. {offer['refusals'][0]['sentence']}", style="dim")


def _way_back(lift: Plain | None, person: str) -> None:
    if lift is None:
        return
    if lift["possible"]:
        screen.line(f"    tenure {lift['verb']} {lift['target']} --as {person}", style="cyan")
    for refusal in lift["refusals"]:
        screen.line(f"    {refusal['sentence']} {refusal['way_out']}".rstrip())
