"""Who can sign in to the demo, and with what. Nowhere else is there a password that everybody knows."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tenure.demo.companies import mailbox
from tenure.demo.scripts import Script, Teammate, scripts

PASSWORD: Final = "demo-tenure-2026"  # noqa: S105 - printed by the demo for everybody to use


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Somebody who can sign in: at a firm, or as a client's user (then `client` names the client)."""

    firm: str
    slug: str
    name: str
    role: str
    email: str
    client: str = ""


def sign_ins() -> tuple[SignIn, ...]:
    """A few people of each firm, the strongest first, and one user of a client."""
    return tuple(one for script in scripts() for one in _of(script))


def _of(script: Script) -> list[SignIn]:
    """The first administrator, manager and colleague without rights, and whoever uses the star's account."""
    first = {mate.role: mate for mate in reversed(script.team) if not mate.invited}
    team = [mate for mate in script.team if mate in first.values()]
    return [*(_colleague(script, mate) for mate in team), *_users(script)]


def _colleague(script: Script, mate: Teammate) -> SignIn:
    role = next(role for role in script.rules.roles if role.key == mate.role)
    name = role.name if role.rights else _("%(role)s, no rights") % {"role": role.name}
    return SignIn(firm=script.name, slug=script.slug, name=mate.name, role=name, email=mate.email)


def _users(script: Script) -> list[SignIn]:
    return [
        SignIn(
            firm=script.name,
            slug=script.slug,
            name=f"{star.given} {star.family}",
            role=_("User of %(client)s") % {"client": star.name},
            email=f"{mailbox(star.given)}@{star.domain}",
            client=star.name,
        )
        for star in script.stars
        if star.sign_in
    ]
