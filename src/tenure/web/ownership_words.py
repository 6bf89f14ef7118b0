"""What handing over an account means, said to the owner of today and to whoever is asked (R49)."""

from django.utils.translation import gettext as _

from tenure.web.account_user import Consequence


def meaning_for_owner() -> list[Consequence]:
    """Lines for parts/effects.html: what changes for whoever hands the account over."""
    return [
        Consequence(
            icon="mail",
            tone="info",
            title=_("The person you choose is asked by e-mail"),
            text=_("They accept or decline. You can cancel until then."),
        ),
        Consequence(
            icon="owner",
            tone="warn",
            title=_("From acceptance on they own the account"),
            text=_("Only they can hand it over again, to you or to somebody else."),
        ),
        Consequence(
            icon="shield",
            tone="muted",
            title=_("You stay an administrator"),
            text=_("You keep your access. The new owner can change your role or remove you."),
            badge=_("Kept"),
        ),
    ]


def meaning_for_successor(owner: str) -> list[Consequence]:
    """Lines for parts/effects.html: what changes for whoever is asked. `owner` has the account today."""
    return [
        Consequence(
            icon="owner",
            tone="info",
            title=_("You own the account"),
            text=_("You manage its people, its accountant and its subscription. Nobody can remove you."),
        ),
        Consequence(
            icon="hand-over",
            tone="muted",
            title=_("You can hand it over again"),
            text=_("As long as you own the account you cannot leave it."),
        ),
        *_former(owner),
    ]


def _former(owner: str) -> list[Consequence]:
    if not owner:
        return []
    title = _("%(name)s stays an administrator") % {"name": owner}
    return [Consequence(icon="shield", tone="muted", title=title, text=_("Until you change that."))]
