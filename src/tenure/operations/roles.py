"""What a firm's roles may do. Those of its profile stay as they are; nobody grants more than they hold (R7, R8)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.members import not_above, somebody_manages_the_team
from tenure.operations.permission import firm_for, still_holds
from tenure.records.models import Invitation, Member, Role
from tenure.records.models.invitation import OPEN

LONGEST_NAME = 120
LONGEST_KEY = 60


def roles_of(actor: Actor) -> list[Role]:
    """The roles of the actor's firm: those of its policy first, then its own, by name."""
    return list(
        Role.objects.filter(firm_id=actor.firm, firm__isnull=False).order_by("-builtin", "name", "id")
    )


def protected(role: Role) -> bool:
    """Whether a role stays as it is: it came with the profile. A firm makes roles of its own beside it."""
    return role.builtin


def create_role(*, name: str, rights: Iterable[Right], actor: Actor, at: datetime | None = None) -> Role:
    """A role of the firm's own. Raises NotAllowed, or Invalid with the field."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        actor = still_holds(actor, Right.TEAM)
        role = Role(firm_id=firm_id, name=_checked_name(firm_id, name), rights=sorted(set(rights)))
        role.key = _free_key(firm_id, role.name)
        not_above(actor, role)
        role.save(force_insert=True)
        _log("role_created", role, actor, at)
        return role


def change_rights(
    role_id: str, *, name: str, rights: Iterable[Right], actor: Actor, at: datetime | None = None
) -> Role:
    """Another name and other rights for a role and everybody who has it. Raises as `create_role` does."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        actor = still_holds(actor, Right.TEAM)
        role = _changeable(firm_id, role_id, actor)
        role.name = _checked_name(firm_id, name, but=role)
        role.rights = sorted(set(rights))
        not_above(actor, role)
        role.save(update_fields=["name", "rights"])
        somebody_manages_the_team(firm_id)
        _log("role_changed", role, actor, at)
        return role


def delete_role(role_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Takes away a role that nobody has and nobody is invited to. Raises as `create_role` does."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        actor = still_holds(actor, Right.TEAM)
        role = _changeable(firm_id, role_id, actor)
        held = Member.objects.filter(role=role).count()
        asked = Invitation.objects.filter(OPEN, firm_id=firm_id, client=None, role=role.key).count()
        if held or asked:
            raise Invalid(
                say(
                    "The role %(role)s is still in use: members %(held)d, invitations %(asked)d.",
                    role=role.name,
                    held=held,
                    asked=asked,
                )
            )
        _log("role_deleted", role, actor, at)
        Role.objects.filter(pk=role.pk).delete()


def _changeable(firm_id: str, role_id: str, actor: Actor) -> Role:
    role = Role.objects.filter(firm_id=firm_id, pk=role_id).first()
    if role is None:
        raise Missing(role_id)
    if protected(role):
        raise NotAllowed(say("The role %(role)s came with the profile and stays as it is.", role=role.name))
    not_above(actor, role)
    return role


def _checked_name(firm_id: str, name: str, *, but: Role | None = None) -> str:
    text = " ".join(name.split())
    if not 1 <= len(text) <= LONGEST_NAME or not text.isprintable():
        raise Invalid(say("A role needs a name of up to %(most)d characters.", most=LONGEST_NAME), "name")
    others = Role.objects.filter(firm_id=firm_id, name__iexact=text)
    if (others if but is None else others.exclude(pk=but.pk)).exists():
        raise Invalid(say("There is already a role called %(name)s.", name=text), "name")
    return text


def _free_key(firm_id: str, name: str) -> str:
    taken = set(Role.objects.filter(firm_id=firm_id).values_list("key", flat=True))
    stem = slugify(name)[: LONGEST_KEY - 4].rstrip("-") or "role"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _log(event: str, role: Role, actor: Actor, at: datetime) -> None:
    content = {
        "role": role.id,
        "key": role.key,
        "rights": list(role.rights),
        "by": commitments([actor.person])[actor.person],
    }
    note([Event(chain=role.firm_id, event=event, content=content)], at=at)
