"""What ends when another firm accepts, in the words of the client who is about to invite it (R16)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core import effects as e
from tenure.core.actor import Side
from tenure.core.facts import Facts
from tenure.core.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One consequence; the names are those that parts/effects.html draws."""

    icon: str
    tone: str
    title: str
    text: str = ""
    badge: str = ""
    badge_tone: str = ""


def endings(plan: Plan, facts: Facts) -> tuple[Consequence, ...]:
    """What ends, measured: access, products, stops; and who is told."""
    found = [one for effect in plan.effects for one in _of(effect)]
    held = sum(papers.held for papers in facts.papers)
    if plan.effects and held:
        title = ngettext(
            "%(count)d document stays held until a firm or your own plan reads it.",
            "%(count)d documents stay held until a firm or your own plan reads them.",
            held,
        )
        found.append(Consequence(icon="file-clock", tone="warn", title=title % {"count": held}))
    return tuple(found)


def remains(plan: Plan, facts: Facts) -> tuple[Consequence, ...]:
    """What stays as it is, counted; and who of the firm uses the account themselves."""
    return (*_counted(plan), *_of_both_sides(plan, facts))


def _counted(plan: Plan) -> tuple[Consequence, ...]:
    return tuple(
        _kept(one.code, one.count)
        for one in plan.kept
        if one.code in KEPT and (one.code, one.count) != NO_DOCUMENTS
    )


def _of_both_sides(plan: Plan, facts: Facts) -> Iterator[Consequence]:
    users = {user.person.id for user in facts.users}
    both = [one.person.name or one.person.email for one in facts.colleagues if one.person.id in users]
    if plan.effects and both:
        yield Consequence(
            icon="warning",
            tone="warn",
            title=_("Works at the firm and also uses your account: %(names)s.") % {"names": ", ".join(both)},
            text=_("They keep access as users, until you remove them under People."),
        )


def _of(effect: e.Effect) -> Iterator[Consequence]:
    match effect:
        case e.EndConnection():
            text = ngettext(
                "%(count)d person there loses access at once: pages, files, exports.",
                "%(count)d people there lose access at once: pages, files, exports.",
                effect.people,
            )
            yield Consequence(
                icon="unplug",
                tone="bad",
                title=_("%(firm)s no longer looks after the account.") % {"firm": effect.firm_name},
                text=text % {"count": effect.people},
            )
        case e.EndSubscriptions():
            title = ngettext(
                "%(count)d product that the firm pays for ends: %(names)s.",
                "%(count)d products that the firm pays for end: %(names)s.",
                len(effect.nodes),
            )
            names = ", ".join(node.name for node in effect.nodes)
            yield Consequence(
                icon="product",
                tone="warn",
                title=title % {"count": len(effect.nodes), "names": names},
                text=_("The new firm chooses what you get from it."),
            )
        case e.LiftStops():
            names = ", ".join(dict.fromkeys(node.name for node in effect.nodes))
            title = _("What the firm has stopped is stopped no longer: %(names)s.") % {"names": names}
            yield Consequence(icon="reactivate", tone="good", title=title)
        case e.SendMail():
            yield _told(effect)
        case _:
            return


def _told(effect: e.SendMail) -> Consequence:
    count = len(effect.receivers)
    if effect.side is Side.CLIENT:
        title = ngettext(
            "%(count)d user of your account is told by e-mail.",
            "%(count)d users of your account are told by e-mail.",
            count,
        )
    else:
        title = ngettext(
            "%(count)d administrator of the firm is told by e-mail.",
            "%(count)d administrators of the firm are told by e-mail.",
            count,
        )
    return Consequence(icon="mail", tone="info", title=title % {"count": count})


NO_DOCUMENTS = ("documents_stay", 0)
KEPT = ("users_keep_access", "documents_stay", "own_subscription_stays")


def _kept(code: str, count: int) -> Consequence:
    match code:
        case "users_keep_access":
            title = ngettext(
                "%(count)d user keeps access to the account.",
                "%(count)d users keep access to the account.",
                count,
            )
            return Consequence(icon="users", tone="good", title=title % {"count": count})
        case "documents_stay":
            title = ngettext(
                "%(count)d document stays with you; the new firm sees it.",
                "%(count)d documents stay with you; the new firm sees them.",
                count,
            )
            return Consequence(icon="file", tone="good", title=title % {"count": count})
        case _:
            return Consequence(icon="card", tone="good", title=_("Your own subscription is untouched."))
