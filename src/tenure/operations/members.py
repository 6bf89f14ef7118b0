"""Who works in a firm: invited, given another role, removed. Somebody can always manage the team (R7)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right, Side
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.expiries import invitation_ends
from tenure.operations.inviting import LinkTo, checked_address, person_at
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for, still_holds
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import Invitation, Member, OutboxMail, Role
from tenure.records.models.invitation import OPEN


def invite_colleague(
    *, email: str, name: str, role_id: str, link_to: LinkTo, actor: Actor, at: datetime | None = None
) -> Invitation:
    """Asks somebody to join the actor's firm in a role, by a letter; an open invitation is replaced.

    Whoever has no sign-in yet gets one that works from acceptance; `link_to` makes the full address of the
    page that accepts a token. Raises NotAllowed, Missing (the role)
    or Invalid with the field.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    address = checked_address(email)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        actor = still_holds(actor, Right.TEAM)
        role = grantable_role(firm_id, role_id, actor)
        if Member.objects.filter(firm_id=firm_id, person__email=address).exists():
            raise Invalid(say("%(email)s already works here.", email=address), "email")
        person = person_at(address, name, firm.locale)
        Invitation.objects.filter(OPEN, firm_id=firm_id, client=None, person=person).update(withdrawn_at=at)
        token = new_token()
        invitation = Invitation.objects.create(
            firm=firm,
            person=person,
            role=role.key,
            token_hash=hash_of(token),
            invited_by_id=actor.person,
            created_at=at,
            expires_at=invitation_ends(at),
        )
        _write_letter(invitation, link_to(token), actor, at)
        _log(firm_id, "colleague_invited", person.id, actor, at, invitation=invitation.id, role=role.key)
        return invitation


def withdraw_invitation(invitation_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Closes an invitation to the firm's team before it is accepted. Raises NotAllowed or Missing."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        still_holds(actor, Right.TEAM)
        open_ones = Invitation.objects.filter(OPEN, pk=invitation_id, firm_id=firm_id, client=None)
        invitation = open_ones.first()
        if invitation is None:
            raise Missing(invitation_id)
        open_ones.update(withdrawn_at=at)
        _log(firm_id, "colleague_withdrawn", invitation.person_id, actor, at, invitation=invitation.id)


def change_role(member_id: str, role_id: str, *, actor: Actor, at: datetime | None = None) -> Member:
    """Gives a colleague another role. NotAllowed, Missing, or Invalid if nobody could manage the team."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        actor = still_holds(actor, Right.TEAM)
        member = _member(firm_id, member_id)
        role = grantable_role(firm_id, role_id, actor)
        not_above(actor, member.role)
        before, member.role = member.role, role
        if before.id == role.id:
            return member
        member.save(update_fields=["role"])
        somebody_manages_the_team(firm_id)
        _log(
            firm_id,
            "role_given",
            member.person_id,
            actor,
            at,
            member=member.id,
            role=role.key,
            before=before.key,
        )
        return member


def remove_member(member_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Ends somebody's place in the firm, with all access at once. Everybody may leave by themselves.

    Raises NotAllowed, Missing, or Invalid if nobody could manage the team afterwards.
    """
    at = at or timezone.now()
    own = Member.objects.filter(pk=member_id, firm_id=actor.firm, person_id=actor.person).exists()
    firm_id = actor.firm if own and actor.firm is not None else firm_for(actor, Right.TEAM, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        member = _member(firm_id, member_id)
        if not own:
            not_above(still_holds(actor, Right.TEAM), member.role)
        Member.objects.filter(pk=member.pk).delete()
        somebody_manages_the_team(firm_id)
        _log(firm_id, "member_removed", member.person_id, actor, at, member=member_id, role=member.role.key)


def open_invitations(actor: Actor) -> list[Invitation]:
    """The invitations to the actor's firm that nobody has accepted yet, newest first."""
    waiting = Invitation.objects.filter(OPEN, firm_id=actor.firm, firm__isnull=False, client=None)
    return list(waiting.select_related("person", "invited_by").order_by("-created_at", "id"))


def grantable_role(firm_id: str, role_id: str, actor: Actor) -> Role:
    """A role of the firm that the actor may hand out: one with no right they lack. Missing or NotAllowed."""
    role = Role.objects.filter(firm_id=firm_id, pk=role_id).first()
    if role is None:
        raise Missing(role_id)
    not_above(actor, role)
    return role


def not_above(actor: Actor, role: Role) -> None:
    """Nobody hands out, changes or takes away more than they hold themselves: NotAllowed."""
    lacking = sorted(set(role.rights) - actor.rights)
    if lacking:
        raise NotAllowed(
            say(
                "The role %(role)s has rights that you do not hold yourself: %(rights)s.",
                role=role.name,
                rights=", ".join(lacking),
            )
        )


def somebody_manages_the_team(firm_id: str) -> None:
    """Called last, in the transaction of the change: Invalid if nobody who signs in may manage the team."""
    rights = Member.objects.filter(firm_id=firm_id, person__is_active=True).values_list(
        "role__rights", flat=True
    )
    if not any(Right.TEAM in held for held in rights):
        raise Invalid(say("Nobody could manage the team any more. Give this right to somebody else first."))


def _member(firm_id: str, member_id: str) -> Member:
    member = Member.objects.select_related("role", "person").filter(firm_id=firm_id, pk=member_id).first()
    if member is None:
        raise Missing(member_id)
    return member


def _write_letter(invitation: Invitation, link: str, actor: Actor, at: datetime) -> None:
    firm, person = invitation.firm, invitation.person
    assert firm is not None
    OutboxMail.objects.create(
        firm=firm,
        kind="invite_colleague",
        to_address=person.email,
        to_name=person.name,
        locale=person.locale,
        side=Side.FIRM.value,
        context={
            "firm_id": firm.id,
            "firm_name": firm.name,
            "actor_name": actor.name,
            "at": at.isoformat(),
            "invitation": invitation.id,
            "link": link,
            "expires_at": invitation.expires_at.isoformat(),
        },
        next_at=at,
        created_at=at,
    )


def _log(firm_id: str, event: str, person_id: str, actor: Actor, at: datetime, **content: str) -> None:
    who = commitments([person_id, actor.person])
    entry = {**content, "person": who[person_id], "by": who[actor.person]}
    note([Event(chain=firm_id, event=event, content=entry)], at=at)
