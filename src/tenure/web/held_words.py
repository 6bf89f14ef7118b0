"""Why documents are held, since when, and what helps: for the firm, and in the client's words (R20, R24)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.facts import Facts
from tenure.core.held_documents import can_be_sent
from tenure.core.standing import is_read, standing
from tenure.core.stops import Stop, StopKind
from tenure.records.client_papers import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNotice:
    """How many are held, what helps, and where; `url` is empty where the reader cannot send them."""

    held: str
    helps: str
    url: str


def why_held(paper: Document, facts: Facts, *, by_client: bool) -> str:
    """Since when and why a held document is held; empty for any other."""
    if paper.state != "held" or paper.held_since is None:
        return ""
    day = date_format(timezone.localtime(paper.held_since), "DATE_FORMAT")
    under = facts.branch(paper.subscription_id or "")
    if under is None:
        return _("Held since %(day)s: no product reads it.") % {"day": day}
    if is_read(facts, under):
        return _("Held since %(day)s: it was not chosen when extraction began again.") % {"day": day}
    stops = standing(facts, under.node).stops
    return _stopped(day, stops[0], facts, by_client=by_client) if stops else ""


def held_notice(facts: Facts, *, by_client: bool) -> HeldNotice | None:
    """What stands above a list of documents; None where none is held."""
    held = sum(papers.held for papers in facts.papers)
    if not held:
        return None
    sends = can_be_sent(facts, by_client=by_client)
    address = "own_documents_send" if by_client else "documents_send"
    return HeldNotice(
        held=ngettext(
            "%(count)d document is held: stored, not sent for extraction.",
            "%(count)d documents are held: stored, not sent for extraction.",
            held,
        )
        % {"count": held},
        helps=_helps(facts, sends=sends, by_client=by_client),
        url=reverse(address, args=[facts.client.id]) if sends else "",
    )


def _helps(facts: Facts, *, sends: bool, by_client: bool) -> str:
    if sends:
        return _("You can send them now: all, some, or those since a day.")
    if not by_client:
        return _("The page that reactivates lets you choose which are sent on.")
    if facts.firm_name:
        return _("%(firm)s decides which are sent when extraction begins again.") % {"firm": facts.firm_name}
    return _("They can be sent as soon as a product reads documents again.")


def _stopped(day: str, stop: Stop, facts: Facts, *, by_client: bool) -> str:
    suspended = stop.kind is StopKind.SUSPENSION
    if by_client:
        said = (
            _("Held since %(day)s: %(firm)s has suspended %(name)s.")
            if suspended
            else _("Held since %(day)s: %(firm)s has deactivated %(name)s.")
        )
        return said % {"day": day, "firm": facts.firm_name, "name": stop.node.name}
    stopped_on = date_format(stop.since, "DATE_FORMAT")
    values = {"day": day, "name": stop.node.name, "on": stopped_on, "by": stop.by}
    if not stop.by:
        said = (
            _("Held since %(day)s: %(name)s was suspended on %(on)s.")
            if suspended
            else _("Held since %(day)s: %(name)s was deactivated on %(on)s.")
        )
    else:
        said = (
            _("Held since %(day)s: %(name)s was suspended on %(on)s by %(by)s.")
            if suspended
            else _("Held since %(day)s: %(name)s was deactivated on %(on)s by %(by)s.")
        )
    return said % values
