"""Colleagues, invitations and roles as the team's pages show them, with what stands in the way (R7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tenure.core.actor import Actor, Right
from tenure.operations.members import open_invitations
from tenure.operations.roles import protected, roles_of
from tenure.records.people import team_of
from tenure.web.right_words import rights_in_words, role_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody in the team. `fixed` says why their role and place cannot be changed here; empty if they can."""

    id: str
    name: str
    email: str
    role: str
    role_id: str
    rights: str
    joined_at: datetime
    you: bool
    manages_team: bool
    fixed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who has not answered yet."""

    id: str
    name: str
    email: str
    role: str
    by: str
    expires_at: datetime
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """A role to choose, as parts/option_cards.html draws it; greyed out where it is more than the chooser has."""

    value: str
    title: str
    text: str
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """A role with its rights. `fixed` says why it stays as it is; empty if it can be changed."""

    id: str
    name: str
    stored_name: str
    rights: frozenset[str]
    members: int
    builtin: bool
    fixed: str


def colleagues_of(actor: Actor) -> tuple[Colleague, ...]:
    """The team by name. The last one who manages it keeps role and place."""
    members = list(team_of(actor.firm or ""))
    managing = [m for m in members if Right.TEAM.value in m.role.rights and m.person.is_active]
    sole = managing[0].id if len(managing) == 1 else ""
    return tuple(
        Colleague(
            id=member.id,
            name=str(member.person),
            email=member.person.email,
            role=role_in_words(member.role.name),
            role_id=member.role_id,
            rights=rights_in_words(member.role.rights),
            joined_at=member.joined_at,
            you=member.person_id == actor.person,
            manages_team=Right.TEAM.value in member.role.rights,
            fixed=_sole() if member.id == sole else _above(member.role.rights, actor, member.person_id),
        )
        for member in members
    )


def invited_to(actor: Actor, at: datetime) -> tuple[Invited, ...]:
    """The open invitations to the team, newest first."""
    names = {role.key: role_in_words(role.name) for role in roles_of(actor)}
    return tuple(
        Invited(
            id=invitation.id,
            name=invitation.person.name or invitation.person.email,
            email=invitation.person.email,
            role=names.get(invitation.role, invitation.role),
            by=str(invitation.invited_by) if invitation.invited_by is not None else "",
            expires_at=invitation.expires_at,
            expired=invitation.expires_at <= at,
        )
        for invitation in open_invitations(actor)
    )


def role_cards(actor: Actor) -> list[RoleCard]:
    """The roles of the firm, to give to somebody; nobody gives more than they hold."""
    return [
        RoleCard(
            value=role.id,
            title=role_in_words(role.name),
            text=_("Has rights that you do not hold yourself.")
            if _lacking(role.rights, actor)
            else rights_in_words(role.rights),
            disabled=_lacking(role.rights, actor),
        )
        for role in roles_of(actor)
    ]


def role_rows(actor: Actor) -> tuple[RoleRow, ...]:
    """The roles with all their rights."""
    held = [member.role_id for member in team_of(actor.firm or "")]
    return tuple(
        RoleRow(
            id=role.id,
            name=role_in_words(role.name),
            stored_name=role.name,
            rights=frozenset(role.rights),
            members=held.count(role.id),
            builtin=role.builtin,
            fixed=_("This role came with the profile; it stays as it is.")
            if protected(role)
            else _("It has rights that you do not hold yourself.")
            if _lacking(role.rights, actor)
            else "",
        )
        for role in roles_of(actor)
    )


def _sole() -> str:
    return _("Nobody else can manage the team. Give this right to somebody else first.")


def _above(rights: Iterable[str], actor: Actor, person: str) -> str:
    if person == actor.person or not _lacking(rights, actor):
        return ""
    return _("Their role has rights that you do not hold yourself.")


def _lacking(rights: Iterable[str], actor: Actor) -> bool:
    return not set(rights) <= actor.rights
